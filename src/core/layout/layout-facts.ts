// The one place that turns facts about reach into the input of the layout. The analysis is described by a structural type, so that layout
// needs no analysis code.

import type { Tri } from '../compose/topology.ts';
import type { DrawnTopology, LayoutInput, ProxiedHost, PublishedPort, TierName } from './layout-input.ts';

interface OfService {
  readonly service: string;
}

/** The part of an analysis that decides where something is drawn. */
export interface DrawnAnalysis {
  readonly tiers: { of(service: string): TierName };
  readonly needs: { readonly all: readonly { readonly from: string; readonly to: string }[] };
  readonly reach: {
    readonly facts: ReadonlyMap<
      string,
      {
        readonly published: readonly (PublishedPort & OfService)[];
        readonly unreadPorts: readonly (Required<Pick<PublishedPort, 'raw' | 'reachableFrom'>> & OfService)[];
      }
    >;
    proxied(
      service: string,
    ): readonly (ProxiedHost & { readonly reachable: Tri; readonly fromOutside: Tri })[];
  };
}

const nothingRead = { hostIp: '', hostPort: '', containerPort: 0, protocol: '' };

/** What of the layout's input comes from the analysis, for the services of `topology`, which may be a part of the whole. */
export function layoutFacts(
  { reach, tiers, needs }: DrawnAnalysis,
  topology: DrawnTopology,
): Pick<LayoutInput, 'topology' | 'published' | 'tiers' | 'proxied' | 'needs'> {
  const published = new Map<string, readonly PublishedPort[]>();
  const proxied = new Map<string, readonly ProxiedHost[]>();
  const tierOf = new Map<string, TierName>();
  for (const name of topology.services.keys()) {
    tierOf.set(name, tiers.of(name));
    const facts = reach.facts.get(name);
    // The service belongs to an inactive profile, so none of it runs.
    if (facts === undefined) continue;
    const own = ({ service }: OfService): boolean => service === name;
    const unread = facts.unreadPorts.filter(own).map((port) => ({ ...nothingRead, ...port }));
    const ports = [...facts.published.filter(own), ...unread];
    if (ports.length > 0) published.set(name, ports);
    const ways = reach
      .proxied(name)
      .filter(({ reachable, fromOutside }) => reachable !== false && fromOutside !== false)
      .map(({ proxy, ghost, host, port }) => ({ proxy, ghost, host, port }));
    if (ways.length > 0) proxied.set(name, ways);
  }
  const pairs = new Map<string, readonly [string, string]>();
  for (const { from, to } of needs.all) {
    if (topology.services.has(from) && topology.services.has(to))
      pairs.set(JSON.stringify([from, to]), [from, to]);
  }
  return { topology, published, tiers: tierOf, proxied, needs: [...pairs.values()] };
}
