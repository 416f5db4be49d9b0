import './overlays.css';
import { useStore, ViewportPortal } from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import type { Scene } from '../../core/layout/scene.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';
import { overlayShapes } from './overlay-shapes.ts';
import type { ShownOverlay } from './use-overlay.ts';

/** An overlay over the picture: what it does not speak of is dimmed, what it does carries a frame, a word and its lines. */
export function OverlayLayer({ overlay: { kind }, view, scene }: ShownOverlay & { readonly scene: Scene }) {
  const namesOnly = useStore(showsNamesOnly);
  const { veil, marks, paths } = useMemo(() => overlayShapes(view, scene), [view, scene]);
  // Taps and cables step back by a rule of the style sheet: none of them has to render for it.
  useEffect(() => {
    const root = document.querySelector<HTMLElement>('.bh-canvas');
    root?.setAttribute('data-overlay-on', kind);
    return () => root?.removeAttribute('data-overlay-on');
  }, [kind]);
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
      {!namesOnly &&
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
