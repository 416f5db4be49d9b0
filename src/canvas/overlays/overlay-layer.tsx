import './overlays.css';
import { useStore, ViewportPortal } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import type { Scene } from '../../core/layout/scene.ts';
import { isFar } from '../nodes/far.ts';
import { overlayShapes } from './overlay-shapes.ts';
import { useOverlay } from './use-overlay.ts';

/** An overlay over the picture: what it does not speak of is dimmed, what it does carries a frame, a word and its lines. */
export function OverlayLayer({ picture }: { readonly picture: Scene }) {
  const far = useStore(isFar);
  const shown = useOverlay();
  const view = shown?.view ?? null;
  const kind = shown?.overlay.kind ?? null;
  const shapes = useMemo(() => (view === null ? null : overlayShapes(view, picture)), [view, picture]);
  // Taps and cables step back by a rule of the style sheet: none of them has to render for it.
  useEffect(() => {
    const root = document.querySelector<HTMLElement>('.bh-canvas');
    if (kind !== null) root?.setAttribute('data-overlay-on', kind);
    return () => root?.removeAttribute('data-overlay-on');
  }, [kind]);
  if (shapes === null) return null;
  const { veil, marks, paths } = shapes;
  return (
    <ViewportPortal>
      <svg className="bh-overlay" aria-hidden="true">
        <path className="bh-veil" d={veil} />
        {marks.map(({ service, tone, rect }) => (
          <rect
            key={service}
            className={`bh-frame bh-tone-${tone}`}
            x={rect.x - 3}
            y={rect.y - 3}
            width={rect.width + 6}
            height={rect.height + 6}
            rx={11}
          />
        ))}
        {paths.map(({ tone, lines, heads }) => (
          <g key={tone} className={`bh-tone-${tone}`}>
            <path className="bh-overlay-line" d={lines} />
            <path className="bh-overlay-head" d={heads} />
          </g>
        ))}
      </svg>
      {!far &&
        marks.map(({ service, tone, word, rect }) => (
          <span
            key={service}
            className={`bh-mark bh-tone-${tone}`}
            data-mark={service}
            data-tone={tone}
            aria-hidden="true"
            style={{ left: rect.x + rect.width + 3, top: rect.y - 3, maxWidth: rect.width }}
          >
            {word}
          </span>
        ))}
    </ViewportPortal>
  );
}
