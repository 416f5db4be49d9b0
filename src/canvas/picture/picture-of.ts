// The picture of an analysis, made once: layout is pure, so the analysis is its key, with those who shall not lie in a pile.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { LayoutInput, PublishedPort, TierName } from '../../core/layout/layout-input.ts';
import { layoutTopology } from '../../core/layout/layout-topology.ts';
import type { Picture, Slot } from '../../core/layout/picture.ts';
import { alikeOf } from './alike.ts';
import { proxiedHosts } from './proxied-hosts.ts';

/** What a picture keeps of the one before it. */
export interface Kept {
  readonly slots: ReadonlyMap<string, Slot>;
  readonly rows: number | null;
}

type Pins = ReadonlyMap<string, Slot>;

const nothing: Kept = { slots: new Map(), rows: null };
const pictures = new WeakMap<Analysis, { readonly piles: string; readonly picture: Picture }>();

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

/** A pin that was let go leaves its cell as any other. */
function withPins(slots: Kept['slots'], pins: Pins): Kept['slots'] {
  const loose = [...slots].map(([name, slot]) => [name, { ...slot, pinned: false }] as const);
  return new Map([...loose, ...pins]);
}

function layoutInput(analysis: Analysis, piles: LayoutInput['piles'], kept: Kept): LayoutInput {
  const { topology } = analysis;
  const published = new Map<string, PublishedPort[]>();
  const tiers = new Map<string, TierName>();
  for (const service of topology.services.keys()) {
    tiers.set(service, analysis.tiers.of(service));
    const own = analysis.reach.facts.get(service)?.published.filter((port) => port.service === service) ?? [];
    if (own.length > 0) published.set(service, own);
  }
  const proxied = proxiedHosts(analysis);
  return {
    topology,
    published,
    tiers,
    rooms: roomsOf(analysis),
    proxied,
    piles,
    slots: kept.slots,
    rows: kept.rows,
  };
}

/**
 * The picture of an analysis with `apart` drawn as cards of their own; the same object for the same analysis, piles and pins.
 * A pile lasts as long as two lie in it.
 */
export function pictureOf(
  analysis: Analysis,
  apart: ReadonlySet<string> = new Set(),
  kept: Kept = nothing,
  pins: Pins = nothing.slots,
): Picture {
  const piles = alikeOf(analysis)
    .map((pile) => pile.filter((name) => !apart.has(name)))
    .filter((pile) => pile.length > 1);
  const key = JSON.stringify([piles, [...pins]]);
  const known = pictures.get(analysis);
  if (known?.piles === key) return known.picture;
  const picture = layoutTopology(
    layoutInput(analysis, piles, { ...kept, slots: withPins(kept.slots, pins) }),
  );
  pictures.set(analysis, { piles: key, picture });
  return picture;
}
