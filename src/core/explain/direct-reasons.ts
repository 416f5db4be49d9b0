// Why a service reaches another at its own addresses, or why not. Each clause of reach has its sentence here;
// which of them hold is said by the clauses themselves.

import type { Tri } from '../compose/topology.ts';
import { bridgeOptionPath } from '../reach/document-paths.ts';
import { familyNames } from '../reach/families.ts';
import { opensPorts } from '../reach/namespaces/published-ports.ts';
import type { Endpoint, Segment } from '../reach/networks/segment.ts';
import { type DirectClauseId, directClauses, directVerdicts } from '../reach/rows/direct-rows.ts';
import type { Path } from '../yaml/tree.ts';
import type { Reason } from './explanation.ts';
import { crossingReasons, hostNameText, ingressReasons, userNamespaceReason } from './other-engines.ts';
import {
  detachedReason,
  ipv6OffReason,
  lackingReason,
  networkPaths,
  type PairSide,
  whereabouts,
} from './pair-side.ts';

/** The reasons for the direct verdict of a pair: what the clauses say that decide it, or the nearest one that fails. */
export function directReasons(from: PairSide, to: PairSide): readonly Reason[] {
  const verdicts = directVerdicts(from.base, from.namespace, to.index);
  if (from.namespace === to.namespace) return says['same-namespace'](from, to, true);
  // Without a network of the family no clause can hold for certain; one may that rests on what is not known.
  const lacking = [lackingReason(from), lackingReason(to)].filter((reason) => reason !== null);
  if (lacking.length > 0) {
    const open = directClauses.filter(({ id }) => verdicts.get(id) === 'unknown');
    const more = open.flatMap(({ id }) => says[id](from, to, 'unknown'));
    return [...lacking, ...more.filter(({ text }) => lacking.every((known) => known.text !== text))];
  }
  const concerned = directClauses.filter((clause) => clause.concerns(from.base, from.namespace));
  const reasons = concerned.flatMap(({ id }) => says[id](from, to, verdicts.get(id) ?? false));
  if (reasons.length > 0) return reasons;
  const at = [...networkPaths(from), ...networkPaths(to)];
  return [{ rule: 'X1', text: `${whereabouts(from)}, ${whereabouts(to)}, no common network`, at }];
}

/** What is said of a clause in one pair: why it holds, or what of it is there and does not do; nothing where the pair has nothing of it. */
type Says = (from: PairSide, to: PairSide, verdict: Tri) => readonly Reason[];

const says: { readonly [id in DirectClauseId]: Says } = {
  'same-namespace': (from, to, verdict) => {
    if (verdict === false) return [];
    const at = [...networkPaths(from), ...networkPaths(to)];
    const text = `${from.name} and ${to.name} share one network namespace, loopback included`;
    return [{ rule: 'C1', text, at }];
  },
  'unknown-caller': (from) => [detachedReason(from)].filter((reason) => reason !== null),
  'unknown-target': (_, to) => [detachedReason(to)].filter((reason) => reason !== null),
  'from-host': (from, to, verdict) =>
    from.namespace.kind === 'host' ? [fromOpenReason(from, to, verdict)] : [],
  'common-network': networkReasons,
  'routed-below': routedBelowReasons,
  'to-host': (from, to, verdict) =>
    from.namespace.kind === 'networks' && to.namespace.kind === 'host'
      ? [toOpenReason(from, to, verdict)]
      : [],
  routed: routedReasons,
  ingress: ingressReasons,
  crossing: crossingReasons,
};

/** C2, C4, C7, C8, D1, F1: each network that both are on, or perhaps; F7 where one of them has no IPv6 there. */
function networkReasons(from: PairSide, to: PairSide): readonly Reason[] {
  if (from.namespace.kind === 'host' || to.namespace.kind === 'host') return [];
  const reasons: Reason[] = [];
  for (const { segment, key } of from.namespace.endpoints) {
    if (segment.hidden) continue;
    const other = to.namespace.endpoints.find((endpoint) => endpoint.segment === segment);
    const maybe = to.namespace.endpoints.find((endpoint) =>
      segment.maybeSame.includes(endpoint.segment.index),
    );
    const paths = (there: Endpoint) => [...networkPaths(from, [key]), ...networkPaths(to, [there.key])];
    if (other) reasons.push(segmentReason(from, to, segment, key, paths(other)));
    // What is on a network that carries nothing may still be on another that turns out to be the same.
    if (maybe && (!other || segment.carries === false)) {
      const undecided = segment.undecided || maybe.segment.undecided;
      const text = undecided
        ? `${key} and ${maybe.key} are one network if a variable that is not set names it so`
        : `${key} and ${maybe.key} are one network if the project is named so; the project name is unknown`;
      reasons.push({ rule: 'D1', text, at: paths(maybe) });
    }
  }
  const off = [ipv6OffReason(from), ipv6OffReason(to)].filter((reason) => reason !== null);
  return [...reasons, ...off];
}

/** C8: networks of ipvlan's mode l3 on one parent. */
function routedBelowReasons(from: PairSide, to: PairSide): readonly Reason[] {
  return from.namespace.endpoints.flatMap(({ segment, key }) =>
    to.namespace.endpoints
      .filter((other) => segment.maybeRouted.includes(other.segment.index))
      .map((other) => ({
        rule: 'C8',
        text: `${key} and ${other.key} are on one parent, which may route between them (ipvlan l3)`,
        at: [...networkPaths(from, [key]), ...networkPaths(to, [other.key])],
      })),
  );
}

function fromOpenReason(from: PairSide, to: PairSide, verdict: Tri): Reason {
  const at = [...networkPaths(from), ...networkPaths(to)];
  if (to.namespace.kind === 'host') {
    return { rule: 'C1', text: `${from.name} and ${to.name} both use the host's own network`, at };
  }
  switch (verdict) {
    case true:
      return {
        rule: 'X14',
        text: `${from.name} is open, and the host reaches every bridged container: ${whereabouts(to)}`,
        at,
      };
    case 'unknown':
      return {
        rule: 'P11',
        text: `${to.name} is on networks that this file does not make; whether the host reaches them is unknown`,
        at,
      };
    case false:
      if (to.behaviour.hostByName) return userNamespaceReason(to, at);
      return {
        rule: 'H5',
        text: `the host has no address on the networks of ${to.name}, or is kept from them`,
        at,
      };
  }
}

function toOpenReason(from: PairSide, to: PairSide, verdict: Tri): Reason {
  const at = [...networkPaths(from), ...networkPaths(to)];
  switch (verdict) {
    case true: {
      const internal = from.facts.isolation === 'internal' && !from.behaviour.gatewayBridge;
      const way = from.behaviour.hostByName
        ? `at ${hostNameText} alone`
        : internal
          ? 'over the address of its own internal bridge'
          : 'at the host addresses';
      return {
        rule: internal ? 'H2' : 'X13',
        text: `${to.name} is open, and ${from.name} reaches the host ${way}`,
        at,
      };
    }
    case 'unknown':
      return {
        rule: 'P11',
        text: `${from.name} is on networks that this file does not make; whether it reaches the host is unknown`,
        at,
      };
    case false:
      return { rule: 'H4', text: `${to.name} is open, but ${from.name} has no path to the host`, at };
  }
}

/** X16: direct routing opens a network that is translated, others are open by their own mode. */
function routedRule({ answersBridges, publishes }: Segment): string {
  if (answersBridges === 'all') return 'X10';
  return publishes === false ? 'X8' : 'X16';
}

/** X8, X10, X16: routed and unprotected networks answer other bridges. */
function routedReasons(from: PairSide, to: PairSide): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const { segment, key } of to.namespace.endpoints) {
    const open = segment.answersBridges;
    if (open === 'none') continue;
    if (open !== 'all' && opensPorts(to.namespace.owner, segment, from.family) === false) continue;
    if (from.namespace.endpoints.some((endpoint) => endpoint.segment === segment)) continue;
    if (open === 'unknown') {
      const text = `whether ${key} lets other bridges reach ${to.name} depends on a variable that is not set`;
      reasons.push({ rule: 'X8', text, at: networkPaths(to, [key]) });
      continue;
    }
    const ports = open === 'all' ? 'every port' : 'published container ports';
    const text = `${key} lets other bridges reach ${ports} of ${to.name} at its own address, if ${from.name} has a way out`;
    reasons.push({ rule: routedRule(segment), text, at: networkPaths(to, [key]) });
  }
  return reasons;
}

/** Why `from` and `to` do or do not reach each other on the network `key`. */
function segmentReason(
  from: PairSide,
  to: PairSide,
  segment: Segment,
  key: string,
  at: readonly Path[],
): Reason {
  const together = `${from.name} and ${to.name} are both on ${key}`;
  if (segment.carries === true) {
    const rule = segment.kind === 'macvlan' || segment.kind === 'ipvlan' ? 'C7' : 'C2';
    return { rule, text: together, at };
  }
  if (segment.present === false) {
    return { rule: 'F1', text: `${together}, which has no ${familyNames[from.family]}`, at };
  }
  if (segment.kind === 'bridge') {
    const says =
      segment.carries === false
        ? 'but it forbids traffic between members'
        : 'but whether members may talk is unknown';
    return {
      rule: 'C4',
      text: `${together}, ${says} (enable_icc)`,
      at: [...at, bridgeOptionPath(key, 'enable_icc')],
    };
  }
  const says =
    segment.carries === false
      ? 'but its mode keeps members apart'
      : 'but whether its driver lets members talk is unknown';
  return { rule: 'C8', text: `${together}, ${says}`, at: [...at, ['networks', key]] };
}
