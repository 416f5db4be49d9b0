import './overlays.css';
import { useStore as useFlow, ViewportPortal } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Scene } from '../../../core/layout/scene.ts';
import { useUi } from '../../state/use-store.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { pointedStore } from '../neighbourhood/pointed-store.ts';
import { linePaths, overlayShapes } from './overlay-shapes.ts';
import { linesAbout, type OverlayLine, type OverlayView } from './overlay-view.ts';
import type { ShownOverlay } from './use-overlay.ts';

interface ShapesProps {
  readonly view: OverlayView;
  readonly lines: readonly OverlayLine[];
  readonly scene: Scene;
  readonly className: string;
}

/** A view over the picture: what it does not mention is dimmed; what it mentions gets a frame, a word and some of its lines. */
export function ViewShapes({ view, lines, scene, className }: ShapesProps) {
  const namesOnly = useFlow(showsNamesOnly);
  const { veil, halfVeil, marks } = useMemo(() => overlayShapes(view, scene), [view, scene]);
  const paths = useMemo(() => linePaths(lines, scene), [lines, scene]);
  return (
    <ViewportPortal>
      <svg className={`bh-overlay ${className}`} aria-hidden="true">
        <path className="bh-veil" d={veil} />
        <path className="bh-veil bh-half" d={halfVeil} />
        {marks.map(({ service, tone, rect, shade }) => (
          <rect
            key={service}
            className={`bh-frame bh-tone-${tone} bh-shade-${shade ?? 0}`}
            x={rect.x - 3}
            y={rect.y - 3}
            width={rect.width + 6}
            height={rect.height + 6}
            rx={11}
          />
        ))}
        {paths.map(({ tone, lines: path, heads }) => (
          <g key={tone} className={`bh-tone-${tone}`}>
            <path className="bh-overlay-line" d={path} />
            <path className="bh-overlay-head" d={heads} />
          </g>
        ))}
      </svg>
      {!namesOnly &&
        marks.map(
          ({ service, tone, word, rect }) =>
            word !== '' && (
              <span
                key={service}
                className={`bh-mark bh-tone-${tone}`}
                data-mark={service}
                data-tone={tone}
                aria-hidden="true"
                style={{ left: rect.x - 3, top: rect.y + rect.height + 3, maxWidth: rect.width }}
              >
                {word}
              </span>
            ),
        )}
    </ViewportPortal>
  );
}

/** Dims taps, trunks or needs with a rule of the style sheet, so that none of them has to render. */
export function useStepBack(kind: string | null): void {
  useEffect(() => {
    const root = document.querySelector<HTMLElement>('.bh-canvas');
    if (kind === null) return;
    root?.setAttribute('data-overlay-on', kind);
    return () => root?.removeAttribute('data-overlay-on');
  }, [kind]);
}

/** The overlay that is on, with the lines of the card that is pointed at, else of the one that is selected. */
export function OverlayLayer({ overlay, view, scene }: ShownOverlay & { readonly scene: Scene }) {
  const pointed = useStore(pointedStore, (state) => state.service);
  const selected = useUi(({ selection: [item, ...others] }) =>
    item?.type === 'service' && others.length === 0 ? item.name : null,
  );
  const about = pointed ?? selected;
  // The service that the overlay is about would have lines to all others, so it draws none of its own.
  const lines = useMemo(
    () => linesAbout(view, about === subjectOf(overlay) ? null : about),
    [view, about, overlay],
  );
  useStepBack(overlay.kind);
  return <ViewShapes view={view} lines={lines} scene={scene} className="" />;
}

function subjectOf(overlay: ShownOverlay['overlay']): string | null {
  if (overlay.kind === 'reach') return overlay.service;
  return overlay.kind === 'blast' ? overlay.start : null;
}
