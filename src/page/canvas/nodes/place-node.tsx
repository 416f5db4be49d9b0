import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';
import { textWidth } from '../../../core/picture/fit-name.ts';
import { outsideWords, wallWord } from '../../../core/picture/place-words.ts';
import type { CanvasNode } from '../flow/flow-types.ts';
import { detailStore } from '../flow/level-of-detail.ts';

type Props = NodeProps<Extract<CanvasNode, { type: 'place' }>>;

/** The room that the detail below the title needs at its sides, px of its text. */
const detailWidth = textWidth(outsideWords.detail, 12) + 8;

function Place({ data: { view } }: Props) {
  const hasDetail = useStore(detailStore, ({ unit }) => view.width / unit >= detailWidth);
  return (
    <div className={`bh-place bh-tall bh-dim bh-relative bh-place-${view.place}`} data-place={view.place}>
      <EdgeEnd />
      {view.place === 'outside' ? (
        <span>
          <b>{outsideWords.title}</b>
          {hasDetail && <small>{outsideWords.detail}</small>}
        </span>
      ) : (
        <span>{wallWord}</span>
      )}
    </div>
  );
}

/** The outside, and the host's wall towards it. */
export const PlaceNode = memo(Place, (before, after) => before.data.view === after.data.view);

/**
 * The element in which React Flow looks for a node's handles once it knows the node's size: without it React Flow forgets the declared
 * handles, and every edge with them. The lines themselves are drawn from the layout.
 */
export function EdgeEnd() {
  return <i className="bh-end bh-over source target" data-handlepos="right" aria-hidden="true" />;
}
