// Questions with the outside or the host at one end: verdicts and reasons for ways out, ways in, and ways to the host.

import type { Tri } from '../compose/topology.ts';
import { bridgeOptionPath } from '../reach/document-paths.ts';
import type { Tunnel } from '../reach/entries.ts';
import { hostPlace } from '../reach/places.ts';
import { either } from '../reach/rows/tri.ts';
import type { Path } from '../yaml/tree.ts';
import { summarize } from './combine-answers.ts';
import type { Answer, ReachAnswers, Reason } from './explanation.ts';
import { otherEngineEgress, otherEngineHost } from './other-engines.ts';
import { lackingReason, networkPaths, type PairSide } from './pair-side.ts';
import { publishedReasons } from './published-reasons.ts';

/** A place that files can describe. */
export type Place = '@outside' | '@host';

/** Explains why a service reaches the outside or the host, or why it does not. */
export function explainToPlace(side: PairSide, place: Place): ReachAnswers {
  const direct: Answer =
    place === hostPlace
      ? { verdict: side.facts.toHost, reasons: toHostReasons(side) }
      : { verdict: side.facts.egress, reasons: egressReasons(side) };
  const viaHost = negativeAnswer('X2', 'only services publish ports');
  return reachAnswers(
    side.name,
    place,
    direct,
    viaHost,
    negativeAnswer('D8', 'it is not a service and has no service name'),
  );
}

/** Explains why the outside or the host reaches a service, or why it does not. */
export function explainFromPlace(place: Place, side: PairSide, tunnels: readonly Tunnel[]): ReachAnswers {
  const resolves = negativeAnswer('D7', 'service names exist on Docker networks only');
  if (place === hostPlace) {
    const direct: Answer = { verdict: side.facts.fromHost, reasons: fromHostReasons(side) };
    return reachAnswers(
      place,
      side.name,
      direct,
      { verdict: answersHost(side), reasons: publishedReasons(side) },
      resolves,
    );
  }
  const { publishes, publishesByProxy } = side.facts;
  const viaHost: Answer = {
    verdict: either(publishes, publishesByProxy),
    reasons: publishedReasons(side),
  };
  return reachAnswers(place, side.name, withTunnels(side, fromOutside(side), tunnels), viaHost, resolves);
}

/** Returns whether any published port of a service answers on the machine itself. */
function answersHost(side: PairSide): Tri {
  if (side.namespace.kind === 'unknown') return 'unknown';
  return [...side.facts.ports.published, ...side.facts.ports.unread].reduce<Tri>(
    (result, { reachableFrom }) =>
      either(result, reachableFrom === 'unknown' ? 'unknown' : reachableFrom !== 'nowhere'),
    false,
  );
}

/**
 * Weakens a negative answer to unknown when tunnels reach the service (T5): a tunnel opens its own connection, so no file shows which
 * services it exposes.
 */
function withTunnels({ name }: PairSide, direct: Answer, tunnels: readonly Tunnel[]): Answer {
  if (direct.verdict === true || tunnels.length === 0) return direct;
  const reasons = tunnels.map(({ tunnel, program, at }) => ({
    rule: 'T5',
    text: `the tunnel ${tunnel} (${program}) reaches ${name} and may let the outside in: its targets are not in this file`,
    at: [at],
  }));
  return {
    verdict: 'unknown',
    reasons: direct.verdict === 'unknown' ? [...direct.reasons, ...reasons] : reasons,
  };
}

/**
 * Returns whether the outside reaches a container's own address: through the host's network, through a route, or on the physical network.
 */
function fromOutside(side: PairSide): Answer {
  const { name, namespace, facts } = side;
  const at = networkPaths(side);
  if (namespace.kind === 'host') {
    const reason = {
      rule: 'O12',
      text: `${name} uses the host's network: every port it listens on is a port of the host`,
      at,
    };
    return { verdict: true, reasons: [reason] };
  }
  const reasons: Reason[] = [];
  let known: Tri = 'unknown';
  for (const { segment, key } of namespace.endpoints) {
    const paths = networkPaths(side, [key]);
    if (segment.hidden) continue;
    if (side.behaviour.everyPortOnWire && segment.othersOnWire === true) {
      reasons.push({
        rule: 'PD6',
        text: `machines with a route to ${key} reach every port of ${name} there`,
        at: paths,
      });
    } else if (segment.external) {
      reasons.push({
        rule: 'P11',
        text: `${key} is created elsewhere; whether the outside reaches it is unknown`,
        at: paths,
      });
    } else if (segment.onWire) {
      known = either(known, segment.othersOnWire);
      reasons.push({
        rule: 'O11',
        text: `${key} puts ${name} on the physical network with all its ports`,
        at: paths,
      });
    } else if (segment.answersBridges !== 'none') {
      const verb = segment.answersBridges === 'unknown' ? 'may admit' : 'admits';
      reasons.push({
        rule: 'O6',
        text: `${key} ${verb} machines with a route to the addresses of ${name}`,
        at: paths,
      });
    }
  }
  if (reasons.length > 0) return { verdict: known, reasons };
  if (namespace.kind === 'unknown') return { verdict: facts.fromOutside, reasons: publishedReasons(side) };
  return {
    verdict: false,
    reasons: [{ rule: 'O4', text: `nothing outside has a route to the addresses of ${name}`, at }],
  };
}

function negativeAnswer(rule: string, text: string): Answer {
  return { verdict: false, reasons: [{ rule, text, at: [] }] };
}

function reachAnswers(
  from: string,
  to: string,
  direct: Answer,
  viaHost: Answer,
  resolves: Answer,
): ReachAnswers {
  const reaches = either(direct.verdict, viaHost.verdict);
  const ways = { direct, viaHost, viaGateway: null };
  return { from, to, reaches, ...ways, resolves, summary: summarize(from, to, ways) };
}

/** Returns the reasons why connections of a service beyond the host are answered or not (E1–E12). */
function egressReasons(side: PairSide): readonly Reason[] {
  const { name, namespace, facts } = side;
  const at = networkPaths(side);
  const detached = lackingReason(side);
  if (detached) return [{ ...detached, rule: namespace.kind === 'none' ? 'E4' : detached.rule }];
  if (namespace.kind === 'host') return [{ rule: 'E4', text: `${name} uses the host's own network`, at }];
  const otherEngineReason = otherEngineEgress(side);
  if (otherEngineReason) return [otherEngineReason];
  const [gateway, ...others] = facts.gateways;
  if (gateway === undefined || others.length > 0) {
    return [{ rule: 'G1', text: `which network gives ${name} its default route is unknown`, at }];
  }
  if (gateway === null) return noGatewayReasons(side);
  const { segment, key } = gateway;
  const gatewayPaths = networkPaths(side, [key]);
  if (facts.egress === true)
    return [{ rule: 'E1', text: `${name} goes out through ${key}`, at: gatewayPaths }];
  const option = `com.docker.network.host_${side.family}`;
  const hostAddress = side.topology.networks.get(key)?.driverOpts.get(option) ?? '';
  if (facts.egress === 'unknown' && hostAddress !== '' && segment.route === true) {
    const text = `${name} goes out through ${key} as ${hostAddress}; whether replies come back to that address is unknown`;
    return [{ rule: 'E13', text, at: [...gatewayPaths, ['networks', key, 'driver_opts', option]] }];
  }
  if (facts.egress === 'unknown') {
    return [
      {
        rule: 'P11',
        text: `${name} goes out through ${key}; whether replies come back is unknown`,
        at: gatewayPaths,
      },
    ];
  }
  if (segment.hostPath === false) {
    const option = bridgeOptionPath(key, 'inhibit_ipv4');
    return [
      {
        rule: 'E6',
        text: `${name} would go out through ${key}, which has no address on the host`,
        at: [...gatewayPaths, option],
      },
    ];
  }
  const cause = bridgeOptionPath(
    key,
    segment.publishes === false ? `gateway_mode_${side.family}` : 'enable_ip_masquerade',
  );
  const route =
    facts.egressNeedsRoute === true
      ? 'the upstream network needs a route back'
      : 'this Engine drops the replies';
  return [
    {
      rule: 'E5',
      text: `${name} goes out through ${key} with its own address: ${route}`,
      at: [...gatewayPaths, cause],
    },
  ];
}

/** Returns the reasons for a missing way out (E2); neighbours on the physical network still answer (V1). */
function noGatewayReasons(side: PairSide): readonly Reason[] {
  const reasons: Reason[] = [
    { rule: 'E2', text: `no network of ${side.name} gives a way out`, at: networkPaths(side) },
  ];
  for (const { segment, key } of side.namespace.endpoints) {
    if (!segment.onWire) continue;
    const text = `${key} still puts ${side.name} on the physical network: its neighbours there answer`;
    reasons.push({ rule: 'V1', text, at: networkPaths(side, [key]) });
  }
  return reasons;
}

/** Returns the reasons why a service reaches listeners of the host, or not (H1–H6). */
function toHostReasons(side: PairSide): readonly Reason[] {
  const otherEngineReason = otherEngineHost(side, 'to');
  if (otherEngineReason) return [otherEngineReason];
  const internal = side.facts.isolation === 'internal';
  return hostReasons(side, side.facts.toHost, {
    yes: internal
      ? {
          rule: 'H2',
          text: `${side.name} reaches the host at the address of its own internal bridge, and at all its addresses through a socket bound to the device (E3)`,
        }
      : { rule: 'H1', text: `${side.name} reaches the host at its addresses` },
    no: { rule: 'H4', text: `no network of ${side.name} has an address of the host that it may reach` },
  });
}

/** Returns the reasons why the host reaches a service, or not (H5, H6). */
function fromHostReasons(side: PairSide): readonly Reason[] {
  const otherEngineReason = otherEngineHost(side, 'from');
  if (otherEngineReason) return [otherEngineReason];
  return hostReasons(side, side.facts.fromHost, {
    yes: { rule: 'H5', text: `the host reaches every port of ${side.name} over a bridge` },
    no: { rule: 'H5', text: `the host has no bridge to ${side.name}, or is isolated from it` },
  });
}

function hostReasons(
  side: PairSide,
  verdict: Tri,
  words: { readonly yes: Omit<Reason, 'at'>; readonly no: Omit<Reason, 'at'> },
): readonly Reason[] {
  const at: readonly Path[] = networkPaths(side);
  const detached = lackingReason(side);
  if (detached) return [detached];
  if (side.namespace.kind === 'host') {
    return [{ rule: 'H7', text: `${side.name} uses the host's own network`, at }];
  }
  if (verdict === 'unknown') {
    return [{ rule: 'P11', text: `${side.name} is on networks that this file does not create`, at }];
  }
  return [{ ...(verdict ? words.yes : words.no), at }];
}
