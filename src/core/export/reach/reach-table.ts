// Reachability as tables: for people (facts of each service, then the matrix; plain text without colour) and as comma-separated values.

import { machineText } from '../../describe/assumed.ts';
import { portParts } from '../../describe/port.ts';
import { outsideColumns, reachCell, reachLetters, wayColumns } from '../../describe/reach.ts';
import { visible, visibleStart } from '../../quote/visible-text.ts';
import { hostPlace, internetPlace, lanPlace, placeTitle } from '../../reach/places.ts';
import {
  allFamilies,
  type Published,
  type Reach,
  type ServiceFacts,
  type UnreadPort,
  type Way,
  ways,
} from '../../reach/reach-model.ts';

const legend = `${[...reachLetters, ['.', 'not at all']].map((each) => each.join(' ')).join('   ')}   (row reaches column)`;

/**
 * Returns two tables and a legend line, ending with a line break. With more than `most` services, the matrix is left out. For a running
 * host, a cell shows the files' fact and the `running` one when it differs.
 */
export function reachTable(
  reach: Reach,
  most = Number.POSITIVE_INFINITY,
  running: Reach | null = null,
): string {
  if (reach.services.length === 0) return 'no active services\n';
  const facts = textColumns(factRows(reach, running));
  const inPart = closedLines(reach, reach.services.length > most ? [] : reach.services);
  const rests = `${inPart}${machineLine(reach)}`;
  if (reach.services.length > most) return `${facts}\n${rests}`;
  return `${facts}\n\n${textColumns(matrixRows(reach, running))}\n\n${legend}\n${rests}`;
}

/** Returns the line that names the machine, with its line feed; '' when none is known. */
export function machineLine({ options: { machine } }: Reach): string {
  return machine ? `On the machine of ${visibleStart(machineText(machine.assumed))}.\n` : '';
}

/** Returns a line for each way that firewall rules close, to places and to the services `of`; '' for none. */
function closedLines(reach: Reach, of: readonly string[]): string {
  const lines = new Set<string>();
  for (const family of allFamilies) {
    const { judged } = reach.family(family);
    if (!judged) continue;
    const note = (from: string, to: string, way: Way = 'direct'): void => {
      const { closed = [] } = judged(way, from, to);
      if (closed.length === 0) return;
      const rules = [...new Set(closed.flatMap(({ because }) => because ?? []))].join('; ');
      const ports = closed.map(({ port }) => port).join(', ');
      lines.add(
        `In part: ${from} -> ${placeTitle(to)} but not at ${ports}${rules === '' ? '' : ` (${rules})`}`,
      );
    };
    for (const from of reach.services) {
      for (const place of [internetPlace, lanPlace, hostPlace]) note(from, place);
      for (const to of of) if (to !== from) for (const way of ways) note(from, to, way);
    }
  }
  return [...lines].map((line) => `${visible(line)}\n`).join('');
}

/** Formats a cell with both facts: `yes (runs: no)`. */
function bothCells(files: string, running: string | undefined): string {
  return running === undefined || running === files ? files : `${files} (runs: ${running})`;
}

function factRows(reach: Reach, running: Reach | null): readonly (readonly string[])[] {
  const ways = wayColumns(reach, Object.values(outsideColumns));
  const rows: string[][] = [
    ['service', 'isolation', 'networks', ...ways.map(({ title }) => title), 'published'],
  ];
  const cellsOf = (facts: ServiceFacts): readonly string[] => [
    facts.isolation === 'joined' ? `joined ${facts.owner ?? ''}` : facts.isolation,
    facts.networks.join(' ') || '-',
    ...ways.map(({ cell }) => cell(facts)),
    [...facts.published.map(portText), ...facts.unreadPorts.map(unreadPortText)].join(' ') || '-',
  ];
  for (const facts of reach.facts.values()) {
    const now = running?.facts.get(facts.name);
    const other = now ? cellsOf(now) : [];
    const cells = cellsOf(facts).map((cell, index) => bothCells(cell, other[index]));
    const name = running && !now ? `${facts.name} (does not run)` : facts.name;
    rows.push([name, ...cells].map(visible));
  }
  return rows;
}

function portText(port: Published): string {
  const { bound, inside, suffix } = portParts(port, '*');
  return `${bound}->${inside}${suffix}(${port.reachableFrom})`;
}

function unreadPortText({ raw, reachableFrom }: UnreadPort): string {
  return `${raw}(${reachableFrom})`;
}

/** Returns the rows of the matrix. Columns are numbered, so that many long names fit. */
function matrixRows(reach: Reach, running: Reach | null): readonly (readonly string[])[] {
  const rows: string[][] = [['', ...reach.services.map((_, index) => String(index + 1))]];
  reach.services.forEach((from, index) => {
    const cells = reach.services.map((to) => {
      if (from === to) return '-';
      const files = reachCell(reach.pair(from, to));
      const now =
        running?.facts.has(from) && running.facts.has(to) ? reachCell(running.pair(from, to)) : files;
      return now === files ? files : `${files}>${now}`;
    });
    rows.push([visible(`${index + 1} ${from}`), ...cells]);
  });
  return rows;
}

/** Formats rows as lines, with columns padded to their widest cell and two spaces apart. */
export function textColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return lines.map((line) => visibleStart(line.trimEnd())).join('\n');
}
