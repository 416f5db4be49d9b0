// Networks of a host, for its rules: the shared ones, their places in the files of each stack, and the members that need each other.

import { memoize } from '../../compose/memoize.ts';
import { nameList } from '../../compose/name-list.ts';
import { attachmentPlace } from '../../compose/places.ts';
import type { Network } from '../../compose/topology.ts';
import { type Host, type HostNetwork, splitHostName } from '../../host/host.ts';
import type { HostFacts } from '../../host/host-facts.ts';
import { isMistaken } from '../../host/host-needs.ts';
import { stackServiceOf } from '../../host/stack-service.ts';
import { catalogueEntry } from '../../images/catalogue.ts';
import { labelReader } from '../../ways-in/ways/program-of.ts';
import type { Path } from '../../yaml/tree.ts';

/** Returns the networks with active services of several projects. */
export function networksAcrossProjects({ joined, host }: HostFacts): readonly HostNetwork[] {
  const projects = projectsOf(host);
  return [...joined.networks.values()].filter(
    ({ stacks }) => new Set(stacks.map((stack) => projects.get(stack))).size > 1,
  );
}

/** True when two stacks are one project to Compose (CN801), so that a shared network is made once. */
export function isOneProject({ host }: Pick<HostFacts, 'host'>, one: string, other: string): boolean {
  const projects = projectsOf(host);
  return projects.get(one) === projects.get(other);
}

/** The first stack of the same project, by stack; only a second folder of that name has another. */
const projectsOf = memoize(({ stacks }: Host): ReadonlyMap<string, string> => {
  const firsts = new Map<string, string>();
  return new Map(
    stacks.map(({ id, project: { name } }) => {
      const first = name === null ? id : (firsts.get(name) ?? id);
      if (name !== null) firsts.set(name, first);
      return [id, first];
    }),
  );
});

/** Returns a network as a stack declares it; null when the stack does not name it. */
export function networkIn({ analyses, joined }: HostFacts, stack: string, name: string): Network | null {
  for (const [key, docker] of joined.dockerNames.get(stack) ?? []) {
    if (docker === name) return analyses.get(stack)?.topology.networks.get(key) ?? null;
  }
  return null;
}

/** Returns the path in a stack's files that names a network: its declaration, else the attachment of its first member. */
export function networkPlace(context: HostFacts, stack: string, { name, members }: HostNetwork): Path {
  const network = networkIn(context, stack, name);
  if (network?.origin === 'declared') return ['networks', network.name];
  const member = members.find((member) => splitHostName(member).stack === stack);
  return member === undefined ? [] : memberPlace(context, member, name);
}

/** Returns the path in a stack's files that puts a service on a network. */
export function memberPlace(context: HostFacts, member: string, name: string): Path {
  const found = stackServiceOf(context, member);
  const key = found ? networkIn(context, found.stack, name)?.name : undefined;
  return found && key !== undefined
    ? attachmentPlace(found.service, key)
    : ['services', splitHostName(member).service];
}

/**
 * True when a service stands in front of others: it reads their labels, a route asks for it, or it has a proxy's image and answers the
 * outside. Many applications have their own nginx behind the proxy.
 */
export function isProxy({ topology, needs, reach }: HostFacts, name: string): boolean {
  const service = topology.services.get(name);
  if (!service) return false;
  if (labelReader(service) !== null || needs.from(name).some(({ by }) => by === 'proxy')) return true;
  const published = reach.facts.get(name)?.published ?? [];
  const answers = published.some(
    ({ reachableFrom }) => reachableFrom === 'outside' || reachableFrom === 'unknown',
  );
  return catalogueEntry(service.image)?.kind === 'proxy' && (answers || isTunnel(service.image ?? ''));
}

/** True for a tunnel whose way in is a connection that it opens itself, so that it publishes no port. */
function isTunnel(image: string): boolean {
  return /(?:^|\/)cloudflared(?:[:@]|$)/.test(image);
}

/** Returns the members by stack, in the order of the host; two folders of one project are one stack. */
export function membersByStack(
  { host }: Pick<HostFacts, 'host'>,
  members: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const projects = projectsOf(host);
  const found = new Map<string, string[]>();
  for (const member of members) {
    const { stack: own } = splitHostName(member);
    const stack = projects.get(own) ?? own;
    const list = found.get(stack);
    if (list) list.push(member);
    else found.set(stack, [member]);
  }
  return found;
}

/** Two containers, at least one of which needs the other. */
export interface NeededPair {
  readonly one: string;
  readonly other: string;
}

/**
 * Returns, by network, the pairs from different stacks of which one needs the other, each once: they are few, so rules need not check all
 * pairs. Services that join a namespace count as their owner.
 */
export function neededPairs({ needs, reach }: HostFacts): ReadonlyMap<string, readonly NeededPair[]> {
  const found = new Map<string, Map<string, NeededPair>>();
  for (const need of needs.all) {
    const { from, to } = need;
    const [a, b] = [reach.facts.get(from), reach.facts.get(to)];
    const [one, other] = [a?.owner ?? from, b?.owner ?? to];
    if (!a || !b || splitHostName(one).stack === splitHostName(other).stack) continue;
    if (isMistaken(needs, need)) continue;
    for (const network of a.networks) {
      if (!b.networks.includes(network)) continue;
      const pairs = found.get(network) ?? new Map<string, NeededPair>();
      found.set(network, pairs);
      const key = one < other ? `${one}\n${other}` : `${other}\n${one}`;
      if (!pairs.has(key)) pairs.set(key, { one, other });
    }
  }
  return new Map([...found].map(([network, pairs]) => [network, [...pairs.values()]]));
}

/** The characters that a list may take, so that a message with two lists stays readable. */
const maxListLength = 170;

/**
 * Returns a list of as many first names as fit, at least one, since names of a host are long. `count` is the total when `names` is already
 * cut.
 */
export function fewNames(names: readonly string[], count: number = names.length): string {
  let [length, fitting] = [0, 0];
  for (const name of names) {
    length += name.length + 2;
    if (fitting > 0 && length > maxListLength) break;
    fitting++;
  }
  if (fitting >= Math.min(names.length, 5)) return nameList(names, count);
  return `${names.slice(0, fitting).join(', ')} and ${count - fitting} more`;
}
