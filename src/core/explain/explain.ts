// Answers 'why does A reach B, or why not?' with the deciding lines of the file. The verdicts come from `Reach`; this file adds reasons,
// ways through proxies, and the effect of takeovers.

import { blastRadius } from '../blast/blast-radius.ts';
import type { HostSockets } from '../blast/runtime-sockets.ts';
import { sharedSockets, socketText } from '../blast/shared-sockets.ts';
import { transitThrough } from '../blast/transit.ts';
import type { Topology, Tri } from '../compose/topology.ts';
import { hopBetween } from '../reach/document-paths.ts';
import type { Proxied } from '../reach/entries.ts';
import { hostPlace, isBeyondHost, outsidePlace } from '../reach/places.ts';
import type { Evidence, Reach } from '../reach/reach-model.ts';
import { both, either } from '../reach/rows/tri.ts';
import type { Path } from '../yaml/tree.ts';
import { explainReach } from './explain-reach.ts';
import type { Answer, Explanation, ReachAnswers, Reason } from './explanation.ts';
import { findWays, type Way } from './find-ways.ts';

/**
 * Explains one ordered pair. Each side is an active service or a place (`reach/places.ts`); the sides differ and at most one is a place.
 * `reach` comes from `computeReach` on the same topology, `sockets` from `hostSockets`. Anything else throws a RangeError.
 */
export function explain(
  topology: Topology,
  reach: Reach,
  from: string,
  to: string,
  sockets?: HostSockets,
): Explanation {
  const answers = explainReach(topology, reach, from, to);
  // Proxies and takeovers do not distinguish the LAN from the Internet.
  const [source, target] = [from, to].map((side) => (isBeyondHost(side) ? outsidePlace : side)) as [
    string,
    string,
  ];
  const proxied = proxiedAnswer(topology, reach, source, target);
  const socket = socketAnswer(topology, reach, source, target, sockets);
  const pivot =
    answers.reaches === true ? null : pivotAnswer(topology, reach, source, target, sockets, socket);
  const evidence = evidenceOf(reach, [from, to]);
  const mark = evidence === 'documentation' ? ' (from documentation, not measured)' : '';
  const summary = source === outsidePlace ? outsideSummary(answers, proxied) : answers.summary;
  return { ...answers, summary: summary + mark, proxied, beside: socket, pivot, evidence };
}

/** Returns the sockets in shared mounts through which two services may communicate without any network (T6); null when they share none. */
function socketAnswer(
  topology: Topology,
  reach: Reach,
  from: string,
  to: string,
  sockets?: HostSockets,
): Answer | null {
  if (!reach.facts.has(from) || !reach.facts.has(to)) return null;
  const shared = sharedSockets(topology, sockets?.volumes).between(from, to);
  if (shared.length === 0) return null;
  const known = shared.filter((socket) => socket.known === true);
  const reasons = (known.length > 0 ? known : shared).map(
    (socket): Reason => ({ rule: 'T6', text: socketText(socket), at: socket.at }),
  );
  return { verdict: known.length > 0 ? true : 'unknown', reasons };
}

/** Returns the summary for the outside, which also covers services reachable only through a proxy. */
function outsideSummary({ reaches, summary, to }: ReachAnswers, proxied: Answer | null): string {
  const [first] = proxied?.reasons ?? [];
  if (!first || !proxied || proxied.verdict === false || reaches === true) return summary;
  const verdict =
    proxied.verdict === true ? 'the outside reaches' : 'it is unknown whether the outside reaches';
  return `${verdict} ${to} through a proxy: ${first.text}`;
}

/** Returns the weaker evidence of the two sides. */
function evidenceOf(reach: Reach, sides: readonly string[]): Evidence {
  const doubtful = sides.some((side) => reach.facts.get(side)?.evidence === 'documentation');
  return doubtful ? 'documentation' : 'measured';
}

/**
 * Returns whether requests from `from` reach `to` through a reverse proxy (T5, inferred); null when no route leads there, or when `from` is
 * the only proxy.
 */
function proxiedAnswer(topology: Topology, reach: Reach, from: string, to: string): Answer | null {
  if (!reach.facts.has(to) || (from !== outsidePlace && !reach.facts.has(from))) return null;
  const routes = reach.proxied(to).filter(({ proxy }) => proxy !== from);
  if (routes.length === 0) return null;
  const verdicts = routes.map((route) => both(route.reachable, reachesProxy(reach, from, route)));
  return {
    verdict: verdicts.reduce<Tri>(either, false),
    reasons: routes.map((route) => proxyReason(topology, reach, from, to, route)),
  };
}

/** Returns whether a caller reaches the proxy of a route; the outside must reach the entry points of that route. */
function reachesProxy(reach: Reach, from: string, { proxy, ghost, fromOutside }: Proxied): Tri {
  if (ghost) return 'unknown';
  if (from === outsidePlace) return fromOutside;
  return reach.reaches(from, proxy);
}

function proxyReason(topology: Topology, reach: Reach, from: string, to: string, route: Proxied): Reason {
  const { proxy, ghost, host, port, reachable, at } = route;
  const target = port === null ? to : `port ${port} of ${to}`;
  const name = ghost ? `a ${proxy} that is not in this file` : proxy;
  const requests = host === '*' ? 'requests' : host;
  const words = route.asked
    ? `labels ask ${name} to send ${requests} to ${target} (inferred)`
    : `${name} sends ${requests} to ${target} (inferred)`;
  const places: Path[] = [at];
  if (!ghost && reachable !== false) places.push(hopBetween(topology, reach, proxy, to).at);
  return { rule: 'T5', text: words + proxyObjection(reach, from, to, route), at: places };
}

/** Returns the reason why a route may not work, as a suffix; '' when there is none. */
function proxyObjection(reach: Reach, from: string, to: string, route: Proxied): string {
  if (route.reachable === false) return `, but ${route.proxy} cannot reach ${to}`;
  if (route.ghost) return '';
  if (route.reachable === 'unknown') return `; whether ${route.proxy} reaches ${to} is unknown`;
  const subject = from === outsidePlace ? 'the outside' : from;
  if (reachesProxy(reach, from, route) !== false) return '';
  const { entrances } = route;
  const where = from === outsidePlace && entrances.length > 0 ? ` at ${entrances.join(', ')}` : '';
  return `, but ${subject} cannot reach ${route.proxy}${where}`;
}

/**
 * Returns the shortest chain of takeovers from `from` to `to` (T1), which may lead through the host (P1–P12), and the transit that needs no
 * takeover (T4). `sockets` are those that the file passes to containers. Null when nothing lies in between, and from the host, which
 * controls every container.
 */
function pivotAnswer(
  topology: Topology,
  reach: Reach,
  from: string,
  to: string,
  sockets: HostSockets | undefined,
  socket: Answer | null,
): Answer | null {
  if (from === hostPlace) return null;
  const ownWays = findWays(topology, reach, from, hostPlace, sockets);
  const ownHost = [ownWays.certain, ownWays.possible].find((way) => way?.length === 1) ?? null;
  if (to === hostPlace) return networkToHost(topology, reach, from, ownHost);
  const { certain, possible } = findWays(topology, reach, from, to, sockets);
  const way = certain ?? possible;
  if (way === null) {
    // Shared sockets are considered for this pair only, so chains of them are unknown (T6).
    const text =
      socket === null
        ? 'no chain of containers leads there either'
        : 'no chain of containers leads there over networks';
    return { verdict: false, reasons: [{ rule: 'T1', text, at: [] }] };
  }
  if (way.length === 1 && to !== outsidePlace) return null;
  const hostReasons = way.some((hop) => hop.to === hostPlace) ? [] : reasonsOf(ownHost ?? []);
  const reasons = [...reasonsOf(way), ...transitReasons(topology, reach, way), ...hostReasons];
  return { verdict: certain ? true : 'unknown', reasons };
}

function reasonsOf(way: Way): readonly Reason[] {
  return way.flatMap(({ reasons }) => reasons);
}

/**
 * Returns how the ports of the host are reached through the first container that reaches them. Control of the host by `from` itself is a
 * separate reason.
 */
function networkToHost(topology: Topology, reach: Reach, from: string, ownHost: Way | null): Answer {
  const hostReasons = reasonsOf(ownHost ?? []);
  const { takenOver } = blastRadius(topology, reach, from);
  const toHost = (service: string) => reach.facts.get(service)?.toHost ?? false;
  const certainTarget = takenOver.find(({ service }) => toHost(service) === true);
  const target = certainTarget ?? takenOver.find(({ service }) => toHost(service) === 'unknown');
  const controlsHost = ownHost?.[0]?.certain === true;
  if (!target) {
    if (hostReasons.length > 0) return { verdict: controlsHost ? true : 'unknown', reasons: hostReasons };
    const reason = { rule: 'T1', text: 'no chain of containers leads there either', at: [] };
    return { verdict: false, reasons: [reason] };
  }
  const { certain, possible } = findWays(topology, reach, from, target.service);
  const way = certain ?? possible ?? [];
  const verb = certainTarget ? 'reaches' : 'may reach';
  const last = { rule: 'H1', text: `${target.service} ${verb} the host`, at: [['services', target.service]] };
  const reasons = [...reasonsOf(way), last, ...transitReasons(topology, reach, way), ...hostReasons];
  return { verdict: (certainTarget && certain) || controlsHost ? true : 'unknown', reasons };
}

function isTransitHop(reach: Reach, way: Way, service: string, at: number): boolean {
  return reach.facts.has(service) && way[at + 1]?.to !== outsidePlace;
}

/** Returns the transit through the containers in between (T4), or that the first of them does not forward packets (T2). */
function transitReasons(topology: Topology, reach: Reach, way: Way): readonly Reason[] {
  // A container that opens the connection beyond the host itself needs no forwarding.
  const between = way.slice(0, -1).flatMap(({ to }, at) => (isTransitHop(reach, way, to, at) ? [to] : []));
  const reasons = between
    .map((service) => transitThrough(topology, reach, service))
    .filter((transit) => transit !== null)
    .map(
      ({ service, networks, causes }): Reason => ({
        rule: 'T4',
        text: `${service} ${causes.map(({ text }) => text).join(' and ')}: it may forward packets between ${networks.join(' and ')} without being taken over`,
        at: causes.map(({ at }) => at),
      }),
    );
  if (reasons.length > 0) return reasons;
  const first = between.find((service) => (reach.facts.get(service)?.networks.length ?? 0) > 1);
  if (first === undefined || way.some(({ to }) => to === hostPlace)) return [];
  return [{ rule: 'T2', text: `${first} does not forward packets: it has to be taken over`, at: [] }];
}
