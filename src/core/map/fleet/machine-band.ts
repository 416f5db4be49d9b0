// The folded band of one machine of a fleet: its stacks, its addresses on networks, the ports that answer the Internet and other machines.

import { plural } from '../../compose/numbers.ts';
import type { Tri } from '../../compose/topology.ts';
import type { FleetMachine } from '../../fleet/fleet.ts';
import { portText } from '../../fleet/reach/fleet-port.ts';
import { splitHostName } from '../../host/host.ts';
import type { HostFacts } from '../../host/host-facts.ts';
import { stackServiceOf } from '../../host/stack-service.ts';
import { isDataPort } from '../../rules/facts/publishes.ts';
import { groupBy } from '../../ways-in/group-by.ts';
import { addressNote } from '../band-words.ts';
import { noFindings } from '../finding-counts.ts';
import type { BandRoom, BandStation, BandWay, StackBand } from '../stack-band.ts';
import { askedPorts, type PortAnswers } from './fleet-answers.ts';

/** The most ports on a band, and beside the Internet; more are counted. */
const mostPorts = 3;
const mostAsked = 2;
/** The most stacks of which the services are listed. */
const mostStacks = 3;

/** Returns the band of a machine; `lines` are the networks in their order. */
export function machineBand(
  { stated, facts, machine, complete }: FleetMachine,
  lines: readonly string[],
  answers: readonly PortAnswers[],
): StackBand {
  const services = facts?.reach.services ?? [];
  const stations = lines.flatMap((network): readonly BandStation[] => {
    const members = (stated.addresses.get(network) ?? []).map(({ text }) => text);
    return members.length === 0 ? [] : [{ network, members, note: addressNote(members) }];
  });
  const notes = [
    ...(facts !== null && machine === null ? ['no record'] : []),
    ...(complete ? [] : ['partly read']),
    ...(facts === null && stated.context !== null ? [`context ${stated.context} is not read`] : []),
  ];
  return {
    stack: stated.name,
    dir: stated.stacks,
    from: 'files',
    differs: 0,
    services,
    contents: contentsText(facts, complete),
    ways: waysOf(stated.name, facts, answers),
    gates: [],
    firewall: null,
    rooms: [
      ...notes.map((words): BandRoom => ({ kind: 'closed', words, services: [] })),
      ...stacksOf(services),
    ],
    stations,
    deadEnds: [],
    counts: noFindings,
    problem: null,
  };
}

function contentsText(facts: HostFacts | null, complete: boolean): string {
  if (facts === null) return 'addresses only';
  const { services } = facts.reach;
  return services.length === 0 && !complete ? 'unknown containers' : plural(services.length, 'container');
}

function stacksOf(services: readonly string[]): readonly BandRoom[] {
  const stacks = groupBy(services, (name) => splitHostName(name).stack);
  if (stacks.size > mostStacks) {
    const [first, more] = [[...stacks.keys()].slice(0, mostStacks), stacks.size - mostStacks];
    const words = `${first.join(', ')} and ${plural(more, 'more stack')}`;
    return [{ kind: 'network', words, services }];
  }
  return [...stacks].map(([stack, members]) => {
    const names = members.map((name) => splitHostName(name).service);
    const listed = names.length > 4 ? plural(names.length, 'container') : names.join(', ');
    return { kind: 'network', words: `${stack}: ${listed}`, services: members };
  });
}

/** Returns the ports that the Internet asks for, then the others by the networks that they answer. */
function waysOf(
  machine: string,
  facts: FleetMachine['facts'],
  answers: readonly PortAnswers[],
): readonly BandWay[] {
  const own = (service: string): string => service.slice(machine.length + 1);
  const way = (
    kind: BandWay['kind'],
    title: string,
    label: string,
    members: readonly PortAnswers[],
    words: string,
    unsure: boolean,
  ): BandWay => {
    const danger = members.some(({ port }) => facts !== null && isDangerous(facts, own(port.service), port));
    const ports = listedPorts(
      members.map(({ port }) => portText(port.hostPort, port.protocol)),
      mostPorts,
    );
    return {
      ...{ kind, title, ports, words },
      label: `${label}: ${ports}`,
      tone: unsure ? 'unknown' : kind === 'networks' ? 'host' : danger ? 'danger' : 'outside',
      services: [...new Set(members.map(({ port }) => own(port.service)))],
    };
  };
  const ways: BandWay[] = [];
  for (const [kind, answer, label] of [
    ['outside', true, 'Internet'],
    ['unknown', 'unknown', 'maybe Internet'],
  ] as const) {
    const members = answers.filter(({ internet }) => internet === answer);
    if (members.length === 0) continue;
    const asked = askedPorts(members);
    const title = asked.length === 0 ? 'a port' : listedPorts(asked, mostAsked);
    const does = answer === true ? 'answers' : 'may answer';
    ways.push(
      way(kind, title, label, members, `${portList(members, own)} ${does} the Internet`, answer !== true),
    );
  }
  const inside = groupBy(
    answers.filter(({ internet, networks }) => internet === false && networks.size > 0),
    ({ networks }) => networksText(networks),
  );
  for (const [title, members] of inside) {
    const unsure = members.some(({ networks }) => [...networks.values()].every((answer) => answer !== true));
    ways.push(way('networks', title, title, members, `${portList(members, own)} answers ${title}`, unsure));
  }
  return ways;
}

function listedPorts(ports: readonly string[], most: number): string {
  const rest = ports.length - most;
  return `${ports.slice(0, most).join(' ')}${rest > 0 ? ` +${rest}` : ''}`;
}

function portList(members: readonly PortAnswers[], own: (service: string) => string): string {
  const named = members.map(
    (each) =>
      `${own(each.port.service)} at ${portText(each.port.hostPort, each.port.protocol)}${each.asked.length === 0 ? '' : ` (asked for at ${askedPorts([each]).join(', ')})`}`,
  );
  return named.length > 5 ? `${named.slice(0, 5).join(', ')} and ${named.length - 5} more` : named.join(', ');
}

/** Returns networks in words, those that are not sure behind the others. */
function networksText(networks: ReadonlyMap<string, Tri>): string {
  const of = (wanted: Tri): string =>
    [...networks].flatMap(([name, answer]) => (answer === wanted ? [name] : [])).join(', ');
  return [of(true), of('unknown').replace(/^(?=.)/, 'maybe ')].filter((text) => text !== '').join(', ');
}

function isDangerous(
  facts: NonNullable<FleetMachine['facts']>,
  name: string,
  { containerPort }: PortAnswers['port'],
): boolean {
  const found = stackServiceOf(facts, name);
  if (found === null) return false;
  const { service, facts: own } = found;
  const view = { service, tier: own.tiers.of(service.name), tierDeclared: service.tags.tier !== null };
  return isDataPort(view, { containerPort });
}
