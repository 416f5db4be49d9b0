import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { CanvasNode } from '../flow/flow-types.ts';
import { EdgeEnd } from './edge-end.tsx';

type Props = NodeProps<Extract<CanvasNode, { type: 'place' }>>;

function Place({ data: { view } }: Props) {
  return (
    <div className={`bh-place bh-place-${view.place}`} data-place={view.place}>
      <EdgeEnd />
      {view.place === 'outside' ? (
        <span>
          <b>Outside</b>
          <small>internet or LAN</small>
        </span>
      ) : (
        <span>host</span>
      )}
    </div>
  );
}

/** The outside, and the host's wall against it. */
export const PlaceNode = memo(Place, (before, after) => before.data.view === after.data.view);
