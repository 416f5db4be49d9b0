import { CircleCheck } from 'lucide-react';
import type { Analysis } from '../../core/analysis/analyze.ts';
import { assumedOf, assumptions } from '../../core/analysis/assumed.ts';
import { rules } from '../../core/analysis/rules/registry.ts';
import { useWorkspace } from '../../state/session/use-project.ts';
import { useSession } from '../../state/use-store.ts';

/** That nothing counts against the file, what that rests on, and what was looked for. */
export function AllClear({ analysis }: { readonly analysis: Analysis }) {
  const workspace = useWorkspace();
  const options = useSession((state) => state.options);
  const nameFrom = useSession((state) => state.nameFrom);
  const { topology, reach } = analysis;
  const active = reach.services.length;
  return (
    <section className="all-clear" aria-label="All clear">
      <p className="all-clear-head">
        <CircleCheck size={18} className="severity-ok" aria-hidden="true" /> Nothing to object to in {active}{' '}
        {active === 1 ? 'service' : 'services'}
        {active < topology.services.size && ` (of ${topology.services.size}; the others take no part)`}.
      </p>
      <p>Checked by {rules.length} rules, as the rule set “default” weighs them.</p>
      <dl className="all-clear-assumed">
        <dt>Assumed</dt>
        {assumptions(assumedOf(workspace, options, nameFrom), options).map(
          ({ id, label, value, notable }) => (
            <dd key={id}>
              {label.toLowerCase()} <b className={notable ? 'notable' : undefined}>{value}</b>
            </dd>
          ),
        )}
      </dl>
    </section>
  );
}
