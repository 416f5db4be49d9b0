// A project, or all stacks of a host, as one page that stands by itself: the picture, the names that lead in, the ports, who reaches whom, the
// findings with their lines. The same input gives the same bytes, so that a pipeline can make it anew and compare. Names and topology only: values
// of environment, commands and labels stay in the files, and so do messages, which quote them.

import { nameList } from '../../compose/name-list.ts';
import { plural } from '../../compose/numbers.ts';
import type { Assumed } from '../../contracts/assumed.ts';
import { assumedOf, assumptions } from '../../describe/assumed.ts';
import { addressText, portParts } from '../../describe/port.ts';
import { answersFrom, reachCell, reachLetters } from '../../describe/reach.ts';
import type { Finding } from '../../findings/finding.ts';
import { standingOf } from '../../findings/standing.ts';
import { type Stack, standaloneStack } from '../../host/host.ts';
import { placeOnHost } from '../../host/host-places.ts';
import { hostHeadline } from '../../map/host-headline.ts';
import { hostPicture } from '../../map/host-scene.ts';
import { farthestReach, portReach } from '../../reach/degrees.ts';
import { portPath } from '../../reach/document-paths.ts';
import { reachClasses } from '../../reach/reach-classes.ts';
import type { Reach } from '../../reach/reach-model.ts';
import type { Analysis } from '../../rules/analyze.ts';
import type { HostAnalysis } from '../../rules/analyze-host.ts';
import { rules } from '../../rules/registry.ts';
import { sentenceOf, summaryOf } from '../../summary/summary.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import { nameRows } from '../../ways-in/ways/name-rows.ts';
import type { WaysFacts } from '../../ways-in/ways/ways-facts.ts';
import { type PlacedFindings, placesIn } from '../check/placed-findings.ts';
import { placedStacks } from '../host/host-check.ts';
import { serviceRow, serviceTitles } from '../markdown-report.ts';
import { hostSvg } from '../svg/host-svg.ts';
import { svgDocument } from '../svg/svg-document.ts';
import { svgScene } from '../svg/svg-scene.ts';
import { nameColumns, noNames, noNamesText, notesOn } from '../ways-in/name-table.ts';
import { type HtmlSection, htmlFold, htmlPage, htmlPicture, htmlTable, htmlText } from './html-parts.ts';

export interface HtmlReportOptions {
  readonly title: string;
  /** The date of the report in the caller's words; null leaves it out. */
  readonly date: string | null;
  /** The page's typeface (WOFF2, in base64); without it the reader's own. */
  readonly font?: string | null;
}

/** Returns the page in pieces. */
export function htmlReport(
  analysis: HostAnalysis,
  { title, date, font = null }: HtmlReportOptions,
): Generator<string, void, undefined> {
  const alone = standaloneStack(analysis.host);
  const ownAnalysis = alone === null ? undefined : analysis.analyses.get(alone.id);
  const lead = [leadOf(analysis, ownAnalysis), ...(date === null ? [] : [`Created on ${date}.`])];
  const sections: readonly HtmlSection[] = [
    { id: 'picture', title: 'Picture', content: pictures(analysis, ownAnalysis, title) },
    {
      id: 'names',
      title: 'Names',
      content: names(analysis.ways ?? ownAnalysis?.ways ?? null, alone === null),
    },
    { id: 'ports', title: 'Ports', content: ports(analysis) },
    { id: 'reach', title: 'Who reaches whom', content: reachTables(analysis.reach) },
    { id: 'findings', title: 'Findings', content: findings(analysis, ownAnalysis) },
  ];
  return htmlPage(title, lead, sections, footOf(analysis, alone), font);
}

function leadOf(analysis: HostAnalysis, ownAnalysis: Analysis | undefined): string {
  const parts = ownAnalysis ? summaryOf(ownAnalysis) : hostHeadline(hostPicture(analysis));
  return sentenceOf(parts) || 'No active service.';
}

function pictures(analysis: HostAnalysis, ownAnalysis: Analysis | undefined, title: string): string {
  const theme = 'inherited';
  const draw = (analysis: Analysis, name: string) =>
    htmlPicture(
      svgDocument(svgScene(analysis), analysis, { title: name, theme, texts: null }),
      `Picture of ${name}`,
    );
  if (ownAnalysis) return draw(ownAnalysis, title);
  const stacks = [...analysis.analyses].map(([id, analysis]) => htmlFold(`Stack ${id}`, draw(analysis, id)));
  return `${htmlPicture(hostSvg(analysis, { title, theme }), `Map of ${title}`)}${stacks.join('')}`;
}

/** Returns the names that proxies and tunnels lead in by; ports without a name are in the next section. */
function names(facts: WaysFacts | null, ofHost: boolean): string {
  if (facts === null) return htmlTable({ caption: '', head: [], rows: [] }, noNames);
  const columns = nameColumns(ofHost);
  const rows = nameRows(facts.ways, facts.all()).map((row) => columns.map(({ text }) => text(row) || '–'));
  const head = columns.map(({ title }) => title);
  const unread = notesOn(facts.ways).map((line) => `${htmlText('p', line)}\n`);
  return `${htmlTable({ caption: 'Names that lead in', head, rows }, noNamesText(facts.ways))}${unread.join('')}`;
}

/** Returns a table of every published port, by its number on the host. */
function ports(analysis: HostAnalysis): string {
  const rows = new Map<string, readonly string[]>();
  for (const { name, published, unreadPorts } of analysis.reach.facts.values()) {
    const add = (service: string, index: number, bound: string, target: string, where: string): void => {
      const key = JSON.stringify([service, index, bound]);
      const place = placeOnHost(analysis, portPath(service, index));
      const line = place === null ? '–' : `${place.file}:${place.line}`;
      // Services that share a network namespace share its ports.
      if (service === name || !rows.has(key)) rows.set(key, [bound, service, target, where, line]);
    };
    for (const port of published) {
      const { service, index, hostIp } = port;
      const { host: number, target } = portParts(port, 'chosen by the host');
      const { where } = answersFrom[farthestReach(portReach(port))];
      add(service, index, `${addressText(hostIp)}:${number}`, target, where);
    }
    for (const { service, index, raw, reachableFrom } of unreadPorts)
      add(service, index, raw, 'unknown', answersFrom[reachableFrom].where);
  }
  const sorted = [...rows.values()].sort(([a = ''], [b = '']) => portOf(a) - portOf(b) || compareBytes(a, b));
  const head = ['on the host', 'service', 'in the container', 'answers', 'said at'];
  return htmlTable({ caption: 'Published ports', head, rows: sorted }, 'No service publishes a port.');
}

function portOf(bound: string): number {
  return Number.parseInt(bound.slice(bound.lastIndexOf(':') + 1), 10) || 0;
}

/** Returns the facts of each service and its targets; services with the same reach share a row. */
function reachTables(reach: Reach): string {
  const plain = (name: string) => name;
  const services = [...reach.facts.values()].map((facts) => serviceRow(reach, facts, plain));
  const classes = reachClasses(reach);
  const byMembers = classes.map((members) => ({ members, targets: targetsOf(reach, members, classes) }));
  // Only some machines have an answer at the gateway alone.
  const columns = reachLetters.filter(
    ([letter]) => letter !== 'G' || byMembers.some(({ targets }) => targets.has(letter)),
  );
  const rows = byMembers.map(({ members, targets }) => [
    members.join(', '),
    ...columns.map(([letter]) => targets.get(letter)?.join(', ') ?? '–'),
  ]);
  const head = ['from', ...columns.map(([, meaning]) => meaning)];
  return `${htmlTable({ caption: 'Services', head: serviceTitles(reach), rows: services }, 'No active service.')}${htmlTable({ caption: 'Targets of each service', head, rows }, 'No service reaches another.')}`;
}

/** Returns the targets of a class of services, with the letters of `reachCell`. */
function targetsOf(
  reach: Reach,
  members: readonly string[],
  classes: readonly (readonly string[])[],
): ReadonlyMap<string, readonly string[]> {
  const targets = new Map<string, string[]>();
  const [from = ''] = members;
  for (const others of classes) {
    const to = others.find((name) => name !== from);
    if (to === undefined) continue;
    for (const letter of reachCell(reach.pair(from, to)))
      targets.set(letter, [
        ...(targets.get(letter) ?? []),
        ...(members === others ? ['each other'] : others),
      ]);
  }
  return targets;
}

const titles: ReadonlyMap<string, string> = new Map(rules.map(({ id, title }) => [id, title]));

function findings(analysis: HostAnalysis, ownAnalysis: Analysis | undefined): string {
  const groups: readonly PlacedFindings[] = ownAnalysis
    ? [
        {
          findings: ownAnalysis.findings,
          place: placesIn(ownAnalysis.workspace),
          profiles: ownAnalysis.options.profiles,
        },
      ]
    : placedStacks(analysis);
  const rows = groups.flatMap((group) => group.findings.map((finding) => findingRow(group, finding)));
  const head = ['what', 'severity', 'about', 'rule', 'line'];
  return htmlTable({ caption: plural(rows.length, 'finding'), head, rows }, 'None.');
}

function findingRow({ place, profiles }: PlacedFindings, finding: Finding): readonly string[] {
  const { rule, slug, severity, certainty, subjects, at } = finding;
  const { file, line } = place(at);
  const standing = standingOf(finding, profiles);
  const marks = [
    severity,
    ...(certainty === 'inferred' ? ['inferred'] : []),
    ...(standing === 'counts' ? [] : [standing === 'inactive' ? 'inactive profile' : standing]),
  ];
  return [
    titles.get(rule) ?? slug,
    marks.join(', '),
    subjects.length === 0 ? '–' : subjects.join(', '),
    `${rule} ${slug}`,
    `${file}:${line}`,
  ];
}

function footOf(analysis: HostAnalysis, alone: Stack | null): string {
  const { host, options } = analysis;
  const stated = (stack: Stack): Assumed =>
    assumedOf(
      stack.workspace,
      { ...options, profiles: stack.profiles, project: stack.project.name },
      stack.project.from,
    );
  const rests =
    alone === null
      ? htmlTable(
          {
            caption: 'Assumptions',
            head: ['stack', 'files', 'without a value', 'missing'],
            rows: host.stacks.map((stack) => {
              const { files, unsetVariables, missingFiles = [] } = stated(stack);
              return [stack.id, ...[files, unsetVariables, missingFiles].map((all) => all.join(', ') || '–')];
            }),
          },
          'No stack.',
        )
      : htmlTable(
          {
            caption: 'Assumptions',
            head: ['what', 'is'],
            rows: assumptions(stated(alone), analysis.reach.options).map(({ label, value }) => [
              label,
              value,
            ]),
          },
          '',
        );
  const engine = alone === null ? ` Engine ${options.engine.text}.` : '';
  const left = 'Values of environment, commands and labels are left out.';
  return `${rests}${htmlText('p', `Created by Bulkhead from ${alone === null ? plural(host.stacks.length, 'stack') : nameList(stated(alone).files)}.${engine} ${left}`)}\n`;
}
