// Reasons specific to Engines other than Docker's (SW, PD). Each function returns null when the reason for Docker's Engine applies.

import { nameList } from '../compose/name-list.ts';
import type { Tri } from '../compose/topology.ts';
import { loopbackPrefix } from '../reach/as-read.ts';
import { ingressMatches } from '../reach/namespaces/ingress-ports.ts';
import type { FamilyPort } from '../reach/namespaces/published-ports.ts';
import { canCross, portAnswers } from '../reach/networks/segment.ts';
import type { Path } from '../yaml/tree.ts';
import type { Reason } from './explanation.ts';
import { networkPaths, type PairSide } from './pair-side.ts';

export const hostNameText = 'host.containers.internal (169.254.1.2)';

function onGatewayBridge({ namespace }: PairSide): boolean {
  return namespace.endpoints.some(({ segment }) => segment.hidden && segment.route === true);
}

/** Returns the ports that Swarm's ingress mode opens in addition (SW6). */
export function ingressReasons(from: PairSide, to: PairSide, verdict: Tri): readonly Reason[] {
  const { owner } = to.namespace;
  if (!owner || verdict === false) return [];
  const opens = verdict === true ? 'which opens' : 'which may open';
  return ingressMatches(from.services, owner).map(({ port, publisher }) => ({
    rule: 'SW6',
    text: `${publisher.name} publishes ${port} in ingress mode, ${opens} port ${port} of ${to.name} to every task on docker_gwbridge`,
    at: [['services', publisher.name, 'ports'], ...networkPaths(to)],
  }));
}

/** Returns the network pairs that the Engine does not isolate from each other (PD1, PD2). */
export function crossingReasons(from: PairSide, to: PairSide): readonly Reason[] {
  const gateways = from.facts.gateways.filter((gateway) => gateway !== null);
  return to.namespace.endpoints.flatMap(({ segment, key }) => {
    if (
      segment.route === false ||
      from.namespace.endpoints.some((ownEndpoint) => ownEndpoint.segment === segment)
    )
      return [];
    return gateways
      .filter((gateway) => canCross(gateway.segment, segment) !== false)
      .map((gateway): Reason => {
        const onDefault = [gateway.segment, segment].some(({ keys }) => keys.includes('bridge'));
        const verb = canCross(gateway.segment, segment) === true ? 'does not' : 'may not';
        return {
          rule: onDefault ? 'PD2' : 'PD1',
          text: `this Engine ${verb} isolate ${gateway.key} from ${key}: every port answers`,
          at: [...networkPaths(from, [gateway.key]), ...networkPaths(to, [key])],
        };
      });
  });
}

/** Returns the reason why the host does not reach containers of a user without root (PD13). */
export function userNamespaceReason(side: PairSide, at: readonly Path[]): Reason {
  const text = `without root the networks of ${side.name} are in a namespace of the user, which the host does not enter`;
  return { rule: 'PD13', text, at };
}

/** Returns the reason why a published port answers a networked container, or not, on Engines other than Docker's (PD4, PD5, PD13, SW5). */
export function otherEngineWay(from: PairSide, to: PairSide, verdict: Tri): Reason | null {
  const { behaviour, facts } = from;
  const ways = facts.gateways.filter((gateway) => gateway !== null);
  if (behaviour.gatewayBridge && onGatewayBridge(from)) {
    const text = `${from.name} is on docker_gwbridge, from which every published port answers at the host's address`;
    return { rule: 'SW5', text, at: networkPaths(from) };
  }
  if (!behaviour.portsObeyIsolation || ways.length === 0) return null;
  const keys = ways.map(({ key }) => key);
  const at = networkPaths(from, keys);
  if (from.namespace === to.namespace) {
    return { rule: 'PD4', text: `a port does not answer the namespace that publishes it`, at };
  }
  if (behaviour.hostByName && verdict === true) {
    return { rule: 'PD13', text: `${from.name} reaches ${portsByName(from, to)}`, at };
  }
  if (verdict === 'unknown') {
    const text = `the networks through which ${from.name} goes out and ${to.name} publishes may change at each start (${nameList(keys)})`;
    return { rule: 'PD5', text, at };
  }
  const others = to.facts.gateways.flatMap((gateway) => (gateway ? [gateway.key] : []));
  const text =
    verdict === true
      ? `${from.name} goes out through ${nameList(keys)}, which is not isolated from ${nameList(others)}, where ${to.name} publishes`
      : `${from.name} goes out through ${nameList(keys)}, which is isolated from ${nameList(others)}: published ports obey that too`;
  return { rule: 'PD4', text, at };
}

/** Returns the host addresses at which ports answer without root (PD13); at other addresses PD4 applies. */
function portsByName(from: PairSide, to: PairSide): string {
  const segments = ({ facts }: PairSide) => facts.gateways.flatMap((gateway) => gateway?.segment ?? []);
  const answers = segments(from).flatMap((way) => segments(to).map((other) => portAnswers(way, other)));
  if (answers.every((answer) => answer === false)) {
    return `the ports of the host at ${hostNameText} alone, whatever their networks`;
  }
  const certain = answers.every((answer) => answer === true);
  return `the ports of ${to.name} at ${hostNameText}, and ${certain ? '' : 'perhaps '}at the other addresses of the host`;
}

/**
 * Returns the reason why ports answer beyond the machine although the file suggests otherwise (SW11, SW12, PD13); null when there is none.
 */
export function openedReason(
  side: PairSide,
  ports: readonly FamilyPort[],
  words: string,
  at: readonly Path[],
): Reason | null {
  const { behaviour, facts, namespace } = side;
  const internal = facts.isolation === 'internal';
  const written = (index: number) => namespace.owner?.ports.find((item) => item.index === index)?.raw ?? '';
  if (behaviour.gatewayBridge && ports.some(({ index }) => loopbackPrefix.test(written(index)))) {
    const text = `${words} on every address of every machine: Swarm ignores the address in front`;
    return { rule: 'SW12', text, at };
  }
  if (behaviour.gatewayBridge && internal) {
    const text = `${words} in ingress mode, which attaches it to docker_gwbridge although all its networks are internal`;
    return { rule: 'SW11', text, at: [...at, ...networkPaths(side)] };
  }
  if (behaviour.publishesInternal && internal) {
    const text = `${words} on the host: without root, ports of internal networks are published too`;
    return { rule: 'PD13', text, at: [...at, ...networkPaths(side)] };
  }
  return null;
}

/** Returns the way out on Engines other than Docker's (SW2, SW11, PD5); null when Docker's reason applies. */
export function otherEngineEgress(side: PairSide): Reason | null {
  const { name, behaviour, facts } = side;
  const at = networkPaths(side);
  if (behaviour.gatewayBridge && onGatewayBridge(side)) return gatewayReason(side, 'goes out');
  const ways = facts.gateways.filter((gateway) => gateway !== null).map(({ key }) => key);
  if (!behaviour.arbitraryGateway || ways.length < 2) return null;
  const text = `${name} goes out through one of ${nameList(ways)}; which one may change at each start`;
  return { rule: 'PD5', text, at };
}

function gatewayReason(side: PairSide, verbPhrase: string): Reason {
  const internal = side.facts.isolation === 'internal';
  const cause = internal
    ? 'to which a port in ingress mode attaches it although all its networks are internal'
    : 'to which every task on a network that is not internal is attached';
  const rule = internal ? 'SW11' : 'SW2';
  return {
    rule,
    text: `${side.name} ${verbPhrase} through docker_gwbridge, ${cause}`,
    at: networkPaths(side),
  };
}

/**
 * Returns the reason for reach between a networked container and the host on Engines other than Docker's (SW2, SW3, SW11, PD13); null when
 * Docker's reason applies.
 */
export function otherEngineHost(side: PairSide, way: 'to' | 'from'): Reason | null {
  const { name, behaviour, facts, namespace } = side;
  if (namespace.kind !== 'networks') return null;
  const at = networkPaths(side);
  if (behaviour.gatewayBridge) {
    if (onGatewayBridge(side)) return gatewayReason(side, 'and the host reach each other');
    if (facts.isolation !== 'internal') return null;
    return { rule: 'SW3', text: `${name} is on internal overlays only, where the host has no address`, at };
  }
  if (!behaviour.hostByName) return null;
  if (way === 'from') return userNamespaceReason(side, at);
  if (facts.toHost === 'unknown') return null;
  const text =
    facts.toHost === true
      ? `${name} reaches the host at ${hostNameText} alone`
      : `${name} is on internal networks only, where ${hostNameText} does not answer`;
  return { rule: 'PD13', text, at };
}
