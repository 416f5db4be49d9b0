// The picture of an analysis, made once: layout is pure, so the analysis is its key.

import type { Analysis } from '../../core/analysis/analyze-document.ts';
import type { LayoutInput, PublishedPort, TierName } from '../../core/layout/layout-input.ts';
import { layoutTopology } from '../../core/layout/layout-topology.ts';
import type { Picture } from '../../core/layout/picture.ts';

const pictures = new WeakMap<Analysis, Picture>();

/** Networks whose members all reach each other directly. */
function roomsOf({ topology, reach }: Analysis): ReadonlySet<string> {
  const rooms = new Set<string>();
  // Only the headline of a single lane asks; with several the question costs pairs and nobody reads the answer.
  if (topology.networks.size > 1) return rooms;
  const members = [...reach.facts.values()]
    .filter((facts) => facts.networks.length > 0)
    .map((facts) => facts.name);
  for (const from of members) {
    for (const to of members) if (from !== to && reach.direct(from, to) !== true) return rooms;
  }
  for (const network of topology.networks.keys()) rooms.add(network);
  return rooms;
}

function layoutInput(analysis: Analysis): LayoutInput {
  const published = new Map<string, PublishedPort[]>();
  const tiers = new Map<string, TierName>();
  for (const service of analysis.topology.services.keys()) {
    tiers.set(service, analysis.tiers.of(service));
    const own = analysis.reach.facts.get(service)?.published.filter((port) => port.service === service) ?? [];
    if (own.length > 0) published.set(service, own);
  }
  return { topology: analysis.topology, published, tiers, rooms: roomsOf(analysis) };
}

/** The picture of an analysis; the same object for the same analysis. */
export function pictureOf(analysis: Analysis): Picture {
  const known = pictures.get(analysis);
  if (known) return known;
  const picture = layoutTopology(layoutInput(analysis));
  pictures.set(analysis, picture);
  return picture;
}
