// The fix that splits a shared network: each stack gets a separate network with the proxy, and stacks that need each other
// stay together. The stack of the proxy creates them, so it starts first, as before.

import { freeName } from '../../compose/free-name.ts';
import type { Operation } from '../../compose/operations/operation.ts';
import type { Service } from '../../compose/topology.ts';
import type { Fix } from '../../findings/finding.ts';
import { type HostNetwork, type StackEdit, splitHostName } from '../../host/host.ts';
import type { HostFacts } from '../../host/host-facts.ts';
import { stackServiceOf } from '../../host/stack-service.ts';
import { labelReader } from '../../ways-in/ways/program-of.ts';
import { fewNames, membersByStack, type NeededPair } from '../facts/host-networks.ts';
import { sameNames } from './split-lanes.ts';

/** The number of networks that fit into Docker's default pools, `docker0` aside. */
const poolCapacity = 30;

/** One new network in place of the shared one. */
interface Part {
  readonly name: string;
  readonly stacks: readonly string[];
}

/**
 * Returns the fix that splits a shared network; none without exactly one proxy, when something depends on the network itself, or when needs
 * hold all stacks together.
 */
export function splitFixes(
  context: HostFacts,
  network: HostNetwork,
  proxies: readonly string[],
  needed: readonly NeededPair[],
): readonly Fix[] {
  const [proxy, ...more] = proxies;
  if (proxy === undefined || more.length > 0) return [];
  const facts = context.topology.networks.get(network.name);
  if (facts?.driver !== 'bridge' || facts.driverOpts.size > 0) return [];
  const parts = partsOf(context, network, proxy, needed);
  const bridges = [...context.joined.networks.values()].filter(({ makers }) => makers.length > 0).length;
  if (parts.length === 0 || bridges + parts.length > poolCapacity) return [];
  const own = stackServiceOf(context, proxy);
  if (own?.service.mode.kind !== 'networks') return [];
  const { stack: home, service: proxyService } = own;
  const edits: StackEdit[] = [
    { stack: home, operations: partOperations(context, home, proxyService, network, parts) },
  ];
  for (const { name, stacks } of parts) {
    for (const stack of stacks) {
      const operations = moveOperations(context, stack, network, name, proxyService);
      if (operations === null) return [];
      edits.push({ stack, operations });
    }
  }
  const names = fewNames(parts.map(({ name }) => name));
  const title = `Give each stack a network with ${proxy} instead of ${network.name}: ${names}; ${home} makes them, so it comes up first`;
  return [{ title, safe: false, operations: [], edits }];
}

/**
 * Returns the stacks that leave, in groups that need each other; none when nothing would be gained. Stacks that the proxy's stack needs
 * stay.
 */
function partsOf(
  context: HostFacts,
  { name, members, madeBy }: HostNetwork,
  proxy: string,
  needed: readonly NeededPair[],
): readonly Part[] {
  const { stack: home } = splitHostName(proxy);
  const stacks = [...membersByStack(context, members).keys()];
  const groupOf = new Map(stacks.map((stack) => [stack, stack]));
  const root = (stack: string): string => {
    let at = stack;
    for (let next = groupOf.get(at) ?? at; next !== at; next = groupOf.get(at) ?? at) at = next;
    return at;
  };
  for (const { one, other } of needed) {
    const [a, b] = [root(splitHostName(one).stack), root(splitHostName(other).stack)];
    if (a !== b) groupOf.set(b, a);
  }
  // The stack that creates the network stays on it, alone with the proxy once the others have left.
  const stay = new Set([root(home), ...(madeBy === null ? [] : [root(madeBy)])]);
  const groups = new Map<string, string[]>();
  for (const stack of stacks) {
    const group = root(stack);
    if (!stay.has(group)) groups.set(group, [...(groups.get(group) ?? []), stack]);
  }
  const taken = new Set(context.joined.networks.keys());
  const parts = [...groups.values()].map((group): Part => {
    const network = freeName(`${name}-${dockerSafeName(group[0] ?? '')}`, taken);
    taken.add(network);
    return { name: network, stacks: group };
  });
  // If all members moved as one group, the network would only get a new name.
  const others = members.some((member) => member !== proxy && stay.has(root(splitHostName(member).stack)));
  return parts.length > 1 || others ? parts : [];
}

/** Returns a stack's id as a name that Docker accepts. */
function dockerSafeName(stack: string): string {
  return stack.replace(/[^a-zA-Z0-9_.-]+/g, '-');
}

/** Returns the operations in the proxy's stack: the new networks, with the proxy on each. */
function partOperations(
  { analyses, joined, topology }: HostFacts,
  home: string,
  proxy: Service,
  { internal, name: shared }: HostNetwork,
  parts: readonly Part[],
): readonly Operation[] {
  const [from = shared] = [...(joined.dockerNames.get(home) ?? [])].find(([, name]) => name === shared) ?? [];
  const facts = topology.networks.get(shared);
  const ipv6 = facts?.ipv6Stated === true && facts.enableIpv6 === true;
  const taken = new Set(analyses.get(home)?.topology.networks.keys() ?? []);
  const operations = parts.flatMap(({ name }): readonly Operation[] => {
    const key = freeName(name, taken);
    taken.add(key);
    return [
      { type: 'add-network', network: key, internal: internal === true },
      ...(ipv6 ? [{ type: 'enable-ipv6', network: key, enabled: true } as const] : []),
      { type: 'network-name', network: key, name },
      { type: 'attach', service: proxy.name, network: key },
      ...sameNames(proxy, from, key),
    ];
  });
  // Caddy's Docker proxy lists its networks by name.
  const listed = proxy.environment.find(({ key }) => key === 'CADDY_INGRESS_NETWORKS')?.value;
  const value = listed ? [listed, ...parts.map(({ name }) => name)].join(',') : null;
  return value === null
    ? operations
    : [...operations, { type: 'env', service: proxy.name, key: 'CADDY_INGRESS_NETWORKS', value }];
}

const traefikNetwork = 'traefik.docker.network';

/** Returns the operations in a stack that leaves: its key and its labels name the new network. */
function moveOperations(
  { analyses, reach }: HostFacts,
  stack: string,
  shared: HostNetwork,
  name: string,
  proxy: Service,
): readonly Operation[] | null {
  const topology = analyses.get(stack)?.topology;
  const declared = [...(topology?.networks.values() ?? [])].filter(
    (network) => network.external === true && (network.dockerName ?? network.name) === shared.name,
  );
  const [network, ...more] = declared;
  if (!topology || network?.origin !== 'declared' || more.length > 0) return null;
  const operations: Operation[] = [{ type: 'network-name', network: network.name, name }];
  for (const service of topology.services.values()) {
    const there = service.attachments.find((attachment) => attachment.network === network.name);
    if (there && (there.ipv4 !== null || there.ipv6 !== null)) return null;
    const label = service.labels.find(({ key }) => key.toLowerCase() === traefikNetwork);
    const full = `${stack}/${service.name}`;
    const asks = reach.proxied(full).some((route) => route.by === 'traefik');
    const named = label?.value === shared.name;
    // With several networks a label has to name the one for Traefik; before, its settings gave the default.
    const guessed =
      !label && there && service.attachments.length > 1 && asks && labelReader(proxy) === 'traefik';
    if (!named && !guessed) continue;
    operations.push({ type: 'label', service: service.name, key: label?.key ?? traefikNetwork, value: name });
  }
  return operations;
}
