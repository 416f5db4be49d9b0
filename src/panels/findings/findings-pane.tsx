import { Wrench } from 'lucide-react';
import { useMemo, useState } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import type { Finding } from '../../core/analysis/findings/finding.ts';
import { counting } from '../../core/analysis/findings/standing.ts';
import { useDeferredProject } from '../../state/session/use-project.ts';
import { passes } from '../../state/ui/finding-filter.ts';
import { isSelected, type Selection, subjectSelected } from '../../state/ui/selection.ts';
import { useSession, useUi } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { AllClear } from './all-clear.tsx';
import { FilterBar } from './filter/filter-bar.tsx';
import { HiddenNote } from './filter/hidden-note.tsx';
import { useFindingFilter } from './filter/use-finding-filter.ts';
import { FindingRow } from './finding-row.tsx';
import { type FindingGroup, groupFindings } from './group-findings.ts';
import { RuleDialog } from './rule-page/rule-dialog.tsx';
import { UnseenGroup } from './unseen-group.tsx';

// A file with thousands of findings must not make the page slow; the rest is one press away.
const firstRows = 60;

function touches(finding: Finding, selection: Selection): boolean {
  return finding.subjects.some((subject) => isSelected(selection, subjectSelected(subject)));
}

interface GroupProps {
  readonly group: FindingGroup;
  readonly selection: Selection;
  readonly stale: boolean;
  readonly onRule: (finding: Finding) => void;
}

function Group({ group, selection, stale, onRule }: GroupProps) {
  const [all, setAll] = useState(false);
  const shown = all ? group.findings : group.findings.slice(0, firstRows);
  return (
    <section aria-label={group.title}>
      <h3 className="finding-group">
        {group.title} <span className={`count count-${group.id}`}>{group.findings.length}</span>
      </h3>
      <ul>
        {shown.map((finding) => (
          <FindingRow
            key={`${finding.rule} ${finding.at.join('\n')} ${finding.subjects.join(' ')} ${finding.evidence.join(' ')}`}
            finding={finding}
            standing={group.id}
            selected={touches(finding, selection)}
            stale={stale}
            onRule={onRule}
          />
        ))}
      </ul>
      {shown.length < group.findings.length && (
        <Button look="quiet" onClick={() => setAll(true)}>
          Show all {group.findings.length}
        </Button>
      )}
    </section>
  );
}

/** Everything the rules found, worst first, with fixes to press and a page about each rule. */
export function FindingsPane() {
  const { analysis, stale } = useDeferredProject();
  const opened = useSession((state) => state.session !== null);
  const whole = useSession((state) => state.left === null);
  const selection = useUi((state) => state.selection);
  const filter = useFindingFilter();
  const [asked, setAsked] = useState<Finding | null>(null);
  const { findings, topology, reach } = analysis;
  const { profiles } = reach.options;
  const shown = useMemo(
    () => findings.filter((finding) => passes(filter, finding, analysis)),
    [findings, filter, analysis],
  );
  const groups = useMemo(() => groupFindings(shown, profiles), [shown, profiles]);

  if (!opened || topology.services.size === 0) {
    return <p className="pane-empty">Findings appear here as soon as there is a container to look at.</p>;
  }
  return (
    <div className="findings">
      {findings.length > 0 && (
        <div className="findings-bar">
          <FilterBar analysis={analysis} />
          <HiddenNote count={findings.length - shown.length} />
          <CommandButton id="fix-all" icon={<Wrench size={13} />} className="button-small">
            Apply all safe fixes
          </CommandButton>
        </div>
      )}
      {counting(findings, profiles).length === 0 &&
        (whole ? (
          <AllClear analysis={analysis} />
        ) : (
          <p className="pane-empty">Nothing to object to in what the link holds.</p>
        ))}
      {findings.length > 0 && shown.length === 0 && (
        <p className="pane-empty">The filter hides every finding.</p>
      )}
      {groups.map((group) => (
        <Group key={group.id} group={group} selection={selection} stale={stale} onRule={setAsked} />
      ))}
      <UnseenGroup />
      {asked !== null && <RuleDialog about={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}
