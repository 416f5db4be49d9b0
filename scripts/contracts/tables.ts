// The tables of docs/contracts, written from the meanings of the contracts and the effects of the operations.

import { z } from 'zod';
import { operationKinds } from '../../src/core/compose/operations/registry.ts';
import { connectAnswer } from '../../src/core/contracts/connect.ts';
import { meanings } from '../../src/core/contracts/contract.ts';
import {
  fleetPlanReport,
  machineOfFirewall,
  machineOfPlan,
  platformReport,
  stackOfPlan,
} from '../../src/core/contracts/deployment.ts';
import {
  fleetReachReport,
  machineOfFleet,
  networkOfFleet,
  pairAcross,
  portOfFleet,
  wayToPort,
} from '../../src/core/contracts/fleet-reach.ts';
import { stackOfHost } from '../../src/core/contracts/host.ts';
import { hostPair, hostReachReport, serviceOfHost } from '../../src/core/contracts/host-reach.ts';
import { leaveReport } from '../../src/core/contracts/leave.ts';
import { publishedPort, reachOfPair, reachOfService, reachReport } from '../../src/core/contracts/reach.ts';
import { requestAnswers } from '../../src/core/contracts/ways.ts';

type Row = readonly [name: string, meaning: string];

interface Table {
  /** The name of a page in docs/contracts, without its extension. */
  readonly page: string;
  /** The name in the markers of the page. */
  readonly id: string;
  readonly head: Row;
  readonly rows: readonly Row[];
}

const tables: readonly Table[] = [
  {
    page: 'reach',
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
    page: 'reach',
    id: 'ask',
    head: ['`answer`', 'the request gets'],
    rows: Object.entries(requestAnswers).map(([answer, meaning]) => [`\`${answer}\``, meaning]),
  },
  { page: 'reach', id: 'connect', head: ['field', 'meaning'], rows: members(connectAnswer) },
  { page: 'reach', id: 'leave', head: ['field', 'meaning'], rows: members(leaveReport) },
  {
    page: 'running',
    id: 'plan-fleet',
    head: ['field', 'holds'],
    rows: [
      ...members(machineOfPlan, 'machines.M.'),
      ...members(stackOfPlan, 'machines.M.stacks.'),
      ...members(fleetPlanReport.omit({ version: true, fleet: true, machines: true })),
    ],
  },
  {
    page: 'running',
    id: 'firewall-fleet',
    head: ['field', 'holds'],
    rows: members(machineOfFirewall.pick({ fleet: true, kept: true, safe: true }), 'machines.M.'),
  },
  { page: 'export', id: 'platform', head: ['field', 'holds'], rows: members(platformReport) },
  {
    page: 'reach',
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
  {
    page: 'reach',
    id: 'fleet',
    head: ['field', 'meaning'],
    rows: [
      ...members(machineOfFleet.omit({ stacks: true }), 'machines.M.'),
      ...members(fleetReachReport.pick({ networks: true })),
      ...members(networkOfFleet, 'networks.N.'),
      ...members(fleetReachReport.pick({ services: true })),
      ...members(portOfFleet.pick({ from: true }), 'published.'),
      ...members(pairAcross, 'reaches.B.'),
      ...members(wayToPort, 'reaches.B.at.'),
    ],
  },
  {
    page: 'edit',
    id: 'operations',
    head: ['operation', 'effect'],
    rows: operationKinds.map(({ type, usage, effect }) => [
      `${type}=${usage}`.split(' or ').map(code).join(' or '),
      fromFolder(effect),
    ]),
  },
];

/** Returns a text as code for a table cell. */
function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

/** The pages of docs/contracts that hold such a table. */
export const pagesWithTables: readonly string[] = [...new Set(tables.map(({ page }) => page))];

/** Returns the text of a page with its tables generated from the contracts, each between its markers. */
export function withTables(page: string, current: string): string {
  const ofPage = tables.filter((table) => table.page === page);
  return ofPage.reduce((text, { id, head, rows }) => {
    const [begin, end] = [`<!-- contract: ${id} -->\n\n`, `\n<!-- /contract: ${id} -->`];
    const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
    if (start < 0 || stop < 0)
      throw new Error(`docs/contracts/${page}.md has no markers for the table ${id}`);
    return text.slice(0, start + begin.length) + tableText([head, ...rows]) + text.slice(stop);
  }, current);
}

/** Returns a text whose links, relative to docs, are rewritten for a page one folder below. */
function fromFolder(text: string): string {
  return text.replaceAll(/\]\((?=[\w-]+\.md)/g, '](../');
}

/** Returns a row for each member with a meaning; members with the same meaning share a row. */
function members({ shape }: z.ZodObject, prefix = ''): readonly Row[] {
  const { properties = {} } = z.toJSONSchema(z.object(shape), { metadata: meanings });
  const byMeaning = new Map<string, string[]>();
  for (const [name, member] of Object.entries(properties)) {
    if (typeof member === 'boolean' || member.description === undefined) continue;
    const meaning = fromFolder(member.description);
    byMeaning.set(meaning, [...(byMeaning.get(meaning) ?? []), `\`${prefix}${name}\``]);
  }
  return [...byMeaning].map(([meaning, names]) => [names.join(', '), meaning]);
}

/** Returns the rows as a Markdown table with padded columns, as the formatter of this repository expects. */
function tableText([head, ...rows]: readonly Row[]): string {
  const all = [head ?? ['', ''], ...rows];
  const widths = ([0, 1] as const).map((column) => Math.max(...all.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`;
  const [first, ...others] = all.map(line);
  return [first, line(widths.map((width) => '-'.repeat(width))), ...others].join('');
}
