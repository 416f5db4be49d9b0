import './overlays.css';
import { useStore as useFlow, ViewportPortal } from '@xyflow/react';
import { useContext, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Scene } from '../../../core/layout/scene.ts';
import { linePaths, overlayShapes, visibilities } from '../../../core/picture/overlays/overlay-shapes.ts';
import type { OverlayLine, OverlayView } from '../../../core/picture/overlays/overlay-view.ts';
import { useUi } from '../../state/use-store.ts';
import { ShapesContext } from '../far/shapes-node.tsx';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { useDimmed } from '../neighbourhood/dim-others.ts';
import { pointedStore } from '../neighbourhood/pointed-store.ts';
import { linesOn, type ShownOverlay } from './overlay-view-of.ts';
import { useMarkedCards } from './use-marks.ts';

interface ShapesProps {
  readonly view: OverlayView;
  readonly lines: readonly OverlayLine[];
  readonly scene: Scene;
  readonly className: string;
}

/** The width of the frame around a card, in px. */
const ring = 2;

/** An overlay over the picture: mentioned items get a frame, a word and some of their lines; all others are dimmed. */
export function ViewShapes({ view, lines, scene, className }: ShapesProps) {
  const namesOnly = useFlow(showsNamesOnly);
  // Cards that are drawn as shapes have no element of their own to be dimmed.
  const asShapes = useContext(ShapesContext)?.cards ?? false;
  const { veil, halfVeil, marks } = useMemo(
    () => overlayShapes(view, scene, asShapes),
    [view, scene, asShapes],
  );
  const paths = useMemo(() => linePaths(lines, scene), [lines, scene]);
  const shown = useMemo(() => (asShapes ? null : visibilities(view, scene)), [asShapes, view, scene]);
  useDimmed(shown);
  return (
    <ViewportPortal>
      {/* A frame is drawn around its card, below what stands out of it; that of a joined service above the card that it is in. */}
      {[false, true].map((inner) => (
        <svg
          key={String(inner)}
          className={`bh-scene-layer ${inner ? 'bh-frames-inner' : ''} ${className}`}
          aria-hidden="true"
        >
          {marks
            .filter(({ boxed }) => boxed === inner)
            .map(({ service, tone, rect, shade }) => (
              <rect
                key={service}
                className={`bh-frame bh-tone-${tone} bh-shade-${shade ?? 0}`}
                x={rect.x - ring / 2}
                y={rect.y - ring / 2}
                width={rect.width + ring}
                height={rect.height + ring}
                rx={8 + ring / 2}
              />
            ))}
        </svg>
      ))}
      <svg className={`bh-scene-layer bh-overlay ${className}`} aria-hidden="true">
        <path className="bh-veil" d={veil} />
        <path className="bh-veil bh-half" d={halfVeil} />
        {/* The colour of an owner is enough behind the names of those inside. */}
        {marks
          .filter(({ boxed }) => !boxed)
          .map(({ service, tone, rect, shade }) => (
            <rect
              key={service}
              className={`bh-tint bh-tone-${tone} bh-shade-${shade ?? 0}`}
              x={rect.x}
              y={rect.y}
              width={rect.width}
              height={rect.height}
              rx={8}
            />
          ))}
        {paths.map(({ tone, lines: path, heads, observed }) => (
          <g
            key={observed ? `${observed.from} ${observed.to}` : tone}
            className={`bh-tone-${tone}`}
            data-observed={observed?.observed}
            data-marked={observed?.observed}
            data-from={observed?.from}
            data-to={observed?.to}
          >
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
                className={`bh-mark bh-over bh-badge bh-strong bh-truncate bh-tone-${tone}`}
                data-mark={service}
                data-tone={tone}
                aria-hidden="true"
                style={{ left: rect.x - 3, top: rect.y + rect.height + 3, maxWidth: rect.width + 12 }}
              >
                {word}
              </span>
            ),
        )}
    </ViewportPortal>
  );
}

/** Dims taps, trunks or needs with a rule of the style sheet, so that none of them has to render. */
export function useDimmedLayer(kind: string | null): void {
  useEffect(() => {
    const root = document.querySelector<HTMLElement>('.bh-canvas');
    if (kind === null) return;
    root?.setAttribute('data-overlay-on', kind);
    return () => root?.removeAttribute('data-overlay-on');
  }, [kind]);
}

/** The active overlay, with the lines of the card under the pointer, else of the selected one. */
export function OverlayLayer({ overlay, view, scene }: ShownOverlay & { readonly scene: Scene }) {
  const pointed = useStore(pointedStore, (state) => state.service);
  const selected = useUi(({ selection: [item, ...others] }) =>
    item?.type === 'service' && others.length === 0 ? item.name : null,
  );
  const about = pointed ?? selected;
  const lines = useMemo(() => linesOn({ overlay, view }, about), [view, about, overlay]);
  const { marks } = useMemo(() => overlayShapes(view, scene), [view, scene]);
  useMarkedCards(marks);
  useDimmedLayer(overlay.kind);
  return <ViewShapes view={view} lines={lines} scene={scene} className="" />;
}
