// The reasons why a service reaches another at its own addresses, or not. Each clause of reach has its sentence here; the clauses
// themselves decide which hold.

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

/** Returns the reasons for the direct verdict of a pair: the clauses that decide it, or the closest clause that fails. */
export function directReasons(from: PairSide, to: PairSide): readonly Reason[] {
  const verdicts = directVerdicts(from.base, from.namespace, to.index);
  if (from.namespace === to.namespace) return clauseReasons['same-namespace'](from, to, true);
  // Without a network of the family no clause holds for certain; a clause that depends on unknown facts may.
  const lacking = [lackingReason(from), lackingReason(to)].filter((reason) => reason !== null);
  if (lacking.length > 0) {
    const undecided = directClauses.filter(({ id }) => verdicts.get(id) === 'unknown');
    const more = undecided.flatMap(({ id }) => clauseReasons[id](from, to, 'unknown'));
    return [...lacking, ...more.filter(({ text }) => lacking.every((reason) => reason.text !== text))];
  }
  const applicable = directClauses.filter((clause) => clause.concerns(from.base, from.namespace));
  const reasons = applicable.flatMap(({ id }) => clauseReasons[id](from, to, verdicts.get(id) ?? false));
  if (reasons.length > 0) return reasons;
  const at = [...networkPaths(from), ...networkPaths(to)];
  return [{ rule: 'X1', text: `${whereabouts(from)}, ${whereabouts(to)}, no common network`, at }];
}

/**
 * Returns the reasons of one clause for a pair: why it holds, or which part of it is present without effect; empty when nothing in the pair
 * relates to the clause.
 */
type ClauseReasons = (from: PairSide, to: PairSide, verdict: Tri) => readonly Reason[];

const clauseReasons: { readonly [id in DirectClauseId]: ClauseReasons } = {
  'same-namespace': (from, to, verdict) => {
    if (verdict === false) return [];
    const at = [...networkPaths(from), ...networkPaths(to)];
    const text = `${from.name} and ${to.name} share one network namespace, loopback included`;
    return [{ rule: 'C1', text, at }];
  },
  'unknown-caller': (from) => [detachedReason(from)].filter((reason) => reason !== null),
  'unknown-target': (_, to) => [detachedReason(to)].filter((reason) => reason !== null),
  'from-host': (from, to, verdict) =>
    from.namespace.kind === 'host' ? [fromHostNetworkReason(from, to, verdict)] : [],
  'common-network': networkReasons,
  'routed-below': routedBelowReasons,
  'to-host': (from, to, verdict) =>
    from.namespace.kind === 'networks' && to.namespace.kind === 'host'
      ? [toHostNetworkReason(from, to, verdict)]
      : [],
  routed: routedReasons,
  ingress: ingressReasons,
  crossing: crossingReasons,
};

/**
 * Returns a reason for each network that both sides share or may share (C2, C4, C7, C8, D1, F1), and for IPv6 disabled inside a container
 * (F7).
 */
function networkReasons(from: PairSide, to: PairSide): readonly Reason[] {
  if (from.namespace.kind === 'host' || to.namespace.kind === 'host') return [];
  const reasons: Reason[] = [];
  for (const { segment, key } of from.namespace.endpoints) {
    if (segment.hidden) continue;
    const other = to.namespace.endpoints.find((endpoint) => endpoint.segment === segment);
    const maybe = to.namespace.endpoints.find((endpoint) =>
      segment.maybeSame.includes(endpoint.segment.index),
    );
    const paths = (endpoint: Endpoint) => [...networkPaths(from, [key]), ...networkPaths(to, [endpoint.key])];
    if (other) reasons.push(segmentReason(from, to, segment, key, paths(other)));
    // Members of a network without traffic between members may share another network that turns out to be the same.
    if (maybe && (!other || segment.carries === false)) {
      const undecided = segment.undecided || maybe.segment.undecided;
      const text = undecided
        ? `${key} and ${maybe.key} may be the same network, depending on a variable that is not set`
        : `${key} and ${maybe.key} may be the same network, depending on the project name, which is unknown`;
      reasons.push({ rule: 'D1', text, at: paths(maybe) });
    }
  }
  const ipv6Off = [ipv6OffReason(from), ipv6OffReason(to)].filter((reason) => reason !== null);
  return [...reasons, ...ipv6Off];
}

/** Returns a reason for each pair of ipvlan networks in mode l3 on the same parent (C8). */
function routedBelowReasons(from: PairSide, to: PairSide): readonly Reason[] {
  return from.namespace.endpoints.flatMap(({ segment, key }) =>
    to.namespace.endpoints
      .filter((other) => segment.maybeRouted.includes(other.segment.index))
      .map((other) => ({
        rule: 'C8',
        text: `${key} and ${other.key} share a parent interface, which may route between them (ipvlan l3)`,
        at: [...networkPaths(from, [key]), ...networkPaths(to, [other.key])],
      })),
  );
}

function fromHostNetworkReason(from: PairSide, to: PairSide, verdict: Tri): Reason {
  const at = [...networkPaths(from), ...networkPaths(to)];
  if (to.namespace.kind === 'host') {
    return { rule: 'C1', text: `${from.name} and ${to.name} both use the host's own network`, at };
  }
  switch (verdict) {
    case true:
      return {
        rule: 'X14',
        text: `${from.name} uses the host's network, and the host reaches every bridged container: ${whereabouts(to)}`,
        at,
      };
    case 'unknown':
      return {
        rule: 'P11',
        text: `${to.name} is on networks that this file does not create; whether the host reaches them is unknown`,
        at,
      };
    case false:
      if (to.behaviour.hostByName) return userNamespaceReason(to, at);
      return {
        rule: 'H5',
        text: `the host has no address on the networks of ${to.name}, or is isolated from them`,
        at,
      };
  }
}

function toHostNetworkReason(from: PairSide, to: PairSide, verdict: Tri): Reason {
  const at = [...networkPaths(from), ...networkPaths(to)];
  switch (verdict) {
    case true: {
      const internal = from.facts.isolation === 'internal' && !from.behaviour.gatewayBridge;
      const way = from.behaviour.hostByName
        ? `at ${hostNameText} alone`
        : internal
          ? 'at the address of its own internal bridge'
          : 'at the host addresses';
      return {
        rule: internal ? 'H2' : 'X13',
        text: `${to.name} uses the host's network, and ${from.name} reaches the host ${way}`,
        at,
      };
    }
    case 'unknown':
      return {
        rule: 'P11',
        text: `${from.name} is on networks that this file does not create; whether it reaches the host is unknown`,
        at,
      };
    case false:
      return {
        rule: 'H4',
        text: `${to.name} uses the host's network, but ${from.name} has no path to the host`,
        at,
      };
  }
}

/**
 * Returns the rule by which a network answers other bridges: X16 for a translated network opened by direct routing, else the rule of its
 * mode.
 */
function routedRule({ answersBridges, publishes }: Segment): string {
  if (answersBridges === 'all') return 'X10';
  return publishes === false ? 'X8' : 'X16';
}

/** Returns a reason for each routed or unprotected network that answers other bridges (X8, X10, X16). */
function routedReasons(from: PairSide, to: PairSide): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const { segment, key } of to.namespace.endpoints) {
    const answering = segment.answersBridges;
    if (answering === 'none') continue;
    if (answering !== 'all' && opensPorts(to.namespace.owner, segment, from.family) === false) continue;
    if (from.namespace.endpoints.some((endpoint) => endpoint.segment === segment)) continue;
    if (answering === 'unknown') {
      const text = `whether ${key} lets other bridges reach ${to.name} depends on a variable that is not set`;
      reasons.push({ rule: 'X8', text, at: networkPaths(to, [key]) });
      continue;
    }
    const ports = answering === 'all' ? 'every port' : 'published container ports';
    const text = `${key} lets other bridges reach ${ports} of ${to.name} at its own address, if ${from.name} has a way out`;
    reasons.push({ rule: routedRule(segment), text, at: networkPaths(to, [key]) });
  }
  return reasons;
}

/** Returns the reason why two services do or do not reach each other on a common network. */
function segmentReason(
  from: PairSide,
  to: PairSide,
  segment: Segment,
  key: string,
  at: readonly Path[],
): Reason {
  const bothAttached = `${from.name} and ${to.name} are both on ${key}`;
  if (segment.carries === true) {
    const rule = segment.kind === 'macvlan' || segment.kind === 'ipvlan' ? 'C7' : 'C2';
    return { rule, text: bothAttached, at };
  }
  if (segment.present === false) {
    return { rule: 'F1', text: `${bothAttached}, which has no ${familyNames[from.family]}`, at };
  }
  if (segment.kind === 'bridge') {
    const detail =
      segment.carries === false
        ? 'but it forbids traffic between members'
        : 'but whether members may talk is unknown';
    return {
      rule: 'C4',
      text: `${bothAttached}, ${detail} (enable_icc)`,
      at: [...at, bridgeOptionPath(key, 'enable_icc')],
    };
  }
  const detail =
    segment.carries === false
      ? 'but its mode isolates its members from each other'
      : 'but whether its driver lets members talk is unknown';
  return { rule: 'C8', text: `${bothAttached}, ${detail}`, at: [...at, ['networks', key]] };
}
