import { CircleCheck } from 'lucide-react';
import { Fragment, type ReactNode, useMemo, useState } from 'react';
import { nameList } from '../../../core/compose/name-list.ts';
import { byCause, type Cause, causesOf, mergedFinding } from '../../../core/findings/causes.ts';
import type { Finding } from '../../../core/findings/finding.ts';
import { findingsIn, rowsByRule, worstCauses } from '../../../core/findings/report-order.ts';
import { countingFindings } from '../../../core/findings/standing.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { variablesMissedBy } from '../../../core/rules/facts/missing-values.ts';
import { projectRules, setsOf } from '../../../core/rules/registry.ts';
import { isLargeTopology } from '../../state/large/large.ts';
import { findingFilterStore, uiStore } from '../../state/page-stores.ts';
import { type ShownProject, useDeferredProject } from '../../state/session/use-project.ts';
import { unseenRules } from '../../state/share/unseen-rules.ts';
import { everyFinding, isShownBy } from '../../state/ui/finding-filter.ts';
import { isSelected, type Selection, subjectSelected } from '../../state/ui/selection.ts';
import { useUi, useWork } from '../../state/use-store.ts';
import { drawnSession, leftOf } from '../../state/work/selectors.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FilterBar, useFindingFilter } from './filter-bar.tsx';
import { FindingSection, ShowAll } from './finding-section.tsx';
import { FixAllButton } from './fix-all-button.tsx';
import { type FindingGroup, groupFindings, keyOf } from './group-findings.ts';
import { ProjectFinding } from './project-finding.tsx';
import { LazyRuleDialog } from './rule-page/lazy-rule-dialog.tsx';
import { useOfferedFixes } from './use-offered-fixes.ts';
import { MissingVariables } from './variables-form.tsx';

// A file with thousands of findings must not make the page slow; the rest is one press away.
const firstRows = 60;

function touches(finding: Finding, selection: Selection): boolean {
  return finding.subjects.some((subject) => isSelected(selection, subjectSelected(subject)));
}

interface GroupProps {
  readonly group: FindingGroup;
  readonly causes: readonly Cause[];
  /** The first findings of the worst causes of all groups, each with what its row says: a reason is told with its first finding only. */
  readonly worst: ReadonlyMap<Finding, 'full' | 'row'>;
  readonly project: ShownProject;
  readonly selection: Selection;
  readonly onRule: (finding: Finding) => void;
}

/** Returns a set of findings by key, and a function that toggles one of them. */
function useMarked(): readonly [ReadonlySet<string>, (finding: Finding) => void] {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const toggle = (finding: Finding) =>
    setMarked((before) => {
      const after = new Set(before);
      if (!after.delete(keyOf(finding))) after.add(keyOf(finding));
      return after;
    });
  return [marked, toggle];
}

function Group({ group, causes, worst, project, selection, onRule }: GroupProps) {
  const [all, setAll] = useState(false);
  const [spread, toggleSpread] = useMarked();
  const [asked, toggleAsked] = useMarked();
  const large = isLargeTopology(project.analysis.topology);
  const rows = useMemo(() => causes.map((cause) => ({ ...cause, whole: mergedFinding(cause) })), [causes]);
  const shown = useMemo(() => (all ? rows : rows.slice(0, firstRows)), [all, rows]);
  const tried = useMemo(() => {
    const each = shown.flatMap(({ first, others, also, whole }) =>
      spread.has(keyOf(first)) ? [...new Set([whole, first, ...others, ...also])] : [whole],
    );
    return large ? each.filter((finding) => asked.has(keyOf(finding))) : each;
  }, [shown, spread, large, asked]);
  const offered = useOfferedFixes(project, tried);

  function row(finding: Finding, extent: 'full' | 'row', children?: ReactNode) {
    return (
      <ProjectFinding
        key={keyOf(finding)}
        finding={finding}
        fixes={offered.get(finding) ?? null}
        standing={group.id}
        extent={extent}
        selected={touches(finding, selection)}
        stale={project.stale}
        onRule={onRule}
        onFixes={large ? () => toggleAsked(finding) : null}
      >
        {children}
      </ProjectFinding>
    );
  }

  function causeRow({ first, others, also, whole }: Cause & { readonly whole: Finding }) {
    const extent = worst.get(first) ?? 'row';
    const more = [...others, ...also];
    if (more.length === 0) {
      const missing = variablesMissedBy(first);
      return row(first, extent, missing.length === 0 ? null : <MissingVariables missing={missing} />);
    }
    const open = spread.has(keyOf(first));
    return row(
      whole,
      extent,
      <>
        <p className="bh-tiny bh-break">
          {moreText(others, also)}{' '}
          <LinkButton aria-expanded={open} onClick={() => toggleSpread(first)}>
            {open ? 'Show fewer' : `Show all ${more.length + 1}`}
          </LinkButton>
        </p>
        {open && (
          <ul className="bh-finding-each">
            {(others.length > 0 ? [first, ...others] : also).map((finding) => row(finding, 'row'))}
          </ul>
        )}
      </>,
    );
  }

  const lead = shown.filter(({ first }) => worst.has(first));
  const left = shown.filter(({ first }) => !worst.has(first));
  return (
    <FindingSection
      group={group}
      after={<ShowAll shown={shown.length} all={rows.length} onAll={() => setAll(true)} />}
    >
      {lead.map(causeRow)}
      {rowsByRule(left).map(({ rule, slug, shown: few, folded }) => (
        <Fragment key={rule}>
          {few.map(causeRow)}
          {folded.length > 0 && (
            <Folded title={`${findingsIn(folded)} more of ${rule} ${slug}`}>{folded.map(causeRow)}</Folded>
          )}
        </Fragment>
      ))}
    </FindingSection>
  );
}

/** The further rows of one rule, folded into one line. They stay in the page, so that a search of the browser and a selection find them. */
function Folded({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <li>
      <details className="bh-finding-fold">
        <summary className="bh-note bh-strong">{title}</summary>
        <ul>{children}</ul>
      </details>
    </li>
  );
}

/** Returns the note about the findings that a row stands for: those with the same message, and those of other rules with the same cause. */
function moreText(others: readonly Finding[], also: readonly Finding[]): string {
  const culprit = ({ subjects: [first = ''] }: Finding): string => first.replace(/^network:/, '');
  if (others.length > 0) return `Also: ${nameList(others.map(culprit))}.`;
  return `Of the same cause: ${nameList(also.map((finding) => `${finding.rule} of ${culprit(finding)}`))}.`;
}

/** The pane of all findings, worst first, with fixes and a page about each rule. */
export function FindingsPane() {
  const project = useDeferredProject();
  const { analysis } = project;
  const opened = useWork((state) => drawnSession(state) !== null);
  const whole = useWork((state) => leftOf(state) === null);
  const selection = useUi((state) => state.selection);
  const filter = useFindingFilter();
  const [asked, setAsked] = useState<Finding | null>(null);
  const { findings, topology, reach } = analysis;
  const { profiles } = reach.options;
  const shown = useMemo(
    () => findings.filter((finding) => isShownBy(filter, finding, analysis)),
    [findings, filter, analysis],
  );
  const following = useMemo(() => byCause(shown), [shown]);
  const groups = useMemo(
    () =>
      groupFindings([...following.keys()], profiles).map((group) => ({
        group,
        causes: causesOf(group.findings, following),
      })),
    [following, profiles],
  );
  const worst = useMemo(() => {
    const counted = new Set(countingFindings(shown, profiles));
    const causes = worstCauses(
      groups.flatMap((group) => group.causes),
      counted,
    );
    const reasons = new Set<string>();
    return new Map(
      [...causes].map(({ first }) => {
        const extent = reasons.has(first.why) ? 'row' : 'full';
        reasons.add(first.why);
        return [first, extent] as const;
      }),
    );
  }, [groups, shown, profiles]);

  if (!opened || topology.services.size === 0) {
    return <p className="bh-pane-empty">Findings appear here once there is a container.</p>;
  }
  return (
    <div className="bh-findings">
      {findings.length > 0 && (
        <div className="bh-findings-bar bh-pane-bar bh-cluster">
          <FilterBar analysis={analysis} />
          <HiddenNote count={findings.length - shown.length} />
          <FixAllButton />
        </div>
      )}
      <UnseenGroup />
      {countingFindings(findings, profiles).length === 0 &&
        (whole ? (
          <AllClear analysis={analysis} />
        ) : (
          <p className="bh-pane-empty">No findings in what the link holds.</p>
        ))}
      {findings.length > 0 && shown.length === 0 && (
        <p className="bh-pane-empty">The filter hides every finding.</p>
      )}
      {groups.map(({ group, causes }) => (
        <Group
          key={group.id}
          group={group}
          causes={causes}
          worst={worst}
          project={project}
          selection={selection}
          onRule={setAsked}
        />
      ))}
      <LazyRuleDialog about={asked} onClose={() => setAsked(null)} />
    </div>
  );
}

/** The note in place of findings where none counts: what was checked, and on which assumptions. */
function AllClear({ analysis }: { readonly analysis: Analysis }) {
  const { topology, reach } = analysis;
  const active = reach.services.length;
  const set = reach.options.rules ?? 'default';
  const on = projectRules.filter((rule) => setsOf(rule).includes(set)).length;
  return (
    <section className="bh-all-clear bh-small bh-column bh-gap-2 bh-dim" aria-label="All clear">
      <p className="bh-ink bh-row bh-gap-2 bh-strong">
        <CircleCheck size={18} className="bh-ok" aria-hidden="true" /> No findings in {active}{' '}
        {active === 1 ? 'service' : 'services'}
        {active < topology.services.size && ` (of ${topology.services.size}; the others are inactive)`}.
      </p>
      <p>
        Checked by {on} rules of the rule set “{set}”, with{' '}
        <LinkButton onClick={() => uiStore.getState().callForFile()}>these assumptions</LinkButton>.
      </p>
    </section>
  );
}

/** The number of filtered findings, with a button to show them. It is always rendered, so that screen readers announce a change. */
function HiddenNote({ count }: { readonly count: number }) {
  return (
    <span className="bh-inline-row bh-gap-1 bh-tiny">
      <span role="status" className={count > 0 ? 'bh-warn' : undefined}>
        {count > 0 && `${count} hidden by filter`}
      </span>
      {count > 0 && (
        <Button look="quiet" small onClick={() => findingFilterStore.setState(everyFinding, true)}>
          Show all
        </Button>
      )}
    </span>
  );
}

/** The rules that cannot report anything here, because the opened link left out the keys they read. */
function UnseenGroup() {
  const left = useWork(leftOf);
  const book = useWork((state) => state.book);
  if (left === null) return null;
  const unseen = unseenRules(book, left);
  if (unseen.length === 0) return null;
  return (
    <details>
      <summary className="bh-finding-group bh-note bh-strong">
        Unknown <span className="bh-badge bh-strong">{unseen.length}</span>
      </summary>
      <p className="bh-unseen-note bh-dim bh-small">
        The link left out keys that these rules need, so they cannot report anything. Open the original file
        to check them.
      </p>
      <ul className="bh-unseen">
        {unseen.map(({ rule, keys }) => (
          <li key={rule} data-unseen-rule={rule}>
            <span aria-hidden="true">?</span>
            <span>
              {book.rules.find(({ id }) => id === rule)?.title} <span className="bh-dim">{rule}</span>
            </span>
            <span className="bh-dim">needs {keys.join(', ')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
