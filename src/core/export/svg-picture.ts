// The one bridge from an analysis to a drawn topology for export: every service a card of its own, where it stands when nobody
// has moved anything.

import type { Analysis } from '../analysis/analyze.ts';
import type { ProxiedHost, PublishedPort, TierName } from '../layout/layout-input.ts';
import { layoutTopology } from '../layout/layout-topology.ts';
import type { Picture } from '../layout/picture.ts';

/** What of a picture is exported; the rest serves the page's next one. */
export type DrawnPicture = Pick<
  Picture,
  'bounds' | 'outside' | 'wall' | 'lanes' | 'cards' | 'taps' | 'cables'
>;

/** The picture to export. */
export function svgPicture({ topology, reach, tiers }: Analysis): DrawnPicture {
  const published = new Map<string, readonly PublishedPort[]>();
  const proxied = new Map<string, readonly ProxiedHost[]>();
  const tierOf = new Map<string, TierName>();
  for (const name of topology.services.keys()) {
    tierOf.set(name, tiers.of(name));
    const ports = reach.facts.get(name)?.published.filter(({ service }) => service === name) ?? [];
    if (ports.length > 0) published.set(name, ports);
    const hosts = reach.facts.has(name) ? reach.proxied(name) : [];
    const ways = hosts.filter(({ reachable, fromOutside }) => reachable !== false && fromOutside !== false);
    if (ways.length > 0) proxied.set(name, ways);
  }
  return layoutTopology({
    topology,
    published,
    tiers: tierOf,
    // The headline of a single lane says what the matrix says; a picture alone does not claim it.
    rooms: new Set(),
    proxied,
    piles: [],
    slots: new Map(),
    rows: null,
  });
}
