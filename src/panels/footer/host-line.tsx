import { useMemo } from 'react';
import { hostPorts, nextFreePort } from '../../core/host/port-table.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useHost } from '../../state/use-store.ts';
import { LiveLine } from './live-line.tsx';

/** What the picture of a host assumes: its Engine, and the next port that is free on it. */
export function HostLine() {
  const engine = useHost((state) => state.options.engine.text);
  const analysis = useHost((state) => state.analysis);
  const free = useMemo(() => (analysis === null ? null : nextFreePort(hostPorts(analysis))), [analysis]);
  return (
    <>
      <button
        type="button"
        className="bh-assumptions"
        onClick={() => uiStore.getState().callForFile()}
        title="What the picture assumes; press for all of it"
      >
        <span className="bh-assumptions-title">Assumes</span>
        <span className="bh-assumption">
          engine <strong>{engine}</strong>
        </span>
        <span className="bh-assumption">one machine for all stacks</span>
        {free !== null && (
          <span className="bh-assumption">
            next free port <strong>{free}</strong>
          </span>
        )}
      </button>
      <LiveLine />
    </>
  );
}
