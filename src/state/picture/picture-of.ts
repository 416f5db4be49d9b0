// The picture of an analysis, made once: layout is pure, so the analysis is its key, with those that are drawn as cards of their own.

import type { Analysis } from '../../core/analysis/analyze.ts';
import { bitsOf, clearBit, dropRow, hasAny, newRow, setBit } from '../../core/analysis/reach/rows/bit-row.ts';
import { layoutFacts } from '../../core/layout/layout-facts.ts';
import type { LayoutInput } from '../../core/layout/layout-input.ts';
import { layoutTopology } from '../../core/layout/layout-topology.ts';
import type { Scene, Slot } from '../../core/layout/scene.ts';
import { alikeOf } from './alike.ts';

/** What a picture keeps of the one before it. */
export interface Kept {
  readonly slots: ReadonlyMap<string, Slot>;
  readonly rows: number | null;
}

export type Pins = ReadonlyMap<string, Slot>;

/** What a picture keeps where there was none. */
export const nothingKept: Kept = { slots: new Map(), rows: null };

const pictures = new WeakMap<Analysis, { readonly key: string; readonly picture: Scene }>();

/** Networks whose members all reach each other directly. */
function roomsOf({ topology, reach }: Analysis): ReadonlySet<string> {
  // Only the headline of a single lane asks; with several the question costs pairs and nobody reads the answer.
  if (topology.networks.size > 1) return new Set();
  const members = newRow(reach.services.length);
  for (const [index, name] of reach.services.entries())
    if ((reach.facts.get(name)?.networks.length ?? 0) > 0) setBit(members, index);
  for (const from of bitsOf(members)) {
    const missed = members.slice();
    clearBit(missed, from);
    dropRow(missed, reach.row('direct', reach.services[from] ?? '').yes);
    if (hasAny(missed)) return new Set();
  }
  return new Set(topology.networks.keys());
}

/** A pin that was let go leaves its cell as any other. */
function withPins(slots: Kept['slots'], pins: Pins): Kept['slots'] {
  const loose = [...slots].map(([name, slot]) => [name, { ...slot, pinned: false }] as const);
  return new Map([...loose, ...pins]);
}

/** A pile lasts as long as two lie in it. */
function pilesOf(analysis: Analysis, apart: ReadonlySet<string>): readonly (readonly string[])[] {
  return alikeOf(analysis)
    .map((pile) => pile.filter((name) => !apart.has(name)))
    .filter((pile) => pile.length > 1);
}

/** What the layout gets of an analysis, with `apart` drawn as cards of their own. */
export function layoutInput(
  analysis: Analysis,
  apart: ReadonlySet<string>,
  kept: Kept,
  pins: Pins,
): LayoutInput {
  return {
    ...layoutFacts(analysis, analysis.topology),
    rooms: roomsOf(analysis),
    piles: pilesOf(analysis, apart),
    slots: withPins(kept.slots, pins),
    rows: kept.rows,
  };
}

function keyOf(analysis: Analysis, apart: ReadonlySet<string>, pins: Pins): string {
  return JSON.stringify([pilesOf(analysis, apart), [...pins]]);
}

/** The picture that was drawn of an analysis with these piles and pins; null where there is none. */
export function knownPicture(analysis: Analysis, apart: ReadonlySet<string>, pins: Pins): Scene | null {
  const known = pictures.get(analysis);
  return known?.key === keyOf(analysis, apart, pins) ? known.picture : null;
}

/** Makes `picture` the one that is known of an analysis. */
export function rememberPicture(
  analysis: Analysis,
  apart: ReadonlySet<string>,
  pins: Pins,
  picture: Scene,
): void {
  pictures.set(analysis, { key: keyOf(analysis, apart, pins), picture });
}

/** The picture of an analysis with `apart` drawn as cards of their own; the same object for the same analysis, piles and pins. */
export function pictureOf(
  analysis: Analysis,
  apart: ReadonlySet<string> = new Set(),
  kept: Kept = nothingKept,
  pins: Pins = nothingKept.slots,
): Scene {
  const known = knownPicture(analysis, apart, pins);
  if (known) return known;
  const picture = layoutTopology(layoutInput(analysis, apart, kept, pins));
  rememberPicture(analysis, apart, pins, picture);
  return picture;
}
