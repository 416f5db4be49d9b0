import type { ReactNode } from 'react';
import { briefAssumptions } from '../../../core/describe/brief-assumptions.ts';
import { uiStore } from '../../state/page-stores.ts';
import { useWorkspace } from '../../state/session/use-project.ts';
import { useWork } from '../../state/use-store.ts';

/** The footer's line of assumptions in words; pressing it lists all of them. */
export function AssumptionsLine() {
  const workspace = useWorkspace();
  const nameFrom = useWork((state) => state.nameFrom);
  const options = useWork((state) => state.options);
  const all = briefAssumptions(workspace, options, nameFrom);
  return (
    <AssumesButton>
      {all.map(({ id, words, notable }, index) => (
        <span key={id} className={notable ? 'bh-assumption bh-warn' : 'bh-assumption'} data-assumed={id}>
          {words}
          {index < all.length - 1 && ','}
        </span>
      ))}
    </AssumesButton>
  );
}

/** The button around the assumptions, which opens their section in the inspector. */
export function AssumesButton({ children }: { readonly children: ReactNode }) {
  return (
    <button
      type="button"
      className="bh-assumptions bh-row bh-gap-1 bh-tall bh-truncate bh-dim"
      onClick={() => uiStore.getState().callForFile()}
      title="Assumptions of the picture; press to list them all"
    >
      <span className="bh-roomy-only bh-strong bh-rigid">Assumes</span>
      {children}
    </button>
  );
}
