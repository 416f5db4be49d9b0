// `reach` for an agent: of all services what holds for each by itself, of one of them who reaches it and whom it reaches.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import { nameList } from '../../../core/compose/name-list.ts';
import type { Tri } from '../../../core/compose/topology.ts';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import { portParts } from '../../../core/describe/port.ts';
import { triAnswer } from '../../../core/describe/tri.ts';
import { nameColumns, namesJson, notesOn } from '../../../core/export/ways-in/name-table.ts';
import { standaloneFacts } from '../../../core/host/alone.ts';
import { standaloneStack } from '../../../core/host/host.ts';
import type { HostFacts } from '../../../core/host/host-facts.ts';
import { waysIn } from '../../../core/host/host-ways.ts';
import { inboundReach, outboundReach, reachedFromLan } from '../../../core/reach/degrees.ts';
import { portPath } from '../../../core/reach/document-paths.ts';
import type { Published, Reach, ServiceFacts } from '../../../core/reach/reach-model.ts';
import { allWays } from '../../../core/ways-in/ways/all-ways.ts';
import { nameRows } from '../../../core/ways-in/ways/name-rows.ts';
import { CallFailure } from '../../call-failure.ts';
import { noSuchService } from '../../questions/known-names.ts';
import { hostOfCall } from '../host-of-call.ts';
import {
  type Answer,
  citation,
  limitArgument,
  moreLine,
  registerTool,
  usualLimit,
} from '../register-tool.ts';
import { beginCall, notesOf, projectArguments, projectOfCall, type ToolContext } from '../tool-context.ts';

const shape = {
  ...projectArguments,
  service: z
    .string()
    .optional()
    .describe('One service: whom it reaches and who reaches it. Default: all, in short.'),
  names: z.boolean().optional().describe('Host names with their service, login and bypasses.'),
  host: z.boolean().optional().describe('With names: all stacks.'),
  limit: limitArgument,
};

/** Adds the tool `reach`. */
export function registerReachTool(server: McpServer, context: ToolContext): void {
  registerTool(server, context, {
    name: 'reach',
    title: 'Who reaches whom',
    description:
      'Which service of a Docker Compose project reaches which, what the outside reaches, and which have a way out. Facts are yes, no or unknown; unknown is never no. Reached means at its own address or through a published port.',
    shape,
    answer: 'reach',
    writes: false,
    async run(args): Promise<Answer<'reach'>> {
      const call = beginCall(context, args);
      const limit = args.limit ?? usualLimit;
      if (args.host === true) {
        if (args.names !== true)
          throw new CallFailure('host works only with names. explain and check answer for all stacks.');
        return namesAnswer(await hostOfCall(context, call, args), limit, call.notes);
      }
      const project = await projectOfCall(context, call, args);
      if (args.names === true) return namesAnswer(standaloneFacts(project), limit, notesOf(call, project));
      const { reach } = standaloneFacts(project);
      const notes = notesOf(call, project);
      if (args.service === undefined) {
        const shown = reach.services.slice(0, limit);
        const services = shown.flatMap((name) => {
          const facts = reach.facts.get(name);
          return facts ? [overview(project.workspace, reach, facts)] : [];
        });
        return {
          lines: [
            ...services.map(({ line }) => line),
            ...moreLine(reach.services.length, shown.length),
            ...notes,
          ],
          data: {
            services: services.map(({ data }) => data),
            more: reach.services.length - shown.length,
            notes,
          },
        };
      }
      const facts = factsOf(project.workspace, reach, args.service);
      const { line, data } = overview(project.workspace, reach, facts);
      const pairs = pairsOf(reach, args.service);
      const lists = Object.entries(pairs);
      return {
        lines: [
          line,
          ...lists.map(([title, names]) => `${titles.get(title)}: ${listed(names, limit)}`),
          ...notes,
        ],
        data: {
          ...data,
          ...Object.fromEntries(lists.map(([title, names]) => [title, names.slice(0, limit)])),
          more: Object.fromEntries(lists.map(([title, names]) => [title, Math.max(0, names.length - limit)])),
          notes,
        },
      };
    },
  });
}

function namesAnswer(facts: HostFacts, limit: number, notes: readonly string[]): Answer<'reach'> {
  const ways = waysIn(facts);
  const rows = nameRows(ways, allWays(ways));
  const shown = rows.slice(0, limit);
  const columns = nameColumns(standaloneStack(facts.host) === null);
  return {
    lines: [
      ...(rows.length === 0 ? ['No name leads in, as far as these files show.'] : []),
      ...shown.map((row) =>
        columns.map(({ title, text }) => `${title.toLowerCase()} ${text(row) || '-'}`).join('; '),
      ),
      ...moreLine(rows.length, shown.length),
      ...notesOn(ways),
      ...notes,
    ],
    data: { names: namesJson(ways).slice(0, limit), more: rows.length - shown.length, notes },
  };
}

const titles = new Map([
  ['reaches', 'reaches'],
  ['mayReach', 'may reach (unknown)'],
  ['reachedBy', 'reached by'],
  ['mayBeReachedBy', 'may be reached by (unknown)'],
]);

function listed(names: readonly string[], limit: number): string {
  if (names.length === 0) return 'none';
  const more = names.length > limit ? ` and ${names.length - limit} more` : '';
  return `${names.slice(0, limit).join(', ')}${more}`;
}

function factsOf({ topology }: Workspace, reach: Reach, service: string): ServiceFacts {
  const facts = reach.facts.get(service);
  if (facts) return facts;
  throw new CallFailure(
    topology.services.has(service)
      ? `${service}: not active (profile, provider or scale 0). Give profiles, or ask about another.`
      : noSuchService(service, reach.services),
  );
}

function connects(reach: Reach, from: string, to: string): Tri {
  return reach.reaches(from, to);
}

function pairsOf(reach: Reach, service: string) {
  const others = reach.services.filter((name) => name !== service);
  return {
    reaches: others.filter((other) => connects(reach, service, other) === true),
    mayReach: others.filter((other) => connects(reach, service, other) === 'unknown'),
    reachedBy: others.filter((other) => connects(reach, other, service) === true),
    mayBeReachedBy: others.filter((other) => connects(reach, other, service) === 'unknown'),
  };
}

function portText(workspace: Workspace, port: Published) {
  const { bound, target } = portParts(port, 'random');
  const { reachableFrom } = port;
  const from = reachableFrom === 'unknown' ? 'unknown who reaches it' : `from ${reachableFrom}`;
  const at = citation(workspace, portPath(port.service, port.index));
  return `${bound} to ${target}, ${from} (${at})`;
}

function overview(workspace: Workspace, reach: Reach, facts: ServiceFacts) {
  const { name, isolation, networks, fromOutside, egress, toHost, published, unreadPorts } = facts;
  const lan = { out: outboundReach(facts).lan, in: inboundReach(facts).lan, address: reachedFromLan(facts) };
  const pairs = pairsOf(reach, name);
  const counts = Object.fromEntries(Object.entries(pairs).map(([title, names]) => [title, names.length]));
  const ports = [
    ...published.map((port) => portText(workspace, port)),
    ...unreadPorts.map(
      ({ raw, service, index }) => `${raw}, unknown (${citation(workspace, portPath(service, index))})`,
    ),
  ];
  const at = citation(workspace, ['services', name]);
  const maybe = (count: number | undefined): string => (count ? ` (+${count} unknown)` : '');
  const line = [
    `${name} (${at}): ${isolation}${networks.length > 0 ? ` on ${nameList(networks)}` : ''}`,
    `from outside ${triAnswer(fromOutside)}`,
    `way out ${triAnswer(egress)}`,
    `to host ${triAnswer(toHost)}`,
    // Without a machine the LAN is as the Internet.
    ...(reach.options.machine
      ? [`to the LAN ${triAnswer(lan.out)}`, `from the LAN ${triAnswer(lan.in)}`]
      : []),
    `reaches ${counts.reaches}${maybe(counts.mayReach)}`,
    `reached by ${counts.reachedBy}${maybe(counts.mayBeReachedBy)}`,
    ...(ports.length > 0 ? [`ports ${nameList(ports)}`] : []),
  ].join('; ');
  const data = {
    service: name,
    at,
    isolation,
    networks,
    fromOutside,
    wayOut: egress,
    toHost,
    lan,
    ports: ports.slice(0, usualLimit),
    counts,
  };
  return { line, data };
}
