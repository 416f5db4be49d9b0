// What taking over containers one after another would open (T1), past the host, too (P1–P12), as distinct from transit, which needs
// no takeover (T4).

import type { Topology } from '../../compose/topology.ts';
import { blastRadius } from '../blast/blast-radius.ts';
import { transitThrough } from '../blast/transit.ts';
import type { Reach } from '../reach/reach-model.ts';
import type { HostSockets } from '../rules/facts/runtime-sockets.ts';
import type { Answer, Reason } from './explanation.ts';
import { findWays, type Way } from './find-ways.ts';
import { hostPlace, outsidePlace } from './places.ts';

/**
 * The shortest chain from `from` to `to`; `sockets` are those that the file passes to containers. Null where there is nobody between, and for the host, which has no need of others.
 */
export function pivotAnswer(
  topology: Topology,
  reach: Reach,
  from: string,
  to: string,
  sockets?: HostSockets,
): Answer | null {
  if (from === hostPlace) return null;
  const own = findWays(topology, reach, from, hostPlace, sockets);
  const ownHost = [own.certain, own.possible].find((way) => way?.length === 1) ?? null;
  if (to === hostPlace) return networkToHost(topology, reach, from, ownHost);
  const { certain, possible } = findWays(topology, reach, from, to, sockets);
  const way = certain ?? possible;
  if (way === null) {
    const reason = { rule: 'T1', text: 'no chain of containers leads there either', at: [] };
    return { verdict: false, reasons: [reason] };
  }
  if (way.length === 1 && to !== outsidePlace) return null;
  const passed = way.some((hop) => hop.to === hostPlace) ? [] : reasonsOf(ownHost ?? []);
  const reasons = [...reasonsOf(way), ...transitReasons(topology, reach, way), ...passed];
  return { verdict: certain ? true : 'unknown', reasons };
}

function reasonsOf(way: Way): readonly Reason[] {
  return way.flatMap(({ reasons }) => reasons);
}

/** Who reaches the ports of the host: over the first container that does. To have the host is another question, and said beside it. */
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
  // Whoever goes out at the end needs nothing passed on.
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
