import { useMemo } from 'react';
import { assumedOf, assumptions } from '../../core/analysis/assumed.ts';
import { hostPorts, nextFreePort } from '../../core/host/port-table.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useWorkspace } from '../../state/session/use-project.ts';
import { useHost, useSession } from '../../state/use-store.ts';

// What a prediction differs by most, so that it is always named; all else only where it is unusual.
const always: ReadonlySet<string> = new Set(['engine', 'project']);

/** The same of a host: its Engine, and the next port that is free on it. */
export function HostLine() {
  const engine = useHost((state) => state.options.engine.text);
  const analysis = useHost((state) => state.analysis);
  const free = useMemo(() => (analysis === null ? null : nextFreePort(hostPorts(analysis))), [analysis]);
  return (
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
  );
}

/** What the picture assumes, in one line that is always there: what is unusual. The whole of it is one press away. */
export function AssumptionsLine() {
  const workspace = useWorkspace();
  const nameFrom = useSession((state) => state.nameFrom);
  const options = useSession((state) => state.options);
  const all = assumptions(assumedOf(workspace, options, nameFrom), options);
  const shown = all.filter(({ id, notable }) => notable || always.has(id));

  return (
    <button
      type="button"
      className="bh-assumptions"
      onClick={() => uiStore.getState().callForFile()}
      title="What the picture assumes; press for all of it"
    >
      <span className="bh-assumptions-title">Assumes</span>
      {shown.map(({ id, label, value, notable }) => (
        <span key={id} className={notable ? 'bh-assumption bh-notable' : 'bh-assumption'}>
          {label.toLowerCase()} <strong>{value}</strong>
        </span>
      ))}
      <span className="bh-assumption">{all.length - shown.length} more as usual</span>
    </button>
  );
}
