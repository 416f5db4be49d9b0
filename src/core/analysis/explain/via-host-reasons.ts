// Why a service reaches another through a published port, or why not.

import type { Tri } from '../../compose/topology.ts';
import type { EngineBehaviour } from '../reach/networks/engine-behaviour.ts';
import type { Endpoint } from '../reach/networks/segment.ts';
import { either } from '../reach/rows/tri.ts';
import { bridgeOptionPath } from './document-paths.ts';
import type { Reason } from './explanation.ts';
import { otherEngineWay } from './other-engines.ts';
import { lackingReason, networkPaths, type Party } from './party.ts';
import { publishedReasons } from './published-reasons.ts';

/** Under which a port answers beyond the machine. */
const tellsOpen: ReadonlySet<string> = new Set(['O1', 'SW11', 'SW12', 'PD13']);

/** The reasons for the verdict on published ports of a pair: what is published, then what the way there looks like. */
export function viaHostReasons(
  from: Party,
  to: Party,
  verdict: Tri,
  behaviour: EngineBehaviour,
): readonly Reason[] {
  const published = publishedReasons(to).filter(({ rule }) => verdict !== true || tellsOpen.has(rule));
  const { publishes, publishesByProxy } = to.facts;
  if (either(publishes, publishesByProxy) === false || to.namespace.kind === 'unknown') return published;
  const detached = lackingReason(from);
  if (detached) return [...published, detached];
  if (from.namespace.kind === 'host') {
    return [
      ...published,
      { rule: 'H7', text: `${from.name} is open: it uses the host's own addresses`, at: networkPaths(from) },
    ];
  }
  const elsewhere = otherEngineWay(from, to, verdict);
  if (elsewhere) return [...published, elsewhere];
  const [gateway, ...others] = from.facts.gateways;
  if (others.length > 0 || gateway === undefined) {
    const text = `which network gives ${from.name} its default route is not known`;
    return [...published, { rule: 'G1', text, at: networkPaths(from) }];
  }
  return [...published, wayReason(from, to, gateway, verdict, behaviour)];
}

/** What the default route of `from` does with a connection to a published port. */
function wayReason(
  from: Party,
  to: Party,
  gateway: Endpoint | null,
  verdict: Tri,
  behaviour: EngineBehaviour,
): Reason {
  if (!gateway) {
    return {
      rule: 'X5',
      text:
        from.facts.isolation === 'internal'
          ? `${from.name} is on internal networks only, which lead to no published port`
          : `no network of ${from.name} gives a way to the host's address`,
      at: networkPaths(from),
    };
  }
  const { segment, key } = gateway;
  const at = networkPaths(from, [key]);
  const same = to.facts.gateways.some((other) => other?.segment === segment);
  if (verdict === true) {
    if (to.facts.publishes === false) {
      const text = `${from.name} goes out through ${key} to the host's address, and the userland proxy passes on to ${to.name}`;
      return { rule: 'F4', text, at };
    }
    if (!same && segment.passesToPublished === false) {
      const text = `${from.name} goes out through ${key} without masquerade, and ${to.name} answers straight back over it`;
      return { rule: 'X6', text, at };
    }
    const text = same
      ? `${from.name} goes out through ${key}, the network that ${to.name} publishes on`
      : `${from.name} goes out through ${key} to the host's address; publishing crosses networks`;
    return { rule: same ? 'X4' : 'X2', text, at };
  }
  if (verdict === 'unknown') {
    return {
      rule: 'G1',
      text: `${from.name} goes out through ${key}; whether that leads to the port is not known`,
      at,
    };
  }
  if (segment.kind === 'macvlan' || segment.kind === 'ipvlan') {
    return {
      rule: 'H6',
      text: `${from.name} goes out through ${key}, from where the host itself cannot be reached`,
      at,
    };
  }
  if (segment.hostPath === false) {
    const option = bridgeOptionPath(key, 'inhibit_ipv4');
    return {
      rule: 'E6',
      text: `${from.name} goes out through ${key}, which has no address on the host`,
      at: [...at, option],
    };
  }
  if (same) {
    const option = bridgeOptionPath(key, 'enable_icc');
    return {
      rule: 'C5',
      text: `${key} forbids traffic between members, and without the userland proxy also this way`,
      at: [...at, option],
    };
  }
  if (segment.passesToPublished === false) {
    const option = bridgeOptionPath(key, 'enable_ip_masquerade');
    return {
      rule: 'X6',
      text: `${from.name} goes out through ${key} without masquerade, so ports of other networks do not answer`,
      at: [...at, option],
    };
  }
  const rule = behaviour.hostPortAcrossNetworks ? 'G1' : 'X3';
  return {
    rule,
    text: `without the userland proxy this Engine lets no published port answer across networks`,
    at,
  };
}
