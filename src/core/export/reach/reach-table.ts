// Reachability as tables: for people (facts of each service, then the matrix; plain text without colour) and as comma-separated values.

import { machineText } from '../../describe/assumed.ts';
import { portParts } from '../../describe/port.ts';
import { outsideColumns, reachCell, reachLetters, wayColumns } from '../../describe/reach.ts';
import { visible, visibleStart } from '../../describe/visible-text.ts';
import type { Published, Reach, UnreadPort } from '../../reach/reach-model.ts';

const legend = `${[...reachLetters, ['.', 'not at all']].map((each) => each.join(' ')).join('   ')}   (row reaches column)`;

/** Two tables and a legend line, ending with a line break. Of more services than `most` there is no matrix. */
export function reachTable(reach: Reach, most = Number.POSITIVE_INFINITY): string {
  if (reach.services.length === 0) return 'no active services\n';
  const facts = textColumns(factRows(reach));
  const rests = machineLine(reach);
  if (reach.services.length > most) return `${facts}\n${rests}`;
  return `${facts}\n\n${textColumns(matrixRows(reach))}\n\n${legend}\n${rests}`;
}

/** On which machine it holds, with its line feed; '' where none is known. */
export function machineLine({ options: { machine } }: Reach): string {
  return machine ? `On the machine of ${visibleStart(machineText(machine.assumed))}.\n` : '';
}

function factRows(reach: Reach): readonly (readonly string[])[] {
  const ways = wayColumns(reach, Object.values(outsideColumns));
  const rows: string[][] = [
    ['service', 'isolation', 'networks', ...ways.map(({ title }) => title), 'published'],
  ];
  for (const facts of reach.facts.values()) {
    const { name, isolation, owner, networks } = facts;
    const cells = [
      name,
      isolation === 'joined' ? `joined ${owner ?? ''}` : isolation,
      networks.join(' ') || '-',
      ...ways.map(({ cell }) => cell(facts)),
      [...facts.published.map(portWords), ...facts.unreadPorts.map(unreadWords)].join(' ') || '-',
    ];
    rows.push(cells.map(visible));
  }
  return rows;
}

function portWords(port: Published): string {
  const { bound, inside, suffix } = portParts(port, '*');
  return `${bound}->${inside}${suffix}(${port.reachableFrom})`;
}

function unreadWords({ raw, reachableFrom }: UnreadPort): string {
  return `${raw}(${reachableFrom})`;
}

/** Columns are numbered, so that many long names still fit. */
function matrixRows(reach: Reach): readonly (readonly string[])[] {
  const rows: string[][] = [['', ...reach.services.map((_, index) => String(index + 1))]];
  reach.services.forEach((from, index) => {
    const cells = reach.services.map((to) => (from === to ? '-' : reachCell(reach.pair(from, to))));
    rows.push([visible(`${index + 1} ${from}`), ...cells]);
  });
  return rows;
}

/** Rows as lines, columns padded to their widest cell, two spaces apart, no spaces at line ends. */
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
