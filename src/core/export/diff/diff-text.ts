// `diff` for people, for a terminal and as Markdown: its words, in sections.

import { changedConnection, changeSentence, joinedChanges } from '../../describe/difference.ts';
import type { Finding } from '../../findings/finding.ts';
import { codeSpan, escapedProse } from '../../quote/markdown-text.ts';
import { visible } from '../../quote/visible-text.ts';
import type { PairChange } from '../../reach/diff/diff-connectivity.ts';
import type { WayChange } from '../../reach/diff/way-changes.ts';
import type { Paint } from '../check/check-pretty.ts';
import { diffMermaid } from './diff-mermaid.ts';
import type { Change, DiffReport, PlaceOfFinding } from './diff-report.ts';

/** How a format shows a name or place of the files, and a sentence that contains some. */
interface DiffStyle {
  code(text: string): string;
  prose(text: string): string;
}

/** A section of changes: `opened` lists what is new in words, `closed` what is gone. */
export interface DiffSection extends Change<string> {
  readonly title: string;
}

/** Returns the sections with changes, in the order of the contract. Pairs with the same start and family share a line. */
export function diffSections(report: DiffReport, style: DiffStyle): readonly DiffSection[] {
  const { code } = style;
  const pairs = ({ opened, closed }: Change<PairChange>): Change<string> => ({
    opened: pairLines(opened, code),
    closed: pairLines(closed, code),
  });
  const each = <T>({ opened, closed }: Change<T>, words: (item: T) => string): Change<string> => ({
    opened: opened.map(words),
    closed: closed.map(words),
  });
  const way = (change: WayChange): string => changeSentence(changedConnection(change), { code });
  const crossing = (name: 'machines' | 'stacks', holds: (change: PairChange) => boolean): DiffSection => ({
    title: `Connections across ${name}`,
    ...pairs(only(report.connections, holds)),
  });
  const findings = {
    opened: report.findings.opened.map((finding) => findingLine(report.places.opened, finding, style)),
    closed: report.findings.closed.map((finding) => findingLine(report.places.closed, finding, style)),
  };
  const sections: readonly DiffSection[] = [
    ...(report.machines ? [{ title: 'Machines', ...each(report.machines, code) }] : []),
    ...(report.stacks ? [{ title: 'Stacks', ...each(report.stacks, code) }] : []),
    { title: 'Services', ...each(report.services, code) },
    ...(report.stacks
      ? [
          ...(report.machines ? [crossing('machines', crossesMachines)] : []),
          crossing('stacks', (change) => !crossesMachines(change) && crossesStacks(change)),
          {
            title: 'Connections within stacks',
            ...pairs(
              only(report.connections, (change) => !crossesMachines(change) && !crossesStacks(change)),
            ),
          },
        ]
      : [{ title: 'Connections', ...pairs(report.connections) }]),
    { title: 'Ways in', ...each(report.waysIn, way) },
    { title: 'Ways out', ...each(report.waysOut, way) },
    { title: 'To the host', ...each(report.toHost, way) },
    { title: 'From the host', ...each(report.fromHost, way) },
    { title: 'Names', ...pairs(report.names) },
    { title: 'Findings', ...findings },
  ];
  return sections.filter(({ opened, closed }) => opened.length + closed.length > 0);
}

function only<T>({ opened, closed }: Change<T>, holds: (item: T) => boolean): Change<T> {
  return { opened: opened.filter(holds), closed: closed.filter(holds) };
}

function crossesMachines({ kind }: PairChange): boolean {
  return kind === 'machine';
}

/** True for services of different stacks; on a host the stack is in front of a service's name, on a fleet the machine is in front of both. */
function crossesStacks({ from, to }: PairChange): boolean {
  const stackOf = (name: string): string => name.slice(0, Math.max(name.lastIndexOf('/'), 0));
  return stackOf(from) !== stackOf(to);
}

/** Returns one line that counts connections, ways, names and findings. */
export function diffSummary(report: DiffReport): string {
  const { connections, waysIn, waysOut, toHost, fromHost, names, findings } = report;
  const count = (side: keyof Change<unknown>): number =>
    [connections, waysIn, waysOut, toHost, fromHost].reduce((sum, change) => sum + change[side].length, 0);
  const parts = [`${count('opened')} opened, ${count('closed')} closed`];
  if (names.opened.length + names.closed.length > 0) {
    parts.push(`names: ${names.opened.length} gained, ${names.closed.length} lost`);
  }
  if (findings.opened.length + findings.closed.length > 0) {
    parts.push(`findings: ${findings.opened.length} gained, ${findings.closed.length} gone`);
  }
  return parts.join('; ');
}

function pairLines(pairs: readonly PairChange[], code: DiffStyle['code']): readonly string[] {
  return joinedChanges(pairs).map((connection) => changeSentence(connection, { code }));
}

function findingLine(place: PlaceOfFinding, finding: Finding, { code, prose }: DiffStyle): string {
  const { file, line, column } = place(finding);
  const { severity, rule, slug, message } = finding;
  return `${severity} ${rule} ${slug}: ${prose(message)} (${code(`${file}:${line}:${column}`)})`;
}

/**
 * Yields the Markdown of `diff`, for a comment on a change, in pieces with their line feeds. `where` ends the heading. Names and messages
 * come from files, so none of them may become markup.
 */
export function* diffMarkdown(report: DiffReport, where = ''): Generator<string> {
  yield `## Network changes${where}

`;
  if (report.engines) yield `${report.engines.before} to ${report.engines.after}: `;
  yield `${diffSummary(report)}
`;
  for (const section of diffSections(report, { code: codeSpan, prose: escapedProse })) {
    yield `\n### ${section.title}\n\n`;
    yield* bullets(section);
  }
  yield* picture(report);
}

/** Yields a folded picture of the changed connections. */
function* picture(report: DiffReport): Generator<string> {
  const chart = diffMermaid(report);
  if (chart === null) return;
  const { text, drawn, all } = chart;
  const left = drawn < all ? `\nThe picture shows ${drawn} of ${all} changes; the lists show all.\n` : '';
  yield `\n<details><summary>Picture: bold opens, dotted closes</summary>\n\n\`\`\`mermaid\n${text}\`\`\`\n${left}\n</details>\n`;
}

function* bullets({ title, opened, closed }: DiffSection): Generator<string> {
  const words = new Map([
    ['Machines', ['new', 'gone']],
    ['Stacks', ['new', 'gone']],
    ['Services', ['new', 'gone']],
    ['Names', ['gained', 'lost']],
    ['Findings', ['gained', 'gone']],
  ]).get(title) ?? ['opened', 'closed'];
  for (const text of opened) yield `- **${words[0]}**: ${text}\n`;
  for (const text of closed) yield `- ${words[1]}: ${text}\n`;
}

const plain: Paint = (_role, text) => text;

/**
 * Yields `diff` for a terminal: sections with `+` and `-`, then a summary line, each with its line feed. Opened connections and new
 * findings are painted as errors, closed and gone ones quietly.
 */
export function* diffPretty(report: DiffReport, paint: Paint = plain): Generator<string> {
  if (report.engines) yield `${report.engines.before} to ${report.engines.after}\n`;
  for (const { title, opened, closed } of diffSections(report, { code: visible, prose: visible })) {
    yield `${paint('strong', title)}\n`;
    for (const text of opened) yield `  ${paint('error', `+ ${text}`)}\n`;
    for (const text of closed) yield `  ${paint('quiet', `- ${text}`)}\n`;
  }
  yield `${diffSummary(report)}\n`;
}
