import type { ReactNode } from 'react';
import { assumedOf, assumptions } from '../../../core/describe/assumed.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useWorkspace } from '../../state/session/use-project.ts';
import { useWork } from '../../state/use-store.ts';

// The assumptions that change a prediction most are always named; the others only where they are unusual.
const always: ReadonlySet<string> = new Set(['engine', 'project']);

/** The footer's line of unusual assumptions; pressing it lists all of them. */
export function AssumptionsLine() {
  const workspace = useWorkspace();
  const nameFrom = useWork((state) => state.nameFrom);
  const options = useWork((state) => state.options);
  const all = assumptions(assumedOf(workspace, options, nameFrom), options);
  const shown = all.filter(({ id, notable }) => notable || always.has(id));

  return (
    <AssumesButton>
      {shown.map(({ id, label, value, notable }) => (
        <span key={id} className={notable ? 'bh-assumption bh-warn' : 'bh-assumption'}>
          {label.toLowerCase()} <strong>{value}</strong>
        </span>
      ))}
      <span className="bh-assumption">{all.length - shown.length} defaults</span>
    </AssumesButton>
  );
}

/** The button around the assumptions, which opens their section in the inspector. */
export function AssumesButton({ children }: { readonly children: ReactNode }) {
  return (
    <button
      type="button"
      className="bh-assumptions bh-row bh-gap-4 bh-tall bh-truncate bh-dim"
      onClick={() => uiStore.getState().callForFile()}
      title="Assumptions of the picture; press to list them all"
    >
      <span className="bh-roomy-only bh-strong bh-rigid">Assumes</span>
      {children}
    </button>
  );
}
