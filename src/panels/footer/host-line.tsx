import { useMemo } from 'react';
import { hostPorts, nextFreePort } from '../../core/host/port-table.ts';
import { useHost } from '../../state/use-store.ts';
import { AssumesButton } from './assumes-button.tsx';
import { LiveLine } from './live-line.tsx';

/** What the picture of a host assumes: its Engine, and the next port that is free on it. */
export function HostLine() {
  const engine = useHost((state) => state.options.engine.text);
  const analysis = useHost((state) => state.analysis);
  const free = useMemo(() => (analysis === null ? null : nextFreePort(hostPorts(analysis))), [analysis]);
  return (
    <>
      <AssumesButton>
        <span className="bh-assumption">
          engine <strong>{engine}</strong>
        </span>
        <span className="bh-assumption">one machine for all stacks</span>
        {free !== null && (
          <span className="bh-assumption">
            next free port <strong>{free}</strong>
          </span>
        )}
      </AssumesButton>
      <LiveLine />
    </>
  );
}
