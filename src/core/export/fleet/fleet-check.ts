// `check --fleet` for people, as Markdown, as JSON and for other programs: what lies between machines, then each machine as `check --host` has it.

import { plural } from '../../compose/numbers.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { FleetFinding, FleetMachineOfCheck } from '../../contracts/check.ts';
import type { Finding } from '../../findings/finding.ts';
import { fleetPlaces, onFleet } from '../../findings/findings-of-fleet.ts';
import { bySeverity } from '../../findings/findings-of-host.ts';
import { codeSpan } from '../../quote/markdown-text.ts';
import { visibleStart } from '../../quote/visible-text.ts';
import type { FleetAnalysis } from '../../rules/analyze-fleet.ts';
import { fleetRules } from '../../rules/registry.ts';
import { waysReaderOf } from '../../ways-in/ways/ways-reader.ts';
import { findingJson } from '../check/check-json.ts';
import type { JunitSuite } from '../check/check-junit.ts';
import { checkMarkdown } from '../check/check-markdown.ts';
import { type Extent, extentNote, type Paint, prettyBlocks, prettySummary } from '../check/check-pretty.ts';
import type { PlacedFindings } from '../check/placed-findings.ts';
import { hostSuites, placedProjects, placedStacks, stackTitle } from '../host/host-check.ts';
import { stacksJson } from '../host/stacks-json.ts';

const plain: Paint = (_role, text) => text;

/** Findings with a heading of their own. */
interface PlacedMachine extends PlacedFindings {
  /** The machine that the findings are about; null for what lies between machines. */
  readonly machine: string | null;
  /** The stack of the machine that they are about; null for several. */
  readonly stack: string | null;
  readonly title: string;
}

/** Returns the findings of a fleet in non-empty groups, those between machines first, each finding under its names on the fleet. */
export function placedMachines(analysis: FleetAnalysis): readonly PlacedMachine[] {
  const { analyses, book, findings, facts } = analysis;
  const between = [...findings].sort(bySeverity).map(
    (finding): PlacedMachine => ({
      machine: null,
      stack: null,
      title: 'between machines',
      findings: [finding],
      place: fleetPlaces(facts.fleet.file, analyses, finding),
      profiles: [],
    }),
  );
  const own = [...analyses].flatMap(([machine, host]) =>
    placedStacks(host).map(
      (group): PlacedMachine => ({
        ...group,
        machine,
        title: `${machine}: ${stackTitle(group)}`,
        findings: group.findings.map((finding) => onFleet(book, machine, finding)),
      }),
    ),
  );
  return [...between, ...own];
}

/** Yields the pretty report in pieces; the last one is the summary. */
export function* fleetCheckPretty(
  analysis: FleetAnalysis,
  paint: Paint = plain,
  extent: Extent = 'all',
): Generator<string> {
  const groups = placedMachines(analysis);
  const blocks = prettyBlocks(groups, paint, extent);
  let heading = '';
  for (const [index, { title }] of groups.entries()) {
    if (title !== heading) yield `${paint('strong', visibleStart(title))}\n\n`;
    heading = title;
    yield `${blocks[index]?.join('\n\n')}\n\n`;
  }
  for (const note of extentNote(groups, extent)) yield `${note}\n\n`;
  yield `${countsOf(analysis)}. ${prettySummary(groups)}\n`;
}

function countsOf({ facts: { fleet }, analyses }: FleetAnalysis): string {
  const hosts = [...analyses.values()];
  const stacks = hosts.reduce((sum, { host }) => sum + host.stacks.length, 0);
  const services = hosts.reduce((sum, { reach }) => sum + reach.services.length, 0);
  return `${plural(fleet.machines.size, 'machine')}, ${plural(stacks, 'stack')}, ${plural(services, 'service')}`;
}

/** Yields the Markdown in pieces, each with its line feed. */
export function fleetCheckMarkdown(analysis: FleetAnalysis): Generator<string> {
  const sections = placedMachines(analysis).map((group) => ({
    ...group,
    title:
      group.machine === null
        ? 'Between machines'
        : codeSpan(group.stack === null ? group.machine : `${group.machine}/${group.stack}`),
  }));
  return checkMarkdown(sections, `${countsOf(analysis)}. `);
}

/** Yields one JSON text (version 1, a contract: docs/contracts/check.md), one piece per finding. */
export function* fleetCheckJson(analysis: FleetAnalysis): Generator<string, void, undefined> {
  const { facts, analyses } = analysis;
  const machines = Object.fromEntries(
    [...facts.fleet.machines].map(([name, { machine }]): [string, FleetMachineOfCheck] => {
      const host = analyses.get(name);
      return [
        name,
        {
          engine: host?.reach.options.engine.text ?? null,
          record: machine !== null,
          stacks: host ? stacksJson(host, { addressFamilies: host.reach.addressFamilies }) : {},
        },
      ];
    }),
  );
  const head = JSON.stringify({ version: 1, fleet: true, machines });
  yield `${head.slice(0, -1)},"findings":[`;
  let separator = '';
  const all = placedMachines(analysis).flatMap(({ findings, place }) =>
    findings.map((finding) => ({ finding, place })),
  );
  for (const { finding, place } of all.sort((a, b) => bySeverity(a.finding, b.finding))) {
    const object: FleetFinding = {
      machine: finding.machine ?? null,
      stack: finding.stack ?? null,
      ...findingJson(finding, place, facts.fleet.file.file),
    };
    yield `${separator}\n${JSON.stringify(object)}`;
    separator = ',';
  }
  yield ']}\n';
}

/** Returns the findings for SARIF, each with the files of its places and of its fixes. */
export function placedFleet(analysis: FleetAnalysis) {
  const { facts, analyses, book } = analysis;
  const { file, text } = facts.fleet.file;
  const workspaceOf = (machine: string, stack: string): Workspace | null =>
    analyses.get(machine)?.host.stacks.find(({ id }) => id === stack)?.workspace ?? null;
  const textOf = (machine: string, path: string): string | null => {
    const read = waysReaderOf(analyses.get(machine)?.host.beside)?.files.read(path);
    return typeof read === 'string' ? read : null;
  };
  const between = placedMachines(analysis)
    .filter(({ machine }) => machine === null)
    .map(({ findings, place }) => ({ findings, place, fleet: { file, text, workspaceOf, textOf } }));
  const own = [...analyses].flatMap(([machine, host]) =>
    placedProjects(host).map((project) => ({
      ...project,
      findings: project.findings.map((finding) => onFleet(book, machine, finding)),
    })),
  );
  return [...between, ...own];
}

/** Returns a test suite for what lies between machines, then those of each machine. */
export function fleetSuites(analysis: FleetAnalysis): readonly JunitSuite[] {
  const groups = placedMachines(analysis);
  const between = groups.filter(({ machine }) => machine === null);
  return [
    { name: 'between machines', rules: fleetRules, groups: between },
    ...[...analysis.analyses].flatMap(([machine, host]) =>
      hostSuites(host).map(({ name, rules, groups: own }) => ({
        name: `${machine}: ${name}`,
        rules,
        groups: own.map((group) => ({
          ...group,
          findings: group.findings.map((finding) => onFleet(analysis.book, machine, finding)),
        })),
      })),
    ),
  ];
}

/** Returns an analysis with other findings than its own: with baseline marks, or with the fixes that are worth offering. */
export function withFindings(
  analysis: FleetAnalysis,
  between: readonly Finding[],
  ofMachine: ReadonlyMap<string, readonly Finding[]>,
): FleetAnalysis {
  const analyses = new Map(
    [...analysis.analyses].map(([name, host]) => [
      name,
      { ...host, findings: ofMachine.get(name) ?? host.findings },
    ]),
  );
  return { ...analysis, analyses, findings: between };
}
