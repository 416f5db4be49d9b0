import { type ComponentType, Suspense } from 'react';
import type { Finding } from '../../../core/findings/finding.ts';
import type { UpPlan } from '../../../core/plan/up-plan.ts';
import { useCompared } from '../../state/use-store.ts';
import { DeltaList } from '../shared/delta-list.tsx';
import { PlanView } from './plan-view.tsx';
import type { Changes } from './use-changes.ts';

/** The view of the difference between two texts, which the shell loads on demand. */
export type TextDiffView = ComponentType<{
  readonly before: string;
  readonly after: string;
  readonly layout: 'unified' | 'split';
}>;

interface ChangesViewProps {
  readonly changes: Changes;
  /** The name of the changed file to show. */
  readonly file: string;
  readonly TextDiff: TextDiffView;
  /** The plan of `up` for the changes; null where nothing was changed or the plan is unknown. */
  readonly plan?: UpPlan | null;
}

const untold = {
  unreadable: 'Unknown while one of the versions cannot be read.',
  pending: 'Comparing …',
} as const;

/** The changed lines of a file, and the effect of all changes on connections and findings. */
export function ChangesView({ changes, file, TextDiff, plan = null }: ChangesViewProps) {
  const { layout } = useCompared();
  const { before, after, meaning } = changes;
  return (
    <div className="bh-flex bh-fill">
      <Suspense fallback={<p className="bh-pane-empty">…</p>}>
        <TextDiff before={before.get(file) ?? ''} after={after.get(file) ?? ''} layout={layout} />
      </Suspense>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard. */}
      <section className="bh-diff-reach bh-small bh-rigid" aria-label="What it means" tabIndex={0}>
        {plan !== null && <PlanView plan={plan} />}
        <h3 className="bh-heading">Connections</h3>
        {typeof meaning === 'string' ? (
          <p className="bh-dim">{untold[meaning]}</p>
        ) : (
          <>
            <DeltaList delta={meaning.delta} most={200} />
            <h3 className="bh-heading">Findings</h3>
            <FindingsDelta gained={meaning.findings.gained} gone={meaning.findings.gone} />
          </>
        )}
      </section>
    </div>
  );
}

interface FindingsDeltaProps {
  readonly gained: readonly Finding[];
  readonly gone: readonly Finding[];
}

const most = 100;

function Some({
  findings,
  sign,
  word,
}: {
  readonly findings: readonly Finding[];
  readonly sign: string;
  readonly word: 'gained' | 'gone';
}) {
  if (findings.length === 0) return null;
  return (
    <div className={`bh-delta bh-delta-${word === 'gained' ? 'opened' : 'closed'}`}>
      <p className="bh-delta-head bh-strong">
        {sign} {word} {findings.length}
      </p>
      <ul>
        {findings.slice(0, most).map(({ rule, message, subjects }) => (
          <li key={`${rule} ${subjects.join(' ')} ${message}`}>
            <span className="bh-mono">{rule}</span> {message}
          </li>
        ))}
        {findings.length > most && <li className="bh-dim">and {findings.length - most} more</li>}
      </ul>
    </div>
  );
}

/** The findings that a change adds and removes. */
function FindingsDelta({ gained, gone }: FindingsDeltaProps) {
  if (gained.length === 0 && gone.length === 0) return <p className="bh-dim">The findings stay the same.</p>;
  return (
    <div className="bh-grid bh-gap-2">
      <Some findings={gained} sign="+" word="gained" />
      <Some findings={gone} sign="−" word="gone" />
    </div>
  );
}
