// Every way into every service, and the routes that lead to none.

import { memoize } from '../../compose/memoize.ts';
import { groupBy } from '../group-by.ts';
import { forwardedWays, programWays } from './proxy-ways.ts';
import { publishedWays } from './published-ways.ts';
import { tunnelWays } from './tunnel-ways.ts';
import type { Ways } from './ways.ts';
import {
  type AllWays,
  boundTo,
  byWeakness,
  type DeadRoute,
  unknownWayFields,
  type WayInto,
} from './ways-into.ts';

export const allWays = memoize((ways: Ways): AllWays => {
  const nowhere: DeadRoute[] = [];
  const found = new Map<string, WayInto>();
  const add = (way: WayInto): void => {
    const { service, zone, through, entrance, host, path, port, answer, guards } = way;
    const names = guards.map(({ how, by }) => `${how} ${by}`);
    const key = JSON.stringify([service, zone, through, entrance, host, path, port, answer, names]);
    if (!found.has(key)) found.set(key, way);
  };
  for (const name of ways.context.reach.services) for (const way of publishedWays(ways, name)) add(way);
  for (const program of ways.programs)
    for (const { served, common, outcomes } of [
      ...programWays(ways, program),
      ...forwardedWays(ways, program),
    ]) {
      for (const way of served) add(way);
      if (served.length > 0) continue;
      const [outcome = null] = outcomes.list;
      const unclear = outcomes.undecided ?? (outcome?.answer === 'unknown' ? outcome.because : null);
      nowhere.push({
        ...common,
        outcome: unclear === null ? outcome : null,
        because: unclear ?? outcome?.because ?? null,
        way: outcome?.way ?? [],
        ...(outcome?.far ? { far: outcome.far } : {}),
      });
    }
  for (const tunnel of ways.tunnels) for (const way of tunnelWays(ways, tunnel)) add(way);
  const byService = groupBy(found.values(), ({ service }) => service);
  const into = new Map([...byService].map(([name, all]) => [name, [...all].sort(byWeakness)]));
  return { into, nowhere };
});

/**
 * Adds the unknown ways of proxies with an unknown configuration, whose published ports may lead to any service that they reach. The ways
 * of each service are sorted weakest first.
 */
export function waysOrUnknown(ways: Ways, known: AllWays['into']): AllWays['into'] {
  const all = new Map(known);
  const { reach } = ways.context;
  for (const { service: proxy, because } of ways.unread) {
    const entrances = (reach.facts.get(proxy)?.published ?? []).filter(
      ({ reachableFrom }) => reachableFrom !== 'nowhere',
    );
    for (const service of reach.services) {
      if (service === proxy || reach.direct(proxy, service) === false) continue;
      const unknown = entrances.map((published): WayInto => {
        const { protocol, reachableFrom, index } = published;
        return {
          service,
          zone: reachableFrom === 'host' ? 'host' : 'outside',
          through: [proxy],
          entrance: { name: null, published: boundTo(published) },
          protocol,
          ...unknownWayFields,
          because,
          declaredAt: { path: ['services', published.service, 'ports', index] },
          way: [],
        };
      });
      if (unknown.length > 0) all.set(service, [...(all.get(service) ?? []), ...unknown].sort(byWeakness));
    }
  }
  return all;
}
