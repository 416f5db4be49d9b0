import { useMemo } from 'react';
import type { Finding, Fix } from '../../../core/findings/finding.ts';
import { severities } from '../../../core/findings/finding.ts';
import { fleetPlaces, onFleet } from '../../../core/findings/findings-of-fleet.ts';
import { fixText } from '../../../core/findings/fix-text.ts';
import { countingFindings } from '../../../core/findings/standing.ts';
import type { FleetEdit } from '../../../core/fleet/edit/fleet-edit.ts';
import { countingOn } from '../../../core/map/finding-counts.ts';
import type { FleetAnalysis } from '../../../core/rules/analyze-fleet.ts';
import { openLineOnFleet, showOnFleet } from '../../commands/show-on-fleet.ts';
import { fleetViewStore, uiStore, workStore } from '../../state/page-stores.ts';
import { useFleetView, useWork } from '../../state/use-store.ts';
import { fleetAnalysis } from '../../state/work/selectors.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FindingRow } from '../findings/finding-row.tsx';
import { Strip, WorstFinding } from '../findings/findings-strip.tsx';
import { ManyFindings } from '../host/many-findings.tsx';

/** Returns the findings that count, worst first; within a severity those between machines first, then by machine. */
function countingOnFleet({ findings, analyses, book }: FleetAnalysis): readonly Finding[] {
  const between = countingFindings(findings, []);
  const own = [...analyses].flatMap(([machine, host]) =>
    countingOn(host).map((finding) => onFleet(book, machine, finding)),
  );
  const all = [...between, ...own];
  return severities.flatMap((severity) => all.filter((finding) => finding.severity === severity));
}

/** Returns the findings once they are worked out; null before. */
function useFindings(): readonly Finding[] | null {
  const analysis = useWork(fleetAnalysis);
  const checked = useWork(({ fleet }) => fleet?.checked ?? false);
  return useMemo(
    () => (analysis === null || !checked ? null : countingOnFleet(analysis)),
    [analysis, checked],
  );
}

/** Returns the edits of a fix on the fleet; those of a finding of one machine are on its stacks. */
function editsOf({ machine = null, stack = null }: Finding, fix: Fix): readonly FleetEdit[] {
  if (fix.fleet !== undefined) return fix.fleet;
  if (machine === null) return [];
  const own = fix.edits ?? (stack === null ? [] : [{ stack, operations: fix.operations }]);
  return own.map((edit) => ({ ...edit, machine }));
}

function carryOut(finding: Finding, fix: Fix): void {
  const refusal = workStore.operateFleet(editsOf(finding, fix), fix.title);
  const { toast, announce } = uiStore.getState();
  if (refusal === null) announce(fix.title);
  else toast(refusal.message, 'error');
}

/** Shows a finding on the map: its services, its router, or else its machine. */
function showFleetFinding({ machine = null, subjects }: Finding): void {
  const services = subjects.filter((subject) => /^[^:]+\/[^/]+\/[^/]+$/.test(subject));
  const named = (kind: string): string | undefined =>
    subjects.find((subject) => subject.startsWith(`${kind}:`))?.slice(kind.length + 1);
  const [router, network] = [named('router'), named('network')];
  const [first] = services;
  if (first !== undefined) showOnFleet({ type: 'services', names: services }, first.split('/')[0] ?? null);
  else if (router !== undefined) showOnFleet({ type: 'router', router }, null);
  else if (machine !== null) showOnFleet({ type: 'stack', stack: machine }, machine);
  else if (network !== undefined) showOnFleet({ type: 'rail', network }, null);
}

interface FleetFindingProps {
  readonly finding: Finding;
  readonly analysis: FleetAnalysis;
  readonly onRule: (finding: Finding) => void;
}

/** A finding with its machine, its line and its fixes. */
function FleetFinding({ finding, analysis: { facts, analyses }, onRule }: FleetFindingProps) {
  const { machine = null, stack = null, severity, fixes } = finding;
  const placed = fleetPlaces(facts.fleet.file, analyses, finding);
  return (
    <FindingRow
      finding={finding}
      standing={severity}
      extent="row"
      before={
        machine !== null && (
          <>
            <LinkButton onClick={() => showOnFleet({ type: 'stack', stack: machine }, machine)}>
              {stack === null ? machine : `${machine}/${stack}`}
            </LinkButton>
            {' · '}
          </>
        )
      }
      placeAt={(path) => {
        const { file, line } = placed(path);
        if (machine === null || stack === null) return `${file}, line ${line}`;
        return (
          <LinkButton onClick={() => openLineOnFleet(`${machine}/${stack}`, file, line)}>
            {file}, line {line}
          </LinkButton>
        );
      }}
      onShow={() => showFleetFinding(finding)}
      onRule={onRule}
      fixes={
        fixes.length > 0 &&
        fixes.map((fix) => (
          <Button
            key={fix.title}
            small
            look={fix.stops === undefined ? 'plain' : 'quiet'}
            title={fixText(fix)}
            onClick={() => carryOut(finding, fix)}
          >
            {fix.title}
          </Button>
        ))
      }
    />
  );
}

/** The pane of findings between and on all machines, or about one machine where the filter asks for it. */
export function FleetFindings() {
  const analysis = useWork(fleetAnalysis);
  const findings = useFindings();
  const of = useFleetView((state) => state.findingsOf);
  if (analysis === null || findings === null) return <p className="bh-pane-empty">Looking for findings …</p>;
  const concerns = (found: Finding, machine: string): boolean =>
    found.machine === machine ||
    found.subjects.some((subject) => subject === machine || subject.startsWith(`${machine}/`));
  return (
    <ManyFindings
      count={findings.length}
      wanted={of === null ? findings : findings.filter((found) => concerns(found, of))}
      parts={[...analysis.facts.fleet.machines.keys()]}
      of={of}
      allLabel="All machines"
      onChoose={fleetViewStore.getState().listFindingsOf}
      row={(found, onRule) => <FleetFinding finding={found} analysis={analysis} onRule={onRule} />}
    />
  );
}

/** The number of findings of the fleet by severity, and the worst of them with `worst`. */
export function FleetStrip({ worst }: { readonly worst: boolean }) {
  const findings = useFindings();
  const [first] = findings ?? [];
  if (findings === null) return <p className="bh-strip-findings bh-dim">Looking for findings …</p>;
  return (
    <Strip findings={findings} onCounts={() => fleetViewStore.getState().listFindingsOf(null)}>
      {worst && first !== undefined && (
        <WorstFinding finding={first} onShow={() => showFleetFinding(first)} />
      )}
    </Strip>
  );
}
