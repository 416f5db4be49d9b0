import { uiStore } from '../../state/page-stores.ts';
import './far.css';
import { useReactFlow } from '@xyflow/react';
import { type MouseEvent, useContext } from 'react';
import { cardAt } from '../../core/layout/hit-test.ts';
import { EdgeEnd } from '../nodes/edge-end.tsx';
import { FarContext } from './far-context.ts';

/** All cards of a large picture while too many are in sight to be told apart. */
export function FarNode() {
  const far = useContext(FarContext);
  const { screenToFlowPosition } = useReactFlow();
  if (far === null) return null;
  const { shapes, picture, cards, lanes } = far;
  function select(event: MouseEvent): void {
    const at = screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
    const card = far === null ? null : cardAt(far.picture, at);
    if (card === null) return;
    event.stopPropagation();
    uiStore.getState().select([{ type: 'service', name: card.service }]);
  }
  const count = picture.cards.length + picture.piles.length;
  return (
    <>
      <EdgeEnd />
      {(cards || lanes) && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: from afar the keyboard reaches lanes; the search brings every card near.
        <svg
          className="bh-far-picture"
          role="img"
          aria-label={`${count} containers from afar. Zoom in to tell them apart.`}
          data-far={count}
          onClick={select}
        >
          {shapes.map(({ hue, ...paths }) => (
            <g key={hue} style={{ '--hue': hue } as React.CSSProperties}>
              {lanes && <path className="bh-far-lanes" d={paths.lanes} />}
              {cards && <path className="bh-far-lines" d={paths.lines} />}
              {cards && <path className="bh-far-cards" d={paths.cards} />}
            </g>
          ))}
        </svg>
      )}
    </>
  );
}
