// The names of a host or a project as a table: for terminals, as comma-separated values, as JSON and as Markdown. One list of columns for all.

import type { HostNameRow } from '../../contracts/ways.ts';
import { splitHostName } from '../../host/host.ts';
import { codeSpan, markdownTable } from '../../quote/markdown-text.ts';
import { visible } from '../../quote/visible-text.ts';
import { allWays } from '../../ways-in/ways/all-ways.ts';
import { bypassAt, bypassesText, guardText, type NameRow, nameRows } from '../../ways-in/ways/name-rows.ts';
import type { Ways } from '../../ways-in/ways/ways.ts';
import type { WaysFacts } from '../../ways-in/ways/ways-facts.ts';
import { assumedBridge, sourcePlaceOf, type WaysContext } from '../../ways-in/ways-context.ts';
import { textColumns } from '../reach/reach-table.ts';
import { rowsWith, type TableColumn, tableCells, tableCsv } from './table-columns.ts';

/** Returns a name as a person types it: `photos.example.org/admin`, `any name`. */
export function nameText({ host, path }: Pick<NameRow, 'host' | 'path'>): string {
  return (host === '*' ? 'any name' : host) + (path === '/' ? '' : `${host === '*' ? ', ' : ''}${path}`);
}

/** Returns the columns of a fleet, whose services have the names of their machines in front. */
export const fleetNameColumns: readonly TableColumn<NameRow>[] = [
  { title: 'Name', text: nameText },
  { title: 'Machines', text: ({ machines = [] }) => machines.join(' → ') },
  { title: 'Service', text: ({ service, because }) => service ?? because ?? '' },
  { title: 'Port', text: ({ port }) => (port === null ? '' : String(port)) },
  { title: 'Guard', text: guardText },
  {
    title: 'Bypasses',
    text: ({ bypasses }) => bypasses.map((one) => `${bypassAddress(one)} from ${one.zone}`).join(', '),
  },
  { title: 'From', text: ({ zone }) => zone },
  { title: 'Entrance', text: ({ through, entrances }) => [...through, ...entrances].join(' ') },
  { title: 'Line', text: ({ place }) => (place === null ? '' : `${place.file}:${place.line}`) },
];

/** Returns where a bypass is on a fleet: an address with its port, or a name. */
function bypassAddress({ how, at }: NameRow['bypasses'][number]): string {
  return how === 'published' ? at : bypassAt({ how, at });
}

const columns: readonly TableColumn<NameRow>[] = [
  { title: 'Name', text: nameText },
  { title: 'Stack', text: ({ service }) => (service === null ? '' : splitHostName(service).stack) },
  {
    title: 'Service',
    text: ({ service, because }) => (service === null ? (because ?? '') : splitHostName(service).service),
  },
  { title: 'Port', text: ({ port }) => (port === null ? '' : String(port)) },
  { title: 'Guard', text: guardText },
  { title: 'Bypasses', text: bypassesText },
  { title: 'From', text: ({ zone }) => zone },
  { title: 'Entrance', text: ({ through, entrances }) => [...through, ...entrances].join(' ') },
  { title: 'Line', text: ({ place }) => (place === null ? '' : `${place.file}:${place.line}`) },
];

/** Returns the table's columns, without the one of stacks for a single project. */
export function nameColumns(ofHost: boolean): readonly TableColumn<NameRow>[] {
  return ofHost ? columns : columns.filter(({ title }) => title !== 'Stack');
}

/** Returns the rows that contain all of these words, in any column. */
export function namesWith(rows: readonly NameRow[], words: string, ofHost: boolean): readonly NameRow[] {
  return rowsWith(nameColumns(ofHost), rows, words);
}

export function namesCsv(rows: readonly NameRow[], ofHost: boolean): string {
  return tableCsv(nameColumns(ofHost), rows);
}

export const noNames = 'No proxy and no tunnel lets a name in, as far as these files show.';

/** Returns the text in place of rows. An unread proxy or tunnel means that the absence of names is unknown. */
export function noNamesText({
  programs,
  unread,
  tunnels,
}: Pick<Ways, 'programs' | 'unread' | 'tunnels'>): string {
  const isOpen =
    unread.length > 0 || tunnels.length > 0 || programs.some((program) => program.unread !== null);
  return isOpen ? 'Which names are let in is unknown.' : noNames;
}

/** Returns a line for each unknown behind the rows, then for each proxy without a known name. */
export function notesOn({ context, programs, unread }: Ways): readonly string[] {
  const assumed = assumedBridge(
    context,
    programs.map(({ service }) => service),
  );
  const partly = programs.flatMap(({ service, unread: because }) =>
    because === null ? [] : [{ service, because }],
  );
  return [
    ...(assumed === null ? [] : [`inferred: ${assumed}`]),
    ...[...unread, ...partly].map(({ service, because }) => `not read: ${service}. ${because}`),
  ];
}

/** Returns the table for a terminal, with a list of the unread proxies below it. */
export function namesTable(ways: Ways, ofHost: boolean): string {
  const rows = nameRows(ways, allWays(ways));
  return namesText(nameColumns(ofHost), rows, noNamesText(ways), notesOn(ways));
}

/** Returns rows of names as text with notes below; `none` stands where there are no rows. */
export function namesText(
  columns: readonly TableColumn<NameRow>[],
  rows: readonly NameRow[],
  none: string,
  notes: readonly string[],
): string {
  const [head = [], ...lines] = tableCells(columns, rows);
  const table =
    rows.length === 0
      ? none
      : textColumns([
          head.map((title) => title.toLowerCase()),
          ...lines.map((line) => line.map((cell) => visible(cell) || '-')),
        ]);
  return `${[table, ...notes.map(visible)].join('\n')}\n`;
}

/** Returns a section of a report; null when no names lead in. */
export function namesMarkdown(facts: WaysFacts | null, ofHost: boolean): string | null {
  if (facts === null) return null;
  const { ways } = facts;
  const { programs, unread, tunnels } = ways;
  if (programs.length + unread.length + tunnels.length === 0) return null;
  const rows = nameRows(ways, facts.all());
  const [head = [], ...lines] = tableCells(nameColumns(ofHost), rows);
  const table =
    rows.length === 0
      ? `${noNamesText(ways)}\n`
      : markdownTable(
          head.map((title) => title.toLowerCase()),
          lines.map((line) => line.map((cell) => (cell === '' ? '–' : codeSpan(cell)))),
        );
  return (
    table +
    notesOn(ways)
      .map((line) => `\n- ${codeSpan(line)}\n`)
      .join('')
  );
}

/** Returns the members of `hostNames`. */
export function namesJson(ways: Ways): readonly HostNameRow[] {
  return rowsJson(nameRows(ways, allWays(ways)), ways.context);
}

export function rowsJson(
  rows: readonly NameRow[],
  context: Pick<WaysContext, 'place'>,
): readonly HostNameRow[] {
  return rows.map(
    ({
      host,
      path,
      zone,
      service,
      port,
      through,
      entrances,
      guard,
      guards,
      answer,
      bypasses,
      because,
      place,
      machines,
      steps,
    }) => ({
      host,
      path,
      zone,
      service,
      port,
      through,
      entrances,
      guard,
      guards: guards.map(({ kind, how, by }) => ({ kind, how, by })),
      answer,
      bypasses: bypasses.map(({ of, zone: from, how, at }) => ({ of, zone: from, how, at })),
      because,
      ...(place ?? noPlace),
      ...(machines ? { machines } : {}),
      ...(steps
        ? {
            way: steps.map(({ kind, text, declaredAt }) => ({
              ...{ kind, text },
              ...(sourcePlaceOf(context, declaredAt) ?? noPlace),
            })),
          }
        : {}),
    }),
  );
}

const noPlace = { file: null, line: null };
