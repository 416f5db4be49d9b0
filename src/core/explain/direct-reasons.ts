// Why a service reaches another at its own addresses, or why not. The verdict comes from the rows; this only lists the reasons.

import { bridgeOptionPath } from '../reach/document-paths.ts';
import { familyNames } from '../reach/families.ts';
import { opensPorts } from '../reach/namespaces/published-ports.ts';
import type { Segment } from '../reach/networks/segment.ts';
import type { Family } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';
import type { Reason } from './explanation.ts';
import { beyondReasons, hostNameWords, userNamespaceReason } from './other-engines.ts';
import { ipv6OffReason, lackingReason, networkPaths, type Party, whereabouts } from './party.ts';

/** The reasons for the direct verdict of a pair. */
export function directReasons(from: Party, to: Party, family: Family): readonly Reason[] {
  const at = [...networkPaths(from), ...networkPaths(to)];
  if (from.namespace === to.namespace) {
    return [
      { rule: 'C1', text: `${from.name} and ${to.name} share one network namespace, loopback included`, at },
    ];
  }
  const detached = [lackingReason(from), lackingReason(to)].filter((reason) => reason !== null);
  if (detached.length > 0) return detached;
  if (from.namespace.kind === 'host') return [fromOpenReason(from, to)];
  if (to.namespace.kind === 'host') return [toOpenReason(from, to)];

  const reasons: Reason[] = [];
  for (const { segment, key } of from.namespace.endpoints) {
    if (segment.hidden) continue;
    const other = to.namespace.endpoints.find((endpoint) => endpoint.segment === segment);
    const maybe = to.namespace.endpoints.find((endpoint) =>
      segment.maybeSame.includes(endpoint.segment.index),
    );
    const paths = [...networkPaths(from, [key]), ...networkPaths(to, [(other ?? maybe)?.key ?? key])];
    if (other) reasons.push(segmentReason(from, to, segment, key, paths));
    else if (maybe) {
      const undecided = segment.undecided || maybe.segment.undecided;
      const text = undecided
        ? `${key} and ${maybe.key} are one network if a variable that is not set names it so`
        : `${key} and ${maybe.key} are one network if the project is named so; the project name is not known`;
      reasons.push({ rule: 'D1', text, at: paths });
    }
  }
  const off = [ipv6OffReason(from), ipv6OffReason(to)].filter((reason) => reason !== null);
  reasons.push(...off, ...routedReasons(from, to, family), ...beyondReasons(from, to));
  if (reasons.length > 0) return reasons;
  return [{ rule: 'X1', text: `${whereabouts(from)}, ${whereabouts(to)}, no common network`, at }];
}

function fromOpenReason(from: Party, to: Party): Reason {
  const at = [...networkPaths(from), ...networkPaths(to)];
  if (to.namespace.kind === 'host') {
    return { rule: 'C1', text: `${from.name} and ${to.name} both use the host's own network`, at };
  }
  switch (to.facts.fromHost) {
    case true:
      return {
        rule: 'X14',
        text: `${from.name} is open, and the host reaches every bridged container: ${whereabouts(to)}`,
        at,
      };
    case 'unknown':
      return {
        rule: 'P11',
        text: `${to.name} is on networks that this file does not make; whether the host reaches them is not known`,
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

function toOpenReason(from: Party, to: Party): Reason {
  const at = [...networkPaths(from), ...networkPaths(to)];
  switch (from.facts.toHost) {
    case true: {
      const internal = from.facts.isolation === 'internal' && !from.behaviour.gatewayBridge;
      const way = from.behaviour.hostByName
        ? `at ${hostNameWords} alone`
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
        text: `${from.name} is on networks that this file does not make; whether it reaches the host is not known`,
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
function routedReasons(from: Party, to: Party, family: Family): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const { segment, key } of to.namespace.endpoints) {
    const open = segment.answersBridges;
    if (open === 'none') continue;
    if (open !== 'all' && opensPorts(to.namespace.owner, segment, family) === false) continue;
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
function segmentReason(from: Party, to: Party, segment: Segment, key: string, at: readonly Path[]): Reason {
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
        : 'but whether members may talk is not known';
    return {
      rule: 'C4',
      text: `${together}, ${says} (enable_icc)`,
      at: [...at, bridgeOptionPath(key, 'enable_icc')],
    };
  }
  const says =
    segment.carries === false
      ? 'but its mode keeps members apart'
      : 'but whether its driver lets members talk is not known';
  return { rule: 'C8', text: `${together}, ${says}`, at: [...at, ['networks', key]] };
}
