// The zones from which the ports of a namespace answer, why some answer nowhere, and why a service reaches another through a port, or not.

import { nameList } from '../compose/name-list.ts';
import { attachmentPlace } from '../compose/places.ts';
import type { Tri } from '../compose/topology.ts';
import { addressText, portParts } from '../describe/port.ts';
import { bridgeOptionPath, modePath, portPath } from '../reach/document-paths.ts';
import { familyNames } from '../reach/families.ts';
import type { FamilyPort } from '../reach/namespaces/published-ports.ts';
import type { Endpoint } from '../reach/networks/segment.ts';
import type { Published } from '../reach/reach-model.ts';
import { type BridgeClauseId, bridgeVerdicts } from '../reach/rows/gateway-rows.ts';
import {
  acrossConditions,
  neighbourConditions,
  type PortClauseId,
  type PortCondition,
  portClauses,
  portVerdicts,
} from '../reach/rows/host-rows.ts';
import { either } from '../reach/rows/tri.ts';
import type { Path } from '../yaml/tree.ts';
import type { Reason } from './explanation.ts';
import { openedReason, otherEngineWay } from './other-engines.ts';
import { lackingReason, networkPaths, type PairSide } from './pair-side.ts';

/** Returns one reason for each zone from which published ports answer, or that the service publishes nothing. */
export function publishedReasons(side: PairSide): readonly Reason[] {
  const { published, unread: unreadPorts } = side.facts.ports;
  if (side.namespace.kind === 'unknown') {
    return [
      { rule: 'A8', text: `what ${side.name} publishes is not in this file`, at: [modePath(side.service)] },
    ];
  }
  if (published.length === 0 && unreadPorts.length === 0) {
    const owner = side.namespace.owner?.name ?? side.name;
    return [{ rule: 'O13', text: `${side.name} publishes nothing`, at: [['services', owner]] }];
  }
  const reasons: Reason[] = [];
  for (const outcome of ['outside', 'unknown', 'host', 'nowhere'] as const) {
    const ports = published.filter(({ reachableFrom }) => reachableFrom === outcome);
    const otherFamily = outcome === 'nowhere' ? ports.filter(({ inFamily }) => !inFamily) : [];
    const sameFamily = ports.filter((port) => !otherFamily.includes(port));
    if (sameFamily.length > 0) reasons.push(outcomeReason(side, outcome, sameFamily));
    if (otherFamily.length > 0) reasons.push(otherFamilyReason(side, otherFamily));
  }
  const unread = unreadPorts.filter(({ reachableFrom }) => reachableFrom !== 'nowhere');
  if (unread.length > 0) {
    const text = `${side.name} publishes ${unread.map(({ raw }) => raw).join(', ')}, which depends on a variable that is not set`;
    reasons.push({ rule: 'O1', text, at: unread.map(({ service, index }) => portPath(service, index)) });
  } else if (reasons.length === 0) {
    const cause = discardCause(side);
    const at = unreadPorts.map(({ service, index }) => portPath(service, index));
    const text = `${side.name} publishes ${unreadPorts.map(({ raw }) => raw).join(', ')}, but ${cause.text}`;
    reasons.push({ rule: cause.rule, text, at: [...at, ...cause.at] });
  }
  return reasons;
}

function outcomeReason(
  side: PairSide,
  outcome: Published['reachableFrom'],
  ports: readonly FamilyPort[],
): Reason {
  const words = `${side.name} publishes ${nameList(ports.map(portText))}`;
  const at = [...new Map(ports.map(({ service, index }) => [index, portPath(service, index)])).values()];
  switch (outcome) {
    case 'outside':
      return openedReason(side, ports, words, at) ?? { rule: 'O1', text: `${words} on the host`, at };
    case 'host':
      if (ports.every(({ atBridge }) => atBridge))
        return {
          rule: 'O17',
          text: `${words} at the host's address on a bridge, and answers only there`,
          at,
        };
      return { rule: 'O3', text: `${words} on loopback only`, at };
    case 'unknown':
      if (ports.some(({ doubt }) => doubt !== null)) return doubtReason(side, ports, words, at);
      return { rule: 'G1', text: `${words}, but the network that they are published for is unknown`, at };
    case 'nowhere': {
      const cause = discardCause(side);
      return { rule: cause.rule, text: `${words}, but ${cause.text}`, at: [...at, ...cause.at] };
    }
  }
}

function doubtReason(
  side: PairSide,
  ports: readonly FamilyPort[],
  words: string,
  at: readonly Path[],
): Reason {
  const { name } = side;
  const wire = side.namespace.endpoints.find(({ segment }) => segment.onWire);
  if (wire && ports.some(({ doubt }) => doubt === 'wire')) {
    const text = `${words}, but ${wire.key} puts ${name} on the physical network itself: a machine on that network gets the reply from another address and drops it`;
    return { rule: 'O16', text, at: [...at, ...networkPaths(side, [wire.key])] };
  }
  const text = `${words}, but IPv4 and IPv6 leave ${name} through different networks: with nftables and the userland proxy the IPv4 port may be lost at start-up`;
  return { rule: 'F8', text, at };
}

/** Returns the reason that ports are bound only to an address of the other family (F4, F5). */
function otherFamilyReason(side: PairSide, ports: readonly FamilyPort[]): Reason {
  const at = [...new Map(ports.map(({ service, index }) => [index, portPath(service, index)])).values()];
  const text = `${side.name} publishes ${nameList(ports.map(portText))}, which is not an ${familyNames[side.family]} address`;
  return { rule: 'F4', text, at };
}

function portText(port: FamilyPort): string {
  const { host, inside, suffix } = portParts(port, '(any)');
  return `${addressText(port.hostIp)}:${host} to ${inside}${suffix}`;
}

/** Returns the reason why the Engine discards the ports of a namespace. */
function discardCause(side: PairSide): {
  readonly rule: string;
  readonly text: string;
  readonly at: readonly Path[];
} {
  const { owner, kind } = side.namespace;
  if (owner && kind === 'host')
    return { rule: 'A11', text: 'ports are discarded in host mode', at: [modePath(owner)] };
  if (owner && kind === 'none')
    return { rule: 'A12', text: 'there is no network to publish on', at: [modePath(owner)] };
  const gateway = side.facts.gateways[0];
  if (owner && !gateway && side.facts.isolation !== 'internal') {
    const proxy = side.family === 'ipv6' ? ', and the userland proxy does not forward to IPv4' : '';
    const text = `no network of it leads out over ${familyNames[side.family]}${proxy}`;
    return { rule: 'F4', text, at: networkPaths(side) };
  }
  if (!owner || !gateway) {
    return {
      rule: 'O10',
      text: 'all its networks are internal, so nothing is published',
      at: networkPaths(side),
    };
  }
  const at = [attachmentPlace(owner, gateway.key)];
  if (gateway.segment.kind !== 'bridge') {
    return {
      rule: 'O11',
      text: `${gateway.key} is on the physical network, where ports are not published`,
      at,
    };
  }
  if (gateway.segment.hostPath === false) {
    const option = bridgeOptionPath(gateway.key, 'inhibit_ipv4');
    return {
      rule: 'E6',
      text: `${gateway.key} has no address on the host (inhibit_ipv4)`,
      at: [...at, option],
    };
  }
  if (gateway.segment.publishes !== false) {
    // Only ::1 remains (F5).
    return { rule: 'F5', text: 'without the userland proxy nothing listens on ::1', at };
  }
  const option = bridgeOptionPath(gateway.key, `gateway_mode_${side.family}`);
  return { rule: 'O6', text: `${gateway.key} is routed: the host port is not used`, at: [...at, option] };
}

/** The rules of reasons why a port answers beyond the machine. */
const beyondMachineRules: ReadonlySet<string> = new Set(['O1', 'SW11', 'SW12', 'PD13']);

/** Returns the reasons for the verdict on published ports of a pair: first what is published, then the path to it. */
export function viaHostReasons(from: PairSide, to: PairSide, verdict: Tri): readonly Reason[] {
  const published = publishedReasons(to).filter(
    ({ rule }) => verdict !== true || beyondMachineRules.has(rule),
  );
  const { publishes, publishesByProxy } = to.facts;
  if (either(publishes, publishesByProxy) === false || to.namespace.kind === 'unknown') return published;
  const detached = lackingReason(from);
  if (detached) return [...published, detached];
  if (from.namespace.kind === 'host') {
    return [
      ...published,
      { rule: 'H7', text: `${from.name} uses the host's network and its addresses`, at: networkPaths(from) },
    ];
  }
  const otherEngineReason = otherEngineWay(from, to, verdict);
  if (otherEngineReason) return [...published, otherEngineReason];
  const [gateway, ...others] = from.facts.gateways;
  if (others.length > 0 || gateway === undefined) {
    const text = `which network gives ${from.name} its default route is unknown`;
    return [...published, { rule: 'G1', text, at: networkPaths(from) }];
  }
  return [...published, gatewayPathReason(from, to, gateway, verdict)];
}

/** Returns the reasons for published ports at the addresses of the caller's own bridges (X5); the verdict is true or unknown. */
export function viaGatewayReasons(from: PairSide, to: PairSide, verdict: Tri): readonly Reason[] {
  const published = publishedReasons(to).filter(({ rule }) => beyondMachineRules.has(rule));
  const bridges = from.namespace.endpoints.filter(({ segment }) => segment.toHost !== false);
  const leadingOut = bridges.find(({ segment }) => segment.internal === false);
  const fallbackId = leadingOut
    ? 'leads-out'
    : to.facts.publishes === false
      ? 'internal-proxy'
      : 'internal-published';
  const [id, bridge] = answeringBridge(bridges, to, verdict) ?? [fallbackId, leadingOut ?? bridges[0]];
  const key = bridge?.key;
  const at = networkPaths(from, key === undefined ? from.facts.networks : [key]);
  if (verdict !== true || key === undefined) {
    const text = `whether the ports of ${to.name} answer ${from.name} at the address of its own bridge is unknown`;
    return [...published, { rule: 'X5', text, at }];
  }
  const connects = `${from.name} connects to the address of its own bridge on ${key}`;
  return [...published, { rule: 'X5', text: connects + bridgeReasons[id](to, key), at }];
}

/** Returns the bridge at which a port certainly answers and the clause that decides it, preferring a bridge that leads out. */
function answeringBridge(
  bridges: readonly Endpoint[],
  { base, index, behaviour }: PairSide,
  verdict: Tri,
): readonly [BridgeClauseId, Endpoint] | null {
  if (verdict !== true || behaviour.portsObeyIsolation) return null;
  const verdicts = bridges.map((endpoint) => bridgeVerdicts(base, endpoint, index));
  for (const id of ['leads-out', 'internal-published', 'internal-proxy'] as const) {
    const at = verdicts.findIndex((verdict) => verdict.get(id) === true);
    const bridge = bridges[at];
    if (bridge) return [id, bridge];
  }
  return null;
}

const bridgeReasons: { readonly [id in BridgeClauseId]: (to: PairSide, key: string) => string } = {
  'leads-out': () => ', which leads out',
  'internal-published': (to, key) =>
    `: with nftables the Engine allows connections from there to ${to.name}, although ${key} is internal`,
  'internal-proxy': () => ', where the userland proxy listens and forwards',
};

/** Returns the effect of the caller's default route on a connection to a published port. */
function gatewayPathReason(from: PairSide, to: PairSide, gateway: Endpoint | null, verdict: Tri): Reason {
  if (!gateway) {
    return {
      rule: 'X5',
      text:
        from.facts.isolation === 'internal'
          ? `${from.name} is on internal networks only, which do not lead to the host's outside address`
          : `no network of ${from.name} leads to the host's address`,
      at: networkPaths(from),
    };
  }
  const { key } = gateway;
  const at = networkPaths(from, [key]);
  if (verdict === 'unknown') {
    const text = `${from.name} goes out through ${key}; whether that leads to the port is unknown`;
    return { rule: 'G1', text, at };
  }
  if (verdict === true) {
    const verdicts = portVerdicts(from.base, gateway, to.index);
    const clause = portClauses.find(({ id }) => verdicts.get(id) === true);
    return { ...portReasons[clause?.id ?? 'across'](from, to, key), at };
  }
  const same = to.facts.gateways.some((other) => other?.segment === gateway.segment);
  const conditions = same ? neighbourConditions : acrossConditions;
  const failed = conditions.find(({ holds }) => holds(gateway.segment, from.behaviour) === false);
  const { option, ...reason } = failedReasons[failed?.id ?? 'across'](from, gateway);
  return { ...reason, at: option === undefined ? at : [...at, bridgeOptionPath(key, option)] };
}

type RuleText = Pick<Reason, 'rule' | 'text'>;

/** The reasons why a port answers, by the clause that holds. */
const portReasons: {
  readonly [id in PortClauseId]: (from: PairSide, to: PairSide, key: string) => RuleText;
} = {
  neighbour: neighbourReason,
  'perhaps-neighbour': neighbourReason,
  straight: (from, to, key) => ({
    rule: 'X6',
    text: `${from.name} goes out through ${key} without masquerade, and ${to.name} replies straight back over it`,
  }),
  across: (from, _, key) => ({
    rule: 'X2',
    text: `${from.name} goes out through ${key} to the host's address; published ports answer across networks`,
  }),
  proxy: (from, to, key) => ({
    rule: 'F4',
    text: `${from.name} goes out through ${key} to the host's address, and the userland proxy forwards to ${to.name}`,
  }),
};

function neighbourReason(from: PairSide, to: PairSide, key: string): RuleText {
  return {
    rule: 'X4',
    text: `${from.name} goes out through ${key}, the network that ${to.name} publishes on`,
  };
}

/** The reasons why no port answers, by the failed condition, with the bridge option that causes it. */
const failedReasons: {
  readonly [id in PortCondition['id']]: (
    from: PairSide,
    gateway: Endpoint,
  ) => RuleText & { readonly option?: string };
} = {
  'host-path': (from, { segment, key }) =>
    segment.kind === 'macvlan' || segment.kind === 'ipvlan'
      ? {
          rule: 'H6',
          text: `${from.name} goes out through ${key}, from where the host itself cannot be reached`,
        }
      : {
          rule: 'E6',
          text: `${from.name} goes out through ${key}, which has no address on the host`,
          option: 'inhibit_ipv4',
        },
  icc: (_, { key }) => ({
    rule: 'C5',
    text: `${key} forbids traffic between members; without the userland proxy this includes published ports`,
    option: 'enable_icc',
  }),
  passes: (from, { key }) => ({
    rule: 'X6',
    text: `${from.name} goes out through ${key} without masquerade, so ports of other networks do not answer`,
    option: 'enable_ip_masquerade',
  }),
  across: ({ behaviour }) => ({
    rule: behaviour.hostPortAcrossNetworks ? 'G1' : 'X3',
    text: 'without the userland proxy, published ports do not answer across networks on this Engine',
  }),
};
