// The tables of docs/contracts.md, out of the meanings of the contracts.

import { z } from 'zod';
import { meanings } from '../../src/core/contracts/contract.ts';
import { platformReport } from '../../src/core/contracts/deployment.ts';
import { stackOfHost } from '../../src/core/contracts/host.ts';
import { hostPair, hostReachReport, serviceOfHost } from '../../src/core/contracts/host-reach.ts';
import { publishedPort, reachOfPair, reachOfService, reachReport } from '../../src/core/contracts/reach.ts';
import { requestAnswers } from '../../src/core/contracts/ways.ts';

type Row = readonly [name: string, meaning: string];

interface Table {
  /** In the markers of the page. */
  readonly id: string;
  readonly head: Row;
  readonly rows: readonly Row[];
}

const tables: readonly Table[] = [
  {
    id: 'reach',
    head: ['field', 'meaning'],
    rows: [
      ...members(reachOfService),
      ...members(publishedPort, 'published.'),
      ...members(reachOfPair, 'reaches.B.'),
      ...members(reachReport.pick({ hostNames: true })),
    ],
  },
  {
    id: 'ask',
    head: ['`answer`', 'the request gets'],
    rows: Object.entries(requestAnswers).map(([answer, meaning]) => [`\`${answer}\``, meaning]),
  },
  { id: 'platform', head: ['field', 'holds'], rows: members(platformReport) },
  {
    id: 'host',
    head: ['field', 'meaning'],
    rows: [
      ...members(hostReachReport.pick({ stacks: true })),
      ...members(stackOfHost),
      ...members(hostReachReport.pick({ networks: true })),
      ...members(hostPair.pick({ resolves: true }), 'reaches.'),
      ...members(serviceOfHost.pick({ names: true })),
    ],
  },
];

/** `page` with each table between its markers as the contracts have it. */
export function withTables(page: string): string {
  return tables.reduce((text, { id, head, rows }) => {
    const [begin, end] = [`<!-- contract: ${id} -->\n\n`, `\n<!-- /contract: ${id} -->`];
    const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
    if (start < 0 || stop < 0) throw new Error(`docs/contracts.md has no markers of the table ${id}`);
    return text.slice(0, start + begin.length) + tableText([head, ...rows]) + text.slice(stop);
  }, page);
}

/** A row for each member that has a meaning; members of one meaning share a row. */
function members({ shape }: z.ZodObject, prefix = ''): readonly Row[] {
  const { properties = {} } = z.toJSONSchema(z.object(shape), { metadata: meanings });
  const byMeaning = new Map<string, string[]>();
  for (const [name, member] of Object.entries(properties)) {
    if (typeof member === 'boolean' || member.description === undefined) continue;
    const names = byMeaning.get(member.description) ?? [];
    byMeaning.set(member.description, [...names, `\`${prefix}${name}\``]);
  }
  return [...byMeaning].map(([meaning, names]) => [names.join(', '), meaning]);
}

/** The rows as Markdown, in columns of equal width as the formatter of this repository wants them. */
function tableText([head, ...rows]: readonly Row[]): string {
  const all = [head ?? ['', ''], ...rows];
  const widths = ([0, 1] as const).map((column) => Math.max(...all.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const [first, ...others] = all.map(line);
  return [first, line(widths.map((width) => '-'.repeat(width))), ...others].join('');
}
