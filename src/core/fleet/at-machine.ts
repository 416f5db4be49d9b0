// What answers at an address of a machine: a published port, a service on the host's network, a process of the host, or nobody.

import { bindAddressesMeet, isWildcardAddress } from '../compose/bind-addresses.ts';
import { containerPortBehind } from '../compose/project/ports/port-range.ts';
import type { Service, Tri } from '../compose/topology.ts';
import { allOf, type ConnectionOutcome, open, undecided } from '../machine/connections.ts';
import type { Bridge } from '../machine/docker/bridges.ts';
import { parseAddress } from '../machine/firewall/addresses.ts';
import type { FarEnd, MachinePaths, PortAsker, PortSource } from '../machine/machine-paths.ts';
import type { FamilyPort } from '../reach/namespaces/published-ports.ts';
import type { Namespace } from '../reach/namespaces/resolve-namespaces.ts';
import type { Endpoint } from '../reach/networks/segment.ts';
import type { ReachBase } from '../reach/reach-base.ts';
import { itemAt } from '../reach/rows/item-at.ts';
import { exactValue, type FleetAddress, knownAddress } from './fleet-address.ts';
import type { Protocol } from './fleet-entries.ts';
import type { MachineNode } from './machine-node.ts';

/** Who asks a machine: a process of its own, a machine beyond an interface, or one of its containers by one of its networks. */
export type Asker =
  | { readonly kind: 'host' }
  | { readonly kind: 'far'; readonly end: FarEnd }
  | { readonly kind: 'container'; readonly container: Namespace; readonly by: Endpoint };

/** A port of a machine, as it is asked for. */
export interface AskedPort {
  readonly address: FleetAddress;
  readonly port: number;
  readonly protocol: Protocol;
}

/** Who answers a port of a machine, and as whom it sees the asker. */
export interface PortAnswer {
  readonly outcome: ConnectionOutcome;
  /** The service or the machine that answers; null where nobody listens. */
  readonly by: string | null;
  /** The port at which that is, inside of its container. */
  readonly inside: number | null;
  readonly source: PortSource;
  /** The service that publishes the port, and the rule that the answer rests on. */
  readonly publishedBy: { readonly service: string; readonly index: number } | null;
  readonly rule: string;
}

const nobody: Omit<PortAnswer, 'rule'> = {
  outcome: { passes: false, because: 'nobody listens there' },
  by: null,
  inside: null,
  source: { kind: 'closed' },
  publishedBy: null,
};

/** What could not be read of the machine may publish the port. */
const unread: Omit<PortAnswer, 'rule'> = {
  ...nobody,
  outcome: { passes: 'unknown', because: 'not all that runs on the machine could be read' },
  source: { kind: 'unknown' },
};

/** What answers machines beyond an interface, by node and then by all that its firewall tells apart. */
const answeredFrom = new WeakMap<MachineNode, Map<string, PortAnswer>>();

/** Returns what answers a machine beyond an interface, which is the same for all sources that no rule tells apart. */
export function atMachineFrom(node: MachineNode, asked: AskedPort, end: FarEnd): PortAnswer {
  const { address, port, protocol } = asked;
  const known = answeredFrom.get(node) ?? new Map<string, PortAnswer>();
  answeredFrom.set(node, known);
  const source = node.paths(address.family)?.classOfAddress(end.address);
  const key = `${address.text} ${port} ${protocol} ${end.interface} ${end.back} ${source}`;
  const answer = known.get(key) ?? atMachine(node, asked, { kind: 'far', end });
  known.set(key, answer);
  return answer;
}

/** Returns what answers a port at one of the machine's own addresses. */
export function atMachine(node: MachineNode, asked: AskedPort, asker: Asker): PortAnswer {
  const { family } = asked.address;
  const [base, paths] = [node.base(family), node.paths(family)];
  if (!base || !paths)
    return {
      outcome: open,
      by: node.name,
      inside: asked.port,
      source: { kind: 'own' },
      publishedBy: null,
      rule: 'FL7',
    };
  for (const { space, published } of node.publishedOn(family, asked.port)) {
    const port = publishedAt(published, asked);
    if (port) return atPublished(node, base, paths, space, port, asked, asker);
  }
  if (!node.source.complete) return { ...unread, rule: 'FL7' };
  const process = hostProcess(node, base, asked);
  if (process === null) return { ...nobody, rule: 'FL7' };
  const ports = [{ port: asked.port, protocol: asked.protocol }];
  const at = knownAddress(asked.address);
  const outcome =
    asker.kind === 'host'
      ? paths.atLoopback(ports)
      : asker.kind === 'far'
        ? paths.entersHost(asker.end, at, ports)
        : onBridge(paths, asker.by, (bridge) => paths.bridgeEntersHost(asker.container, bridge, at, ports));
  return {
    outcome:
      process.certain === true
        ? outcome
        : allOf([outcome, { passes: 'unknown', because: 'whether anybody listens there is not stated' }]),
    by: process.name,
    inside: asked.port,
    source: { kind: 'own' },
    publishedBy: null,
    rule: 'FL7',
  };
}

function onBridge(
  paths: MachinePaths,
  { segment }: Endpoint,
  ask: (bridge: Bridge) => ConnectionOutcome,
): ConnectionOutcome {
  const bridge = paths.bridges.get(segment.index);
  return bridge?.isKnown ? ask(bridge) : undecided;
}

/** Returns the mapping of the one port that is asked for, out of one or a range; null where it is published elsewhere. */
function publishedAt(published: FamilyPort, { address, port, protocol }: AskedPort): FamilyPort | null {
  if (published.reachableFrom === 'nowhere' || published.protocol !== protocol) return null;
  const inside = containerPortBehind(published, port);
  if (inside === null || !bindAddressesMeet(published.hostIp, address.text)) return null;
  const { containerLast: _, ...single } = published;
  return { ...single, hostPort: String(port), containerPort: inside };
}

function atPublished(
  node: MachineNode,
  base: ReachBase,
  paths: MachinePaths,
  space: Namespace,
  port: FamilyPort,
  asked: AskedPort,
  asker: Asker,
): PortAnswer {
  const at = knownAddress(asked.address);
  const from: PortAsker =
    asker.kind === 'host'
      ? null
      : asker.kind === 'far'
        ? asker.end
        : { container: asker.container, by: asker.by };
  const isIngress = node.isIngress(port);
  const sources = paths.seenAtPort(space, port, at, from);
  const [source = { kind: 'unknown' } as const] = sources;
  const agreed: PortSource =
    !isIngress && sources.every((one) => sameSource(one, source)) ? source : { kind: 'unknown' };
  const certain: Tri = port.reachableFrom === 'unknown' ? 'unknown' : true;
  const isHere: ConnectionOutcome =
    node.mayPublish(port) === true
      ? open
      : {
          passes: 'unknown',
          because: `whether a task of ${nameOn(node, port.service)} runs on ${node.title} is not stated`,
        };
  // What comes in by the ingress network is led on at the published port, to the node's own end of that network.
  const entered = isIngress ? { ...port, containerPort: asked.port } : port;
  const entering = paths.entersPort(space, entered, at, from);
  const outcome = allOf([
    isHere,
    isIngress && asker.kind === 'container' ? ingressFromTask(entering) : entering,
    ...(certain === 'unknown' ? [undecided] : []),
    answerFromProxy(paths, port, asked, asker, agreed),
  ]);
  return {
    outcome,
    by: nameOn(node, listenerOn(base, space, port.containerPort)?.name ?? port.service),
    inside: port.containerPort,
    source: agreed,
    publishedBy: { service: port.service, index: port.index },
    rule: ruleOf(node, port, agreed, asker),
  };
}

/** SW18: what a task asks of its own node goes past INPUT into the ingress network, so that what stops it there is not known to. */
function ingressFromTask(entering: ConnectionOutcome): ConnectionOutcome {
  return entering.passes === false
    ? {
        passes: 'unknown',
        because: "which rules a task meets at its own node's ingress port was not measured",
      }
    : entering;
}

/** Returns the id of the rule that the answer of a published port rests on. */
function ruleOf(node: MachineNode, port: FamilyPort, source: PortSource, asker: Asker): string {
  if (node.isIngress(port)) return 'SW18';
  if (node.swarm !== null) return 'SW19';
  return source.kind === 'gateway' && asker.kind === 'far' ? 'FL22' : 'FL7';
}

/**
 * FL21: the proxy answers a datagram from the gateway's address, and a socket that asked another address drops it. Where it listens at one
 * address it answers from there.
 */
function answerFromProxy(
  paths: MachinePaths,
  { hostIp }: FamilyPort,
  { address, protocol }: AskedPort,
  asker: Asker,
  source: PortSource,
): ConnectionOutcome {
  if (protocol !== 'udp' || asker.kind !== 'container' || source.kind !== 'gateway') return open;
  if (!paths.answersByProxy || !isWildcardAddress(hostIp)) return open;
  return onBridge(paths, asker.by, ({ gateway }) => {
    const value = exactValue(gateway);
    if (value === null) return undecided;
    return value === address.value
      ? open
      : { passes: false, because: "the proxy answers from the gateway's address" };
  });
}

function sameSource(a: PortSource, b: PortSource): boolean {
  return a.kind === b.kind && (a.kind !== 'gateway' || (b.kind === 'gateway' && a.bridge === b.bridge));
}

/** Returns the service in a namespace that states that it listens on the port, or publishes it; null where none does. */
export function listenerOn(
  { services }: ReachBase,
  { members, owner }: Namespace,
  port: number,
): Service | null {
  const own = members.map((member) => itemAt(services, member));
  const publishes = owner?.ports.some(({ bindings }) =>
    bindings.some(({ containerPort }) => containerPort === port),
  );
  return own.find((service) => states(service, port)) ?? (publishes ? owner : null);
}

function states({ expose }: Service, port: number): boolean {
  return expose.some((text) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?(?:\/(?:tcp|udp))?$/.exec(text.trim()) ?? [];
    return first !== undefined && Number(first) <= port && port <= Number(last);
  });
}

/** Returns who listens on the host itself: a service on its network that states the port, or a process that the record lists. */
function hostProcess(
  node: MachineNode,
  base: ReachBase,
  { address, port, protocol }: AskedPort,
): { readonly name: string; readonly certain: Tri } | null {
  const onHost = base.namespaces
    .filter(({ kind }) => kind === 'host')
    .flatMap(({ members }) => members.map((member) => itemAt(base.services, member)));
  const service = onHost.find((one) => states(one, port));
  if (service) return { name: nameOn(node, service.name), certain: true };
  const listeners = node.source.machine?.listeners;
  if (!listeners) return { name: node.name, certain: 'unknown' };
  const all = address.family === 'ipv4' ? ['0.0.0.0', '*'] : ['::', '*'];
  const listens = listeners.some(
    (one) =>
      one.port === port &&
      one.protocol.startsWith(protocol) &&
      (all.includes(one.address) || parseAddress(one.address, address.family) === address.value),
  );
  if (listens) return { name: node.name, certain: true };
  // A service on the host's network that states no port may listen at any.
  const silent = onHost.filter(({ expose }) => expose.length === 0);
  const [only, ...others] = silent;
  if (!only) return null;
  return { name: others.length === 0 ? nameOn(node, only.name) : node.name, certain: 'unknown' };
}

/** Returns the name of a service on the fleet; one of a swarm is named after the node in whose folder it lies. */
export function nameOn(
  { name, home = name }: Pick<MachineNode, 'name'> & Partial<Pick<MachineNode, 'home'>>,
  service: string,
): string {
  return home === '' ? service : `${home}/${service}`;
}
