// Ways through reverse proxies that labels and environment of the target speak of (T5). All of it is inferred.

import type { Topology, Tri } from '../../compose/topology.ts';
import type { Path } from '../../yaml/tree.ts';
import type { Proxied } from '../proxies/proxied.ts';
import type { Reach } from '../reach/reach-model.ts';
import { both, either } from '../reach/rows/tri.ts';
import type { Answer, Reason } from './explanation.ts';
import { hopBetween } from './hop-between.ts';
import { outsidePlace } from './places.ts';

/** Whether `from` gets requests to `to` through a proxy; null where no label of `to` asks for one, or `from` is one. */
export function proxiedAnswer(topology: Topology, reach: Reach, from: string, to: string): Answer | null {
  if (!reach.facts.has(to) || (from !== outsidePlace && !reach.facts.has(from))) return null;
  const routes = reach.proxied(to).filter(({ proxy }) => proxy !== from);
  if (routes.length === 0) return null;
  const verdicts = routes.map((route) => both(route.reachable, reachesProxy(reach, from, route)));
  return {
    verdict: verdicts.reduce<Tri>(either, false),
    reasons: routes.map((route) => reasonOf(topology, reach, from, to, route)),
  };
}

function reachesProxy(reach: Reach, from: string, { proxy, ghost }: Proxied): Tri {
  if (ghost) return 'unknown';
  if (from === outsidePlace) return reach.facts.get(proxy)?.fromOutside ?? 'unknown';
  return either(reach.direct(from, proxy), reach.viaHost(from, proxy));
}

function reasonOf(topology: Topology, reach: Reach, from: string, to: string, route: Proxied): Reason {
  const { proxy, ghost, host, port, reachable, at } = route;
  const target = port === null ? to : `port ${port} of ${to}`;
  const name = ghost ? `a ${proxy} that is not in this file` : proxy;
  const words = `labels ask ${name} to send ${host === '*' ? 'requests' : host} to ${target} (inferred)`;
  const places: Path[] = [at];
  if (!ghost && reachable !== false) places.push(hopBetween(topology, reach, proxy, to).at);
  return { rule: 'T5', text: words + objection(reach, from, to, route), at: places };
}

/** Why it may not work. */
function objection(reach: Reach, from: string, to: string, route: Proxied): string {
  if (route.reachable === false) return `, but ${route.proxy} cannot reach ${to}`;
  if (route.ghost) return '';
  if (route.reachable === 'unknown') return `; whether ${route.proxy} reaches ${to} is not known`;
  const subject = from === outsidePlace ? 'the outside' : from;
  return reachesProxy(reach, from, route) === false ? `, but ${subject} cannot reach ${route.proxy}` : '';
}
