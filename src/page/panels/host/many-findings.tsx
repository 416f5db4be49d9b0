import './host-panes.css';
import { Fragment, type ReactNode, useState } from 'react';
import type { Finding } from '../../../core/findings/finding.ts';
import { Pane } from '../../ui/pane.tsx';
import { Select } from '../../ui/select.tsx';
import { FindingSection, ShowAll } from '../findings/finding-section.tsx';
import { bySeverity, keyOf } from '../findings/group-findings.ts';
import { LazyRuleDialog } from '../findings/rule-page/lazy-rule-dialog.tsx';

/** The number of rows rendered first: thousands of rows at once would make the page slow. */
const firstRows = 80;

interface ManyFindingsProps {
  /** The number of all findings, and those that the filter leaves, in their order. */
  readonly count: number;
  readonly wanted: readonly Finding[];
  /** The parts to choose from, without the one for all; `of` is the chosen one, null for all. */
  readonly parts: readonly string[];
  readonly of: string | null;
  readonly allLabel: string;
  readonly onChoose: (part: string | null) => void;
  /** Draws a finding; `onRule` shows the page of its rule. */
  readonly row: (finding: Finding, onRule: (finding: Finding) => void) => ReactNode;
}

/** The pane of findings in many stacks or machines, or in one of them where the filter asks for it. */
export function ManyFindings({ count, wanted, parts, of, allLabel, onChoose, row }: ManyFindingsProps) {
  const [all, setAll] = useState(false);
  const [about, setAbout] = useState<Finding | null>(null);
  const shown = new Set(all ? wanted : wanted.slice(0, firstRows));
  const groups = bySeverity(wanted).filter((group) => group.findings.some((found) => shown.has(found)));
  return (
    <Pane
      bar={
        <>
          <Select
            label="Findings of"
            className="bh-pane-filter"
            value={of ?? ''}
            options={[{ value: '', label: allLabel }, ...parts.map((part) => ({ value: part, label: part }))]}
            onChange={(part) => onChoose(part === '' ? null : part)}
          />
          <span className="bh-dim">
            {wanted.length} of {count} {count === 1 ? 'finding' : 'findings'}
          </span>
        </>
      }
    >
      <div className="bh-scroll bh-findings">
        {wanted.length === 0 && <p className="bh-pane-empty">No findings.</p>}
        {groups.map((group) => (
          <FindingSection key={group.id} group={group}>
            {group.findings
              .filter((found) => shown.has(found))
              .map((found) => (
                <Fragment key={`${found.machine ?? ''} ${keyOf(found)}`}>{row(found, setAbout)}</Fragment>
              ))}
          </FindingSection>
        ))}
        <ShowAll shown={shown.size} all={wanted.length} onAll={() => setAll(true)} />
      </div>
      <LazyRuleDialog about={about} onClose={() => setAbout(null)} />
    </Pane>
  );
}
