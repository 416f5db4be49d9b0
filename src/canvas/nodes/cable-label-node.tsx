import { type NodeProps, useStore } from '@xyflow/react';
import { memo } from 'react';
import { uiStore } from '../../state/page-stores.ts';
import type { CanvasNode } from '../flow/flow-types.ts';
import { showsNamesOnly } from '../flow/level-of-detail.ts';

type Props = NodeProps<Extract<CanvasNode, { type: 'cableLabel' }>>;

function CableLabel({ data: { view } }: Props) {
  const namesOnly = useStore(showsNamesOnly);
  const { service } = view;
  if (namesOnly) return null;
  return (
    <>
      <button
        type="button"
        className={`bh-cable-label bh-cable-${view.state}${view.thin ? ' bh-thin' : ''} nopan nodrag`}
        title={view.title}
        aria-label={`${view.label}, ${view.title}`}
        tabIndex={-1}
        onClick={() => {
          if (service !== null) uiStore.getState().select([{ type: 'service', name: service }]);
        }}
      >
        <span>{view.label}</span>
      </button>
      {(view.ports.length > 1 || view.state === 'proxied') && (
        <span className="bh-cable-ports" aria-hidden="true">
          {view.ports.map((port) => (
            <span key={port}>{port}</span>
          ))}
        </span>
      )}
    </>
  );
}

/** Host port and container port of a way in. */
export const CableLabelNode = memo(CableLabel, (before, after) => before.data.view === after.data.view);
