// Reasons that differ on Engines other than Docker's (SW, PD); each function returns null where the reason for Docker's Engine holds.

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

/** SW6: what Swarm's ingress mode opens besides. */
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

/** PD1, PD2: networks that the Engine does not keep apart. */
export function crossingReasons(from: PairSide, to: PairSide): readonly Reason[] {
  const ways = from.facts.gateways.filter((gateway) => gateway !== null);
  return to.namespace.endpoints.flatMap(({ segment, key }) => {
    if (
      segment.route === false ||
      from.namespace.endpoints.some((ownEndpoint) => ownEndpoint.segment === segment)
    )
      return [];
    return ways
      .filter((way) => canCross(way.segment, segment) !== false)
      .map((way): Reason => {
        const onDefault = [way.segment, segment].some(({ keys }) => keys.includes('bridge'));
        const known = canCross(way.segment, segment) === true ? 'are' : 'may be';
        return {
          rule: onDefault ? 'PD2' : 'PD1',
          text: `${way.key} and ${key} ${known} not kept apart by this Engine: every port answers`,
          at: [...networkPaths(from, [way.key]), ...networkPaths(to, [key])],
        };
      });
  });
}

/** PD13: the host does not reach containers of a user without root. */
export function userNamespaceReason(side: PairSide, at: readonly Path[]): Reason {
  const text = `without root the networks of ${side.name} are in a namespace of the user, which the host does not enter`;
  return { rule: 'PD13', text, at };
}

/** PD4, PD5, PD13, SW5: how a published port answers a container with networks. */
export function otherEngineWay(from: PairSide, to: PairSide, verdict: Tri): Reason | null {
  const { behaviour, facts } = from;
  const ways = facts.gateways.filter((gateway) => gateway !== null);
  if (behaviour.gatewayBridge && onGatewayBridge(from)) {
    const text = `${from.name} is on docker_gwbridge, from where ports answer at the address of the host, whoever publishes them`;
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
    const text = `through which of its networks ${from.name} goes out, and for which one ${to.name} publishes, changes from start to start (${nameList(keys)})`;
    return { rule: 'PD5', text, at };
  }
  const others = to.facts.gateways.flatMap((gateway) => (gateway ? [gateway.key] : []));
  const text =
    verdict === true
      ? `${from.name} goes out through ${nameList(keys)}, which is not kept from ${nameList(others)}, where ${to.name} publishes`
      : `${from.name} goes out through ${nameList(keys)}, which is kept from ${nameList(others)}: published ports obey that, too`;
  return { rule: 'PD4', text, at };
}

/** PD13: at which addresses of the host; at its others PD4 holds. */
function portsByName(from: PairSide, to: PairSide): string {
  const segments = ({ facts }: PairSide) => facts.gateways.flatMap((gateway) => gateway?.segment ?? []);
  const others = segments(from).flatMap((way) => segments(to).map((other) => portAnswers(way, other)));
  if (others.every((answer) => answer === false)) {
    return `the ports of the host at ${hostNameText} alone, whatever their networks`;
  }
  const certain = others.every((answer) => answer === true);
  return `the ports of ${to.name} at ${hostNameText}, and ${certain ? '' : 'perhaps '}at the other addresses of the host, too`;
}

/** SW12, SW11, PD13: why ports answer beyond the machine although the file looks as if they did not. */
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
    const text = `${words} on every address of every machine: an address in front is not kept`;
    return { rule: 'SW12', text, at };
  }
  if (behaviour.gatewayBridge && internal) {
    const text = `${words} in ingress mode, which gives it docker_gwbridge although all its networks are internal`;
    return { rule: 'SW11', text, at: [...at, ...networkPaths(side)] };
  }
  if (behaviour.publishesInternal && internal) {
    const text = `${words} on the host, without root whatever the networks`;
    return { rule: 'PD13', text, at: [...at, ...networkPaths(side)] };
  }
  return null;
}

/** SW2, SW11, PD5: the way out. */
export function otherEngineEgress(side: PairSide): Reason | null {
  const { name, behaviour, facts } = side;
  const at = networkPaths(side);
  if (behaviour.gatewayBridge && onGatewayBridge(side)) return gatewayReason(side, 'goes out');
  const ways = facts.gateways.filter((gateway) => gateway !== null).map(({ key }) => key);
  if (!behaviour.arbitraryGateway || ways.length < 2) return null;
  const text = `${name} goes out through one of ${nameList(ways)}; which one changes from start to start`;
  return { rule: 'PD5', text, at };
}

function gatewayReason(side: PairSide, does: string): Reason {
  const internal = side.facts.isolation === 'internal';
  const cause = internal
    ? 'which a port in ingress mode gives it although all its networks are internal'
    : 'which every task has that is on a network that is not internal';
  const rule = internal ? 'SW11' : 'SW2';
  return { rule, text: `${side.name} ${does} through docker_gwbridge, ${cause}`, at: networkPaths(side) };
}

/** SW2, SW3, SW11, PD13: between a container with networks and the host. */
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
      : `${name} is on internal networks only, from where ${hostNameText} does not answer`;
  return { rule: 'PD13', text, at };
}
