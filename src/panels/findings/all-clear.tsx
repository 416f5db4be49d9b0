import { CircleCheck } from 'lucide-react';
import type { Analysis } from '../../core/analysis/analyze.ts';
import { rules } from '../../core/analysis/rules/registry.ts';
import { uiStore } from '../../state/page-stores.ts';

/** Shown when no finding counts: what was looked for, and a link to what that rests on. */
export function AllClear({ analysis }: { readonly analysis: Analysis }) {
  const { topology, reach } = analysis;
  const active = reach.services.length;
  return (
    <section className="bh-all-clear" aria-label="All clear">
      <p className="bh-all-clear-head">
        <CircleCheck size={18} className="bh-severity-ok" aria-hidden="true" /> Nothing to object to in{' '}
        {active} {active === 1 ? 'service' : 'services'}
        {active < topology.services.size && ` (of ${topology.services.size}; the others take no part)`}.
      </p>
      <p>
        Checked by {rules.length} rules, as the rule set “default” weighs them. It rests on{' '}
        <button type="button" className="bh-link" onClick={() => uiStore.getState().callForFile()}>
          what is assumed
        </button>
        .
      </p>
    </section>
  );
}
