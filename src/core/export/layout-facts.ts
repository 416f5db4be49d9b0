// What the layout is given of an analysis: the one place that turns facts about reach into what is drawn.

import type { Analysis } from '../analysis/analyze.ts';
import type { Topology } from '../compose/topology.ts';
import type { LayoutInput, ProxiedHost, PublishedPort, TierName } from '../layout/layout-input.ts';

const nothingRead = { hostIp: '', hostPort: '', containerPort: 0, protocol: '' };

/** What of the layout's input comes from the analysis, for the services of `topology`, which may be a part of the whole. */
export function layoutFacts(
  { reach, tiers }: Analysis,
  topology: Topology,
): Pick<LayoutInput, 'topology' | 'published' | 'tiers' | 'proxied'> {
  const published = new Map<string, readonly PublishedPort[]>();
  const proxied = new Map<string, readonly ProxiedHost[]>();
  const tierOf = new Map<string, TierName>();
  for (const name of topology.services.keys()) {
    tierOf.set(name, tiers.of(name));
    const facts = reach.facts.get(name);
    // A profile that is not active: nothing of it is up.
    if (facts === undefined) continue;
    const own = ({ service }: { readonly service: string }): boolean => service === name;
    const unread = facts.unreadPorts.filter(own).map((port) => ({ ...nothingRead, ...port }));
    const ports = [...facts.published.filter(own), ...unread];
    if (ports.length > 0) published.set(name, ports);
    const ways = reach
      .proxied(name)
      .filter(({ reachable, fromOutside }) => reachable !== false && fromOutside !== false)
      .map(({ proxy, ghost, host, port }) => ({ proxy, ghost, host, port }));
    if (ways.length > 0) proxied.set(name, ways);
  }
  return { topology, published, tiers: tierOf, proxied };
}
