// A project as Markdown for its documentation: topology, who reaches whom, findings, and what all of it rests on. Names and
// topology only: environment, commands, labels and secrets stay in the file, and the report gives their number.

import type { Network, Topology } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Assumed } from '../contracts/assumed.ts';
import { advisoryText, machineText } from '../describe/assumed.ts';
import { networkCell } from '../describe/network.ts';
import { portParts } from '../describe/port.ts';
import { outsideColumns, reachCell, reachLetters, wayColumns } from '../describe/reach.ts';
import type { Finding } from '../findings/finding.ts';
import { codeSpan, markdownTable } from '../quote/markdown-text.ts';
import { engineKinds } from '../reach/engine-kinds.ts';
import { familyNames } from '../reach/families.ts';
import { reachClasses } from '../reach/reach-classes.ts';
import type { Published, Reach, ServiceFacts } from '../reach/reach-model.ts';
import type { Analysis } from '../rules/analyze.ts';
import { type FindPlace, placesIn } from './check/placed-findings.ts';
import { namesMarkdown } from './ways-in/name-table.ts';

/** Yields the report in pieces, with their line feeds. */
export function* markdownReport(
  workspace: Workspace,
  analysis: Analysis,
  assumed: Assumed,
): Generator<string, void, undefined> {
  const { reach, topology } = analysis;
  yield `# Networks of ${codeSpan(assumed.project.name ?? assumed.files[0] ?? '')}\n`;
  yield `\n## Services\n\n${markdownTable(
    serviceTitles(reach),
    [...reach.facts.values()].map((facts) => serviceRow(reach, facts)),
  )}`;
  if (topology.networks.size > 0) {
    const rows = [...topology.networks.values()].map((network) => networkRow(network, reach));
    yield `\n## Networks\n\n${markdownTable(['network', 'kind', 'members'], rows)}`;
  }
  const named = namesMarkdown(analysis.ways, false);
  if (named !== null) yield `\n## Names\n\n${named}`;
  yield* matrix(reach);
  yield* socketLines(analysis);
  yield `\n## Findings\n\n${findingLines(workspace, analysis)}`;
  yield `\n## Assumptions\n\n${assumedLines(assumed, reach)}`;
  yield `\n${hiddenLine(workspace)}\n`;
}

/** Returns names of a file for one cell; a dash for none. */
export function names(all: readonly string[], code: (name: string) => string = codeSpan): string {
  return all.map(code).join(', ') || '–';
}

const { wayOut, fromOutside } = outsideColumns;

/** Returns the column titles of the services table. */
export function serviceTitles(reach: Reach): readonly string[] {
  const ways = wayColumns(reach, [wayOut, fromOutside]).map(({ title }) => title);
  return ['service', 'isolation', 'networks', ...ways, 'published'];
}

/** Returns the table cells of one service; `code` formats names from the file. */
export function serviceRow(
  reach: Reach,
  facts: ServiceFacts,
  code: (name: string) => string = codeSpan,
): readonly string[] {
  const { name, isolation, owner, networks, published, unreadPorts } = facts;
  return [
    code(name),
    isolation === 'joined' ? `joined ${code(owner ?? '?')}` : isolation,
    names(networks, code),
    ...wayColumns(reach, [wayOut, fromOutside]).map(({ cell }) => cell(facts)),
    [
      ...published.map((port) => portText(port, code)),
      ...unreadPorts.map(({ raw, reachableFrom }) => `${code(raw)} (${reachableFrom})`),
    ].join(', ') || '–',
  ];
}

function portText(port: Published, code: (name: string) => string): string {
  const { bound, inside, suffix } = portParts(port, '*');
  return `${code(`${bound} → ${inside}${suffix}`)} (${port.reachableFrom})`;
}

function networkRow(network: Network, reach: Reach): readonly string[] {
  const members = [...reach.facts.values()].filter(({ networks }) => networks.includes(network.name));
  return [codeSpan(network.name), networkCell(network), names(members.map((facts) => facts.name))];
}

function* matrix(reach: Reach): Generator<string, void, undefined> {
  const classes = reachClasses(reach);
  if (classes.length === 0) return;
  yield `\n## Who reaches whom\n\nRow reaches column. ${reachLetters.map(([letter, meaning]) => `${letter}: ${meaning}.`).join(' ')}\n\n`;
  const label = (members: readonly string[]): string =>
    members.length === 1 ? names(members) : `${names(members)} (${members.length} alike)`;
  const rows = classes.map((members, index) => [
    `${index + 1} ${label(members)}`,
    ...classes.map((others) => cell(reach, members, others)),
  ]);
  yield markdownTable(['', ...classes.map((_, index) => String(index + 1))], rows);
}

/** Returns the cell for two classes of services, taken from their first members. */
function cell(reach: Reach, from: readonly string[], to: readonly string[]): string {
  const [a = ''] = from;
  const b = to.find((name) => name !== a);
  return b === undefined ? '–' : reachCell(reach.pair(a, b));
}

/** Yields connections outside any network (T6). Socket paths come from settings and are left out. */
function* socketLines({ needs, reach }: Analysis): Generator<string, void, undefined> {
  const active = needs.sockets.known.filter(({ from, to }) => reach.facts.has(from) && reach.facts.has(to));
  if (active.length === 0) return;
  yield '\n## Outside any network\n\nSockets in volumes or folders that two services mount, inferred from names.\n\n';
  for (const { from, to, isDirected, source } of active) {
    const verb = isDirected ? 'talks to' : 'and';
    yield `- ${codeSpan(from)} ${verb} ${codeSpan(to)}, in ${codeSpan(source)}\n`;
  }
}

function findingLines(workspace: Workspace, { findings }: Analysis): string {
  const place = placesIn(workspace);
  return findings.map((finding) => findingLine(finding, place)).join('') || 'None.\n';
}

/** Returns one finding as a list item. It shows rule, reason and names but not the message, which quotes values of the file. */
export function findingLine(
  { severity, certainty, suppressed, rule, slug, subjects, at }: Finding,
  place: FindPlace,
): string {
  const { file, line } = place(at);
  const marks = `${certainty === 'inferred' ? ', inferred' : ''}${suppressed === null ? '' : ', suppressed'}`;
  const who = subjects.length === 0 ? '' : `: ${names(subjects)}`;
  return `- **${severity}**${marks} ${rule} ${slug}${who} (${codeSpan(`${file}:${line}`)})\n`;
}

function assumedLines(assumed: Assumed, { options }: Reach): string {
  const { files, missingFiles = [], project, profiles, unsetVariables, notModelled } = assumed;
  const { addressFamilies, advisories = [] } = assumed;
  const lines: readonly (readonly [string, string])[] = [
    ['files', names(files)],
    ['missing files', names(missingFiles)],
    ['project name', project.name === null ? 'unknown' : `${codeSpan(project.name)} (${project.from})`],
    [engineKinds[options.engine.kind].title, codeSpan(options.engine.text)],
    ...advisories.map((advisory) => ['known fault of it', advisoryText(advisory)] as const),
    ...(assumed.foreignHost === undefined ? [] : [['host', `unknown: ${assumed.foreignHost}`] as const]),
    ...(assumed.machine ? [['machine', codeSpan(machineText(assumed.machine))] as const] : []),
    ['active profiles', profilesText(profiles)],
    ['variables without a value', names(unsetVariables)],
    ['outside', 'unknown: LAN or internet, whatever reaches the host'],
    ['addresses', addressFamilies.map((family) => familyNames[family]).join(' and ')],
    ['in the files but not modelled', names(notModelled)],
  ];
  return lines.map(([label, value]) => `- ${label}: ${value}\n`).join('');
}

function profilesText({ active, known }: Assumed['profiles']): string {
  return known.length === 0 ? 'none in the files' : `${names(active)} of ${names(known)}`;
}

function hiddenLine({ topology }: Workspace): string {
  const counts = countHidden(topology).filter(({ count }) => count > 0);
  const words = counts.map(({ what, count }) => `${count} ${what}`).join(', ');
  return words === '' ? 'Nothing was left out.' : `Left out of this report: ${words}.`;
}

// How much a picture or report leaves out, so that it is not taken for the whole file.
interface Hidden {
  readonly what: string;
  readonly count: number;
}

/** Counts the hidden values of the services by kind. */
function countHidden({ services }: Topology): readonly Hidden[] {
  const counts = { environment: 0, commands: 0, labels: 0, mounts: 0 };
  for (const { environment, command, entrypoint, healthcheck, labels, mounts } of services.values()) {
    counts.environment += environment.length;
    counts.commands += [command, entrypoint, healthcheck].filter((words) => words !== null).length;
    counts.labels += labels.length;
    counts.mounts += mounts.length;
  }
  return [
    { what: 'environment entries', count: counts.environment },
    { what: 'commands', count: counts.commands },
    { what: 'labels', count: counts.labels },
    { what: 'mounts', count: counts.mounts },
  ];
}
