// What the folded band of one stack shows, as facts and words: its containers, the ways in from outside, the networks of its own, the findings.
// `host-scene.ts` gives it a place.

import { plural } from '../compose/numbers.ts';
import { offsetPath } from '../compose/offset-path.ts';
import { placeOf } from '../compose/workspace/place-of.ts';
import { hostName, type Stack, type StackOrigin, splitHostName } from '../host/host.ts';
import { type GateMark, gateMark, gatesOf as gatesOnMachine } from '../machine/wall.ts';
import { type TrunkAnswer, type TrunkFacts, type TrunkTone, trunkText } from '../picture/trunk-text.ts';
import type { Published, ServiceFacts } from '../reach/reach-model.ts';
import type { Analysis } from '../rules/analyze.ts';
import type { HostAnalysis } from '../rules/analyze-host.ts';
import { type Gate, type GateTone, gatesOf, gateTone, isGateShown } from '../summary/gates.ts';
import { groupBy } from '../ways-in/group-by.ts';
import type { Rails } from './find-rails.ts';
import { countByBand, countingOn, type FindingCounts, noFindings } from './finding-counts.ts';

/**
 * The kind of a way in. `every`: a container on the host's own network. `proxied`: through the proxy of another stack. `networks`: from
 * networks between machines, whose names are the title.
 */
export type WayKind = 'outside' | 'every' | 'proxied' | 'host' | 'networks' | 'unknown';

/** One way into a stack. */
export interface BandWay {
  readonly kind: WayKind;
  /** The protocol: `HTTPS`, `Mail`; the ports when it is unknown. */
  readonly title: string;
  /** The ports, as `80 443`; '' when the title contains them. */
  readonly ports: string;
  readonly tone: TrunkTone;
  /** The way in a few words, as `outside 80 443`. */
  readonly label: string;
  /** A sentence about what answers, where, and why that matters. */
  readonly words: string;
  /** The services behind the way, by their own names. */
  readonly services: readonly string[];
}

/** The access to one service of a stack. */
export interface BandGate {
  /** The service's own name. */
  readonly service: string;
  readonly gate: Gate;
  readonly tone: GateTone;
}

/** A group of services within the stack: on a network of its own, on the host's network, or on none. */
export interface BandRoom {
  readonly kind: 'network' | 'host' | 'closed';
  /** The group in words: `default: db, redis`. */
  readonly words: string;
  readonly services: readonly string[];
}

/** The services of a stack on one line. */
export interface BandStation {
  readonly network: string;
  /** The services' own names, in file order; on a fleet the addresses of the machine. */
  readonly members: readonly string[];
  /** The words beside the station; '' for none. */
  readonly note: string;
}

/** The reason why a stack cannot be read. */
export interface BandProblem {
  readonly file: string;
  /** The line number, from 1. */
  readonly line: number;
  readonly message: string;
}

export interface StackBand {
  /** The id of the stack on the host. */
  readonly stack: string;
  readonly dir: string | null;
  readonly from: StackOrigin;
  /** The number of facts in which the running containers differ. */
  readonly differs: number;
  /** The active services' own names, in file order. */
  readonly services: readonly string[];
  /** The number of its containers in words. */
  readonly contents: string;
  /** The ways in, outside first; empty when nothing enters from outside the stack. */
  readonly ways: readonly BandWay[];
  /** The access through proxies and tunnels, or past a login, by service, the weakest first. */
  readonly gates: readonly BandGate[];
  /** The effect of a known machine's firewall on the published ports; null without any. */
  readonly firewall: GateMark | null;
  readonly rooms: readonly BandRoom[];
  /** The stations in the order of the lines. */
  readonly stations: readonly BandStation[];
  /** Networks that no stack makes and no other stack expects. */
  readonly deadEnds: readonly BandStation[];
  /** The findings that count, by severity. */
  readonly counts: FindingCounts;
  /** The reading problem; null for a readable stack. */
  readonly problem: BandProblem | null;
}

/** The most names in a list; more are counted. */
const mostNames = 4;

/** Returns the bands of all stacks, in the order of the host. */
export function stackBands(host: HostAnalysis, rails: Rails): readonly StackBand[] {
  const counts = countByBand(countingOn(host), ({ stack = null }) => stack);
  return host.host.stacks.map((stack) => bandOf(stack, host, rails, counts.get(stack.id) ?? noFindings));
}

function bandOf(stack: Stack, host: HostAnalysis, rails: Rails, counts: StackBand['counts']): StackBand {
  const { id, dir, from, differences = [] } = stack;
  const analysis = host.analyses.get(id);
  const services = analysis?.reach.services ?? [];
  const stationsOf = (all: Rails['shared']): readonly BandStation[] =>
    all.flatMap(({ network, members }) => {
      const own = members.map(splitHostName).filter((member) => member.stack === id);
      return own.length === 0 ? [] : [{ network, members: own.map(({ service }) => service), note: '' }];
    });
  const stations = stationsOf(rails.shared);
  const deadEnds = stationsOf(rails.deadEnds);
  return {
    stack: id,
    dir,
    from,
    differs: differences.length,
    services,
    contents: plural(services.length, 'container'),
    ways: analysis ? waysIn(stack, analysis, host) : [],
    gates: gatesIn(stack, services, host),
    firewall: gateMark(
      analysis ? portOwners(analysis).flatMap(({ name }) => gatesOnMachine(analysis.reach, name)) : [],
    ),
    rooms: analysis ? roomsOf(stack, analysis, host, stations) : [],
    stations,
    deadEnds,
    counts,
    problem: problemOf(stack),
  };
}

function problemOf({ workspace }: Stack): BandProblem | null {
  if (!workspace.stale && !workspace.empty) return null;
  const problem = workspace.problems.find(({ kind }) => kind === 'unreadable');
  const main = workspace.files[0]?.document.file ?? '';
  if (problem === undefined) return { file: main, line: 1, message: 'it cannot be read' };
  const path = problem.offset === null ? problem.path : offsetPath(problem.offset);
  const { file, line } = placeOf(workspace, path);
  return { file, line, message: problem.message };
}

const wayPhrases: { readonly [kind in Exclude<WayKind, 'networks'>]: string } = {
  outside: 'answers outside',
  every: 'is on the network of the host: every port it listens on is open',
  proxied: 'is let in by a proxy, as labels ask',
  host: 'answers this host only',
  unknown: 'may answer, exposure unknown',
};

/** Returns the facts of the services that have ports of their own. */
function portOwners({ reach }: Analysis): readonly ServiceFacts[] {
  return [...reach.facts.values()].filter(({ name, owner }) => owner === name);
}

function waysIn(stack: Stack, analysis: Analysis, { reach }: HostAnalysis): readonly BandWay[] {
  const ways: BandWay[] = [];
  const add = (kind: keyof typeof wayPhrases, facts: Omit<TrunkFacts, 'kind'>): void => {
    if (facts.answers.length === 0) return;
    const services = facts.answers.map(({ service }) => service);
    const { title, detail, tone, reason } = trunkText(analysis, { ...facts, kind });
    const words = `${services.join(', ')} ${wayPhrases[kind]}${detail === '' ? '' : ` (${detail})`}`;
    const ports = detail.replaceAll(' · ', ' ');
    ways.push({
      ...{ kind, title, ports, tone },
      label: wayLabel(kind, title, ports),
      words: reason === '' ? words : `${words}. ${reason}`,
      services,
    });
  };
  const own = portOwners(analysis);
  const published = own.flatMap((facts) => facts.published);
  const at = (from: Published['reachableFrom']): readonly PortOfService[] =>
    published.filter(({ reachableFrom }) => reachableFrom === from);
  const open = [...analysis.reach.facts.values()].filter(({ isolation }) => isolation === 'open');
  const routes = analysis.reach.services.flatMap((service) =>
    reach
      .proxied(hostName(stack.id, service))
      .filter(({ ghost, fromOutside }) => !ghost && fromOutside !== false)
      .map(({ host, proxy, ghost }) => ({ service, host, proxy, ghost })),
  );
  const withoutPorts = (services: Iterable<string>): readonly TrunkAnswer[] =>
    [...services].map((service) => ({ service, ports: [] }));
  add('outside', { answers: byService(at('outside')), hosts: [] });
  add('every', { answers: withoutPorts(open.map(({ name }) => name)), hosts: [] });
  add('proxied', {
    answers: withoutPorts(new Set(routes.map(({ service }) => service))),
    hosts: routes,
  });
  add('host', { answers: byService(at('host')), hosts: [] });
  const unread = own.flatMap(({ unreadPorts }) =>
    unreadPorts.filter((port) => port.reachableFrom !== 'nowhere'),
  );
  const unreadAsPorts = unread.map(({ service, raw }) => ({
    ...{ service, raw },
    ...{ hostPort: '', containerPort: 0, protocol: 'tcp' },
  }));
  add('unknown', { answers: byService([...at('unknown'), ...unreadAsPorts]), hosts: [] });
  return ways;
}

function wayLabel(kind: keyof typeof wayPhrases, title: string, ports: string): string {
  switch (kind) {
    case 'outside':
      return `outside ${ports === '' ? title : ports}`;
    case 'every':
      return 'every port';
    case 'proxied':
      return `at ${title}`;
    case 'host':
      return `host only ${ports === '' ? title : ports}`;
    case 'unknown':
      return `${title}, exposure unknown`;
  }
}

type PortOfService = TrunkAnswer['ports'][number] & { readonly service: string };

/** Returns ports by their service, in the order of first mention. */
function byService(ports: readonly PortOfService[]): readonly TrunkAnswer[] {
  return [...groupBy(ports, ({ service }) => service)].map(([service, own]) => ({ service, ports: own }));
}

/** The order of gates on a band. */
export const weakestFirst: readonly GateTone[] = ['round', 'open', 'unknown', 'own', 'guarded'];

function gatesIn({ id }: Stack, services: readonly string[], { ways }: HostAnalysis): readonly BandGate[] {
  if (ways === null) return [];
  const gates = gatesOf(ways, hostName(id, ''));
  return services
    .flatMap((service): readonly BandGate[] => {
      const gate = gates.of(service);
      // That a port answers is said by the way in itself.
      return gate === null || !isGateShown(gate) ? [] : [{ service, gate, tone: gateTone(gate) }];
    })
    .sort((a, b) => weakestFirst.indexOf(a.tone) - weakestFirst.indexOf(b.tone));
}

/**
 * Returns the networks of this stack alone with their services that are on no line, then the services on the host's network, then those on
 * none.
 */
function roomsOf(
  stack: Stack,
  analysis: Analysis,
  { joined }: HostAnalysis,
  stations: readonly BandStation[],
): readonly BandRoom[] {
  const onLines = new Set(stations.flatMap(({ members }) => members));
  const rooms: BandRoom[] = [];
  const add = (kind: BandRoom['kind'], label: string, services: readonly string[]): void => {
    if (services.length === 0) return;
    const names = services.length > mostNames ? `${services.length} containers` : services.join(', ');
    rooms.push({ kind, words: `${label}: ${names}`, services });
  };
  for (const [key, name] of joined.dockerNames.get(stack.id) ?? []) {
    const network = joined.networks.get(name);
    if (network?.stacks.length !== 1 || network.external) continue;
    const members = network.members.map((member) => splitHostName(member).service);
    const inner = members.filter((member) => !onLines.has(member));
    add('network', network.internal === true ? `internal ${key}` : key, inner.length === 0 ? members : inner);
  }
  const facts = [...analysis.reach.facts.values()];
  add(
    'host',
    'host network',
    facts.filter(({ isolation }) => isolation === 'open').map(({ name }) => name),
  );
  add(
    'closed',
    'closed',
    facts.filter(({ isolation }) => isolation === 'closed').map(({ name }) => name),
  );
  return rooms;
}
