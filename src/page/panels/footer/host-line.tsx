import { useEffect, useMemo, useState } from 'react';
import { plural } from '../../../core/compose/numbers.ts';
import { machineText } from '../../../core/describe/assumed.ts';
import { engineWords } from '../../../core/describe/brief-assumptions.ts';
import { hostPorts, nextFreePort } from '../../../core/host/port-table.ts';
import { useWork } from '../../state/use-store.ts';
import { hostAnalysis } from '../../state/work/selectors.ts';
import { AssumesButton } from './assumptions-line.tsx';

/** The assumptions about a host, and its next free port. */
export function HostLine() {
  const engine = useWork((state) => engineWords(state.options));
  const machine = useWork((state) => state.options.machine?.assumed ?? null);
  /** The number of machines while all of a fleet are folded. */
  const fleet = useWork(({ fleet: open, host }) =>
    host === null ? (open?.file.machines.size ?? null) : null,
  );
  const analysis = useWork(hostAnalysis);
  const free = useMemo(() => (analysis === null ? null : nextFreePort(hostPorts(analysis))), [analysis]);
  return (
    <>
      <AssumesButton>
        <span className="bh-assumption">{engine},</span>
        {fleet !== null ? (
          <span className="bh-assumption">where a machine states no other; {plural(fleet, 'machine')}</span>
        ) : machine === null ? (
          <span className="bh-assumption">one machine for all stacks</span>
        ) : (
          <span className="bh-assumption bh-warn">machine {machineText(machine)}</span>
        )}
        {free !== null && (
          <span className="bh-assumption">
            <span className="bh-roomy-only">·</span> next free port <strong>{free}</strong>
          </span>
        )}
      </AssumesButton>
      <LiveLine />
    </>
  );
}

/** Returns the current time, updated every second. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}

function Read({ readAt, silent }: { readonly readAt: number; readonly silent: string | null }) {
  const ago = agoText(useNow() - readAt);
  if (silent === null)
    return <span className="bh-live-line bh-nowrap bh-dim bh-rigid">read from Docker {ago}</span>;
  return (
    <span className="bh-live-line bh-nowrap bh-rigid bh-filled bh-warn" role="status" title={silent}>
      Docker does not answer; last read {ago}
    </span>
  );
}

/** The time of the last look at the running containers, or a warning that Docker does not answer; nothing for files alone. */
function LiveLine() {
  const readAt = useWork((state) => state.host?.live?.readAt ?? null);
  const silent = useWork((state) => state.host?.live?.silent ?? null);
  return readAt === null ? null : <Read readAt={readAt} silent={silent} />;
}

/** Returns a duration in milliseconds as words: `12 s ago`, `3 min ago`, `5 h ago`. */
export function agoText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
}
