// The words of `diff` for people, in sections; how a section looks is up to the form. Pairs of one side and family stand on one line.

import { overFamily, type PairChange, type WayChange } from '../../analysis/diff/diff-connectivity.ts';
import type { Finding } from '../../analysis/findings/finding.ts';
import { nameList } from '../../compose/name-list.ts';
import { splitHostName } from '../../host/host.ts';
import type { Change, Differences, PlaceOfFinding } from './diff-report.ts';
import { wayWords } from './way-words.ts';

/** How a form shows a name or place of the files, and a sentence that may hold some. */
export interface DiffStyle {
  code(text: string): string;
  prose(text: string): string;
}

/** `opened`: what is new, in words; `closed`: what is gone. */
export interface DiffSection extends Change<string> {
  readonly title: string;
}

/** The sections of which something changed, in the order of the contract. */
export function diffSections(report: Differences, style: DiffStyle): readonly DiffSection[] {
  const { code } = style;
  const pairs = ({ opened, closed }: Change<PairChange>): Change<string> => ({
    opened: pairLines(opened, code),
    closed: pairLines(closed, code),
  });
  const each = <T>({ opened, closed }: Change<T>, words: (one: T) => string): Change<string> => ({
    opened: opened.map(words),
    closed: closed.map(words),
  });
  const way = (one: WayChange): string => wayWords(one, code);
  const findings = {
    opened: report.findings.opened.map((finding) => findingLine(report.places.opened, finding, style)),
    closed: report.findings.closed.map((finding) => findingLine(report.places.closed, finding, style)),
  };
  const sections: readonly DiffSection[] = [
    ...(report.stacks ? [{ title: 'Stacks', ...each(report.stacks, code) }] : []),
    { title: 'Services', ...each(report.services, code) },
    ...(report.stacks
      ? [
          { title: 'Connections across stacks', ...pairs(only(report.connections, isAcross)) },
          { title: 'Connections within stacks', ...pairs(only(report.connections, (one) => !isAcross(one))) },
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

function only<T>({ opened, closed }: Change<T>, holds: (one: T) => boolean): Change<T> {
  return { opened: opened.filter(holds), closed: closed.filter(holds) };
}

function isAcross({ from, to }: PairChange): boolean {
  return splitHostName(from).stack !== splitHostName(to).stack;
}

/** One line that counts: connections and ways, names, findings. */
export function diffSummary(report: Differences): string {
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
  const lines = new Map<string, { readonly change: PairChange; readonly targets: string[] }>();
  for (const change of pairs) {
    const key = `${change.kind} ${change.family} ${change.from}`;
    const line = lines.get(key);
    if (line) line.targets.push(code(change.to));
    else lines.set(key, { change, targets: [code(change.to)] });
  }
  return [...lines.values()].map(
    ({ change, targets }) =>
      `${pairWords(change.kind, code(change.from), nameList(targets))}${overFamily(change)}`,
  );
}

function pairWords(kind: PairChange['kind'], from: string, targets: string): string {
  switch (kind) {
    case 'direct':
      return `${from} reaches ${targets}`;
    case 'host':
      return `${from} reaches ${targets} through a published port`;
    case 'name':
      return `${from} resolves ${targets}`;
  }
}

function findingLine(place: PlaceOfFinding, finding: Finding, { code, prose }: DiffStyle): string {
  const { file, line, column } = place(finding);
  const { severity, rule, slug, message } = finding;
  return `${severity} ${rule} ${slug}: ${prose(message)} (${code(`${file}:${line}:${column}`)})`;
}
