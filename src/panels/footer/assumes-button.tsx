import type { ReactNode } from 'react';
import { uiStore } from '../../state/page-stores.ts';

/** The line of what the picture assumes; a press shows all of it. */
export function AssumesButton({ children }: { readonly children: ReactNode }) {
  return (
    <button
      type="button"
      className="bh-assumptions"
      onClick={() => uiStore.getState().callForFile()}
      title="What the picture assumes; press for all of it"
    >
      <span className="bh-assumptions-title">Assumes</span>
      {children}
    </button>
  );
}
