import { useStore } from 'zustand';
import { dragStore } from './drag-store.ts';

/**
 * The two zones of a lane while a card is over it. They are children of the lane, so that whoever points at a zone points
 * at its lane, too.
 */
export function LaneZones({ lane }: { readonly lane: string }) {
  const zone = useStore(dragStore, ({ splitLane, target }) =>
    splitLane === lane && target?.kind === 'lane' ? target.zone : null,
  );
  const split = useStore(dragStore, ({ splitLane, target }) => splitLane === lane && target?.kind === 'lane');
  if (!split) return null;
  return (
    <>
      <div
        className={zone === 'move' ? 'bh-zone bh-half bh-hot' : 'bh-zone bh-half'}
        data-drop="move"
        title="Move here"
      >
        <span>Move here</span>
      </div>
      <div
        className={zone === 'connect' ? 'bh-zone bh-half bh-hot' : 'bh-zone bh-half'}
        data-drop="connect"
        title="Connect too"
      >
        <span>Connect too</span>
      </div>
    </>
  );
}
