import { CircleCheck, Wrench } from 'lucide-react';
import { useState } from 'react';
import { CommandButton } from '../../commands/command-button.tsx';
import type { Finding } from '../../core/analysis/finding.ts';
import { isSelected, type Selection, subjectSelected } from '../../state/selection.ts';
import { usePicture } from '../../state/use-picture.ts';
import { useSession, useUi } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { FindingRow } from './finding-row.tsx';
import { type FindingGroup, groupFindings } from './group-findings.ts';

// A file with thousands of findings must not make the page slow; the rest is one press away.
const firstRows = 60;

function touches(finding: Finding, selection: Selection): boolean {
  return finding.subjects.some((subject) => isSelected(selection, subjectSelected(subject)));
}

function Group({ group, selection, stale }: { group: FindingGroup; selection: Selection; stale: boolean }) {
  const [all, setAll] = useState(false);
  const shown = all ? group.findings : group.findings.slice(0, firstRows);
  return (
    <section aria-label={group.title}>
      <h3 className="finding-group">
        {group.title} <span className={`count count-${group.severity}`}>{group.findings.length}</span>
      </h3>
      <ul>
        {shown.map((finding) => (
          <FindingRow
            key={`${finding.rule} ${finding.at.join('\n')} ${finding.subjects.join(' ')} ${finding.evidence.join(' ')}`}
            finding={finding}
            selected={touches(finding, selection)}
            stale={stale}
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

/** Everything the rules found, worst first, with fixes to press. */
export function FindingsPane() {
  const { analysis, stale } = usePicture();
  const opened = useSession((state) => state.session !== null);
  const selection = useUi((state) => state.selection);
  const { findings, topology } = analysis;

  if (!opened || topology.services.size === 0) {
    return <p className="pane-empty">Findings appear here as soon as there is a container to look at.</p>;
  }
  if (findings.length === 0) {
    return (
      <p className="pane-empty">
        <CircleCheck size={18} className="severity-ok" aria-hidden="true" /> Nothing to object to in{' '}
        {topology.services.size} services.
      </p>
    );
  }
  return (
    <div className="findings">
      <div className="findings-bar">
        <CommandButton id="fix-all" icon={<Wrench size={13} />} className="button-small">
          Apply all safe fixes
        </CommandButton>
      </div>
      {groupFindings(findings).map((group) => (
        <Group key={group.severity} group={group} selection={selection} stale={stale} />
      ))}
    </div>
  );
}
