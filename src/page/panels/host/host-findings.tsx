import { useMemo } from 'react';
import { placeOf } from '../../../core/compose/workspace/place-of.ts';
import { type Finding, type Fix, severities } from '../../../core/findings/finding.ts';
import { countingOn } from '../../../core/map/finding-counts.ts';
import type { HostAnalysis } from '../../../core/rules/analyze-host.ts';
import { concernsSeveralStacks } from '../../../core/rules/registry.ts';
import type { Path } from '../../../core/yaml/tree.ts';
import { showNetwork, showServices, showStack } from '../../commands/show-on-host.ts';
import { hostViewStore, uiStore, workStore } from '../../state/page-stores.ts';
import { useHostView, useWork } from '../../state/use-store.ts';
import { hostAnalysis } from '../../state/work/selectors.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FindingRow } from '../findings/finding-row.tsx';
import { Strip, WorstFinding } from '../findings/findings-strip.tsx';
import { showFinding } from '../findings/show-finding.ts';
import { ManyFindings } from './many-findings.tsx';

/** Returns the findings that count, worst first; within a severity, those about several stacks first, then by stack as on the map. */
function countingOnHost(analysis: HostAnalysis): readonly Finding[] {
  const shown = countingOn(analysis);
  return severities.flatMap((severity) => {
    const ownFindings = shown.filter((finding) => finding.severity === severity);
    return [
      ...ownFindings.filter(concernsSeveralStacks),
      ...ownFindings.filter((each) => !concernsSeveralStacks(each)),
    ];
  });
}

/** Shows a finding on the map: selects several stacks, or opens a single stack at the card. */
function showHostFinding(finding: Finding): void {
  const { stack = null } = finding;
  if (!concernsSeveralStacks(finding)) {
    if (stack === null) return;
    workStore.unfold(stack);
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

interface HostFindingProps {
  readonly finding: Finding;
  readonly analysis: HostAnalysis;
  readonly onRule: (finding: Finding) => void;
}

/** A finding with its stack. Only findings about several stacks list their fixes here; a stack's own are listed in its project. */
function HostFinding({ finding, analysis, onRule }: HostFindingProps) {
  const { stack = null, severity, fixes } = finding;
  const workspace = analysis.host.stacks.find(({ id }) => id === stack)?.workspace;
  function placeAt(path: Path): string | null {
    if (workspace === undefined || workspace.stale) return null;
    const { file, line } = placeOf(workspace, path);
    return `${file}, line ${line} `;
  }
  function fix({ edits, operations, title }: Fix): void {
    if (stack === null) return;
    const refusal = workStore.operateAcross(edits ?? [{ stack, operations }], title);
    if (refusal !== null) uiStore.getState().toast(refusal.message, 'error');
    else uiStore.getState().announce(title);
  }
  return (
    <FindingRow
      finding={finding}
      standing={severity}
      extent="row"
      before={
        stack !== null && (
          <>
            <LinkButton onClick={() => showStack(stack)}>{stack}</LinkButton>
            {' · '}
          </>
        )
      }
      placeAt={placeAt}
      onShow={() => showHostFinding(finding)}
      onRule={onRule}
      fixes={
        concernsSeveralStacks(finding) &&
        fixes.length > 0 &&
        fixes.map((each) => (
          <Button key={each.title} small onClick={() => fix(each)}>
            {each.title}
          </Button>
        ))
      }
    />
  );
}

/** The pane of findings in all stacks, or in one stack where the filter asks for it. */
export function HostFindings() {
  const analysis = useWork(hostAnalysis);
  const of = useHostView((state) => state.findingsOf);
  const findings = useMemo(() => (analysis === null ? [] : countingOnHost(analysis)), [analysis]);
  if (analysis === null) return <p className="bh-pane-empty">Analysing the host …</p>;
  const concerns = (found: Finding, stack: string): boolean =>
    found.stack === stack ||
    found.subjects.some((subject) => subject === `stack:${stack}` || subject.startsWith(`${stack}/`));
  return (
    <ManyFindings
      count={findings.length}
      wanted={of === null ? findings : findings.filter((found) => concerns(found, of))}
      parts={analysis.host.stacks.map(({ id }) => id)}
      of={of}
      allLabel="All stacks"
      onChoose={hostViewStore.getState().listFindingsOf}
      row={(found, onRule) => <HostFinding finding={found} analysis={analysis} onRule={onRule} />}
    />
  );
}

/** The number of findings of the host by severity, and the worst of them with `worst`. */
export function HostStrip({ worst }: { readonly worst: boolean }) {
  const analysis = useWork(hostAnalysis);
  const findings = useMemo(() => (analysis === null ? [] : countingOnHost(analysis)), [analysis]);
  const [first] = findings;
  return (
    <Strip findings={findings} onCounts={() => hostViewStore.getState().listFindingsOf(null)}>
      {worst && first !== undefined && <WorstFinding finding={first} onShow={() => showHostFinding(first)} />}
    </Strip>
  );
}
