// Answers 'why does A reach B, or why not?' with the lines of the file that make it so. The verdicts are those of `Reach`;
// this adds the reasons, ways through proxies, and what taking over others would open.

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
 * Explains one ordered pair. Either side is an active service or a place (`reach/places.ts`), not both a place, and the
 * sides differ; `reach` is what `computeReach` made of the same topology, `sockets` are those that the file passes
 * to containers (`hostSockets`). Anything else throws a RangeError.
 */
export function explain(
  topology: Topology,
  reach: Reach,
  from: string,
  to: string,
  sockets?: HostSockets,
): Explanation {
  const answers = explainReach(topology, reach, from, to);
  // Proxies and takeovers lead to and from the outside as a whole.
  const [source, target] = [from, to].map((side) => (isBeyondHost(side) ? outsidePlace : side)) as [
    string,
    string,
  ];
  const proxied = proxiedAnswer(topology, reach, source, target);
  const beside = besideAnswer(topology, reach, source, target, sockets);
  const pivot =
    answers.reaches === true ? null : pivotAnswer(topology, reach, source, target, sockets, beside);
  const evidence = evidenceOf(reach, [from, to]);
  const mark = evidence === 'documentation' ? ' (by documentation, not measured)' : '';
  const summary = source === outsidePlace ? outsideSummary(answers, proxied) : answers.summary;
  return { ...answers, summary: summary + mark, proxied, beside, pivot, evidence };
}

/** T6: what two services mount together, by which they may talk whatever the networks say; null where they share nothing of the kind. */
function besideAnswer(
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

/** A service that only a proxy leads to is not reported as unreachable. */
function outsideSummary({ reaches, summary, to }: ReachAnswers, proxied: Answer | null): string {
  const [first] = proxied?.reasons ?? [];
  if (!first || !proxied || proxied.verdict === false || reaches === true) return summary;
  const verdict =
    proxied.verdict === true ? 'the outside reaches' : 'it is unknown whether the outside reaches';
  return `${verdict} ${to} through a proxy: ${first.text}`;
}

/** The evidence of a pair is the weaker one of its two sides. */
function evidenceOf(reach: Reach, sides: readonly string[]): Evidence {
  const doubtful = sides.some((side) => reach.facts.get(side)?.evidence === 'documentation');
  return doubtful ? 'documentation' : 'measured';
}

/** T5, inferred: whether `from` gets requests to `to` through a reverse proxy; null where no label of `to` asks for one, or `from` is it. */
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

/** From outside at the entry points of the route alone. */
function reachesProxy(reach: Reach, from: string, { proxy, ghost, fromOutside }: Proxied): Tri {
  if (ghost) return 'unknown';
  if (from === outsidePlace) return fromOutside;
  return reach.reaches(from, proxy);
}

function proxyReason(topology: Topology, reach: Reach, from: string, to: string, route: Proxied): Reason {
  const { proxy, ghost, host, port, reachable, at } = route;
  const target = port === null ? to : `port ${port} of ${to}`;
  const name = ghost ? `a ${proxy} that is not in this file` : proxy;
  const what = host === '*' ? 'requests' : host;
  const words = route.asked
    ? `labels ask ${name} to send ${what} to ${target} (inferred)`
    : `${name} sends ${what} to ${target} (inferred)`;
  const places: Path[] = [at];
  if (!ghost && reachable !== false) places.push(hopBetween(topology, reach, proxy, to).at);
  return { rule: 'T5', text: words + proxyObjection(reach, from, to, route), at: places };
}

/** Why a route may not work, to be appended to its reason; '' where nothing speaks against it. */
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
 * What taking over containers one after another would open (T1), past the host too (P1–P12), as distinct from transit, which needs no
 * takeover (T4): the shortest chain from `from` to `to`. `sockets` are those that the file passes to containers. Null where nobody is in
 * between, and from the host, which controls every container.
 */
function pivotAnswer(
  topology: Topology,
  reach: Reach,
  from: string,
  to: string,
  sockets: HostSockets | undefined,
  beside: Answer | null,
): Answer | null {
  if (from === hostPlace) return null;
  const ownWays = findWays(topology, reach, from, hostPlace, sockets);
  const ownHost = [ownWays.certain, ownWays.possible].find((way) => way?.length === 1) ?? null;
  if (to === hostPlace) return networkToHost(topology, reach, from, ownHost);
  const { certain, possible } = findWays(topology, reach, from, to, sockets);
  const way = certain ?? possible;
  if (way === null) {
    // T6: what two mount together is looked at for this pair alone, so a chain of such is not known of.
    const text =
      beside === null
        ? 'no chain of containers leads there either'
        : 'no chain of containers leads there over networks';
    return { verdict: false, reasons: [{ rule: 'T1', text, at: [] }] };
  }
  if (way.length === 1 && to !== outsidePlace) return null;
  const passed = way.some((hop) => hop.to === hostPlace) ? [] : reasonsOf(ownHost ?? []);
  const reasons = [...reasonsOf(way), ...transitReasons(topology, reach, way), ...passed];
  return { verdict: certain ? true : 'unknown', reasons };
}

function reasonsOf(way: Way): readonly Reason[] {
  return way.flatMap(({ reasons }) => reasons);
}

/**
 * How the ports of the host are reached, over the first container that reaches them. Whether `from` itself controls the host is stated
 * beside it.
 */
function networkToHost(topology: Topology, reach: Reach, from: string, ownHost: Way | null): Answer {
  const passed = reasonsOf(ownHost ?? []);
  const { fallen } = blastRadius(topology, reach, from);
  const to = (service: string) => reach.facts.get(service)?.toHost ?? false;
  const sure = fallen.find(({ service }) => to(service) === true);
  const goal = sure ?? fallen.find(({ service }) => to(service) === 'unknown');
  const falls = ownHost?.[0]?.certain === true;
  if (!goal) {
    if (passed.length > 0) return { verdict: falls ? true : 'unknown', reasons: passed };
    const reason = { rule: 'T1', text: 'no chain of containers leads there either', at: [] };
    return { verdict: false, reasons: [reason] };
  }
  const { certain, possible } = findWays(topology, reach, from, goal.service);
  const way = certain ?? possible ?? [];
  const verb = sure ? 'reaches' : 'may reach';
  const last = { rule: 'H1', text: `${goal.service} ${verb} the host`, at: [['services', goal.service]] };
  const reasons = [...reasonsOf(way), last, ...transitReasons(topology, reach, way), ...passed];
  return { verdict: (sure && certain) || falls ? true : 'unknown', reasons };
}

function isPassed(reach: Reach, way: Way, service: string, at: number): boolean {
  return reach.facts.has(service) && way[at + 1]?.to !== outsidePlace;
}

/** T4 of the containers between; T2 where none of them forwards. */
function transitReasons(topology: Topology, reach: Reach, way: Way): readonly Reason[] {
  // A container that opens the connection beyond the host itself needs nothing to be forwarded.
  const between = way.slice(0, -1).flatMap(({ to }, at) => (isPassed(reach, way, to, at) ? [to] : []));
  const found = between
    .map((service) => transitThrough(topology, reach, service))
    .filter((transit) => transit !== null)
    .map(
      ({ service, networks, causes }): Reason => ({
        rule: 'T4',
        text: `${service} ${causes.map(({ text }) => text).join(' and ')}: it may pass packets on between ${networks.join(' and ')} without being taken over`,
        at: causes.map(({ at }) => at),
      }),
    );
  if (found.length > 0) return found;
  const first = between.find((service) => (reach.facts.get(service)?.networks.length ?? 0) > 1);
  if (first === undefined || way.some(({ to }) => to === hostPlace)) return [];
  return [{ rule: 'T2', text: `${first} passes no packets of others on: it has to be taken over`, at: [] }];
}
