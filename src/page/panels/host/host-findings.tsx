import './host-panes.css';
import { useMemo, useState } from 'react';
import { placeOf } from '../../../core/compose/workspace/place-of.ts';
import { type Finding, severities } from '../../../core/findings/finding.ts';
import { counting } from '../../../core/findings/standing.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { isAcross } from '../../../core/rules/registry.ts';
import { showNetwork, showServices, showStack } from '../../commands/show-on-host.ts';
import { hostStore, hostViewStore, uiStore } from '../../state/page-stores.ts';
import { useHost, useHostView } from '../../state/use-store.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { FindingMessage, FindingSection, ShowAll, WhyButton } from '../findings/finding-section.tsx';
import { bySeverity, keyOf } from '../findings/group-findings.ts';
import { SeverityCounts, SeverityIcon } from '../findings/severity.tsx';
import { showFinding } from '../findings/show-finding.ts';
import { groupClashes } from './group-clashes.ts';

/** Thousands of findings must not make the page slow; the rest is one press away. */
const firstRows = 80;

/** Those that count, worst first; of one severity those about several stacks first, then by stack as on the map. */
function countingOnHost({ findings, host }: HostAnalysis): readonly Finding[] {
  const profiles = new Map(host.stacks.map((stack) => [stack.id, stack.profiles]));
  const shown = findings.filter(
    (finding) => counting([finding], profiles.get(finding.stack ?? '') ?? []).length > 0,
  );
  return severities.flatMap((severity) => {
    const own = shown.filter((finding) => finding.severity === severity);
    return [...own.filter(isAcross), ...own.filter((each) => !isAcross(each))];
  });
}

/** Shows a finding on the map: one about several stacks selects them; one of a single stack opens that stack at its card. */
function showHostFinding(finding: Finding): void {
  const { stack = null } = finding;
  if (!isAcross(finding)) {
    if (stack === null) return;
    hostStore.getState().unfold(stack);
    hostViewStore.getState().revealStack(stack);
    showFinding(finding);
    return;
  }
  const services = finding.subjects.filter(
    (subject) => subject.includes('/') && !subject.startsWith('network:'),
  );
  const network = finding.subjects.find((subject) => subject.startsWith('network:'));
  if (services.length > 0) showServices(services);
  else if (network !== undefined) showNetwork(network.slice('network:'.length));
  else if (stack !== null) showStack(stack);
}

function Row({ found, analysis }: { readonly found: Finding; readonly analysis: HostAnalysis }) {
  const [why, setWhy] = useState(false);
  const { stack = null, severity, message, rule, slug, fixes, subjects, at } = found;
  const workspace = analysis.host.stacks.find(({ id }) => id === stack)?.workspace;
  const place = workspace === undefined || workspace.stale ? null : placeOf(workspace, at);
  function fix(index: number): void {
    const chosen = fixes[index];
    if (chosen === undefined || stack === null) return;
    const edits = chosen.edits ?? [{ stack, operations: chosen.operations }];
    const refusal = hostStore.getState().operateAcross(edits, chosen.title);
    if (refusal !== null) uiStore.getState().toast(refusal.message, 'error');
    else uiStore.getState().announce(chosen.title);
  }
  return (
    <li
      className="bh-finding"
      data-rule={rule}
      data-subjects={subjects.join(' ')}
      data-of-stack={stack ?? ''}
    >
      <SeverityIcon severity={severity} />
      <div className="bh-finding-text bh-grow">
        <FindingMessage message={message} onShow={() => showHostFinding(found)} />
        <p className="bh-finding-place">
          {stack !== null && (
            <>
              <button type="button" className="bh-link" onClick={() => showStack(stack)}>
                {stack}
              </button>
              {' · '}
            </>
          )}
          <span className="bh-mono">{rule}</span> {slug}
          {place !== null && ` · ${place.file}, line ${place.line}`}{' '}
          <WhyButton open={why} onToggle={() => setWhy(!why)} />
        </p>
        {why && <p className="bh-finding-why">{found.why}</p>}
      </div>
      {isAcross(found) && fixes.length > 0 && (
        <div className="bh-finding-fixes">
          {fixes.map(({ title }, index) => (
            <Button key={title} className="bh-button-small" onClick={() => fix(index)}>
              {title}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

/** The findings in all stacks, those about several stacks first; those of one stack alone where the filter says so. */
export function HostFindings() {
  const analysis = useHost((state) => state.analysis);
  const of = useHostView((state) => state.findingsOf);
  const [all, setAll] = useState(false);
  const findings = useMemo(() => (analysis === null ? [] : countingOnHost(analysis)), [analysis]);
  if (analysis === null) return <p className="bh-pane-empty">The host is being worked out.</p>;
  const concerns = (found: Finding, stack: string): boolean =>
    found.stack === stack ||
    found.subjects.some((subject) => subject === `stack:${stack}` || subject.startsWith(`${stack}/`));
  const asked = of === null ? findings : findings.filter((found) => concerns(found, of));
  const wanted = groupClashes(asked);
  const shown = new Set(all ? wanted : wanted.slice(0, firstRows));
  const groups = bySeverity(wanted).filter((group) => group.findings.some((found) => shown.has(found)));
  const stacks = analysis.host.stacks.map(({ id }) => ({ value: id, label: id }));
  return (
    <div className="bh-host-pane">
      <div className="bh-host-pane-bar">
        <Select
          label="Findings of"
          className="bh-host-pane-filter"
          value={of ?? ''}
          options={[{ value: '', label: 'All stacks' }, ...stacks]}
          onChange={(stack) => hostViewStore.getState().listFindingsOf(stack === '' ? null : stack)}
        />
        <span className="bh-dim">
          {asked.length} of {findings.length} {findings.length === 1 ? 'finding' : 'findings'}
        </span>
      </div>
      <div className="bh-host-pane-scroll bh-findings">
        {wanted.length === 0 && <p className="bh-pane-empty">No findings.</p>}
        {groups.map((group) => (
          <FindingSection key={group.id} group={group}>
            {group.findings
              .filter((found) => shown.has(found))
              .map((found) => (
                <Row key={keyOf(found)} found={found} analysis={analysis} />
              ))}
          </FindingSection>
        ))}
        <ShowAll shown={shown.size} all={wanted.length} onAll={() => setAll(true)} />
      </div>
    </div>
  );
}

/** How many findings count on the host, by severity, and with `worst` the first of them in words. */
export function HostStrip({ worst }: { readonly worst: boolean }) {
  const analysis = useHost((state) => state.analysis);
  const findings = useMemo(() => (analysis === null ? [] : countingOnHost(analysis)), [analysis]);
  const [first] = findings;
  if (first === undefined) return <p className="bh-strip-findings bh-strip-clear">No findings</p>;
  return (
    <div className="bh-strip-findings">
      <SeverityCounts
        findings={findings}
        onShow={() => {
          hostViewStore.getState().listFindingsOf(null);
          uiStore.getState().showPane('findings');
        }}
      />
      {worst && (
        <div className="bh-strip-worst bh-row bh-gap-3 bh-grow" data-rule={first.rule}>
          <FindingMessage message={first.message} title={first.message} onShow={() => showHostFinding(first)}>
            {(first.stack ?? null) !== null && <b>{first.stack} · </b>}
          </FindingMessage>
        </div>
      )}
    </div>
  );
}
