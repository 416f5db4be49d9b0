// The picture of an analysis, made once: layout is a pure function, so a picture is cached by its analysis and by the services that are
// drawn as cards of their own.

import { sameData } from '../../../core/compose/same-data.ts';
import { minPileSize } from '../../../core/layout/cards/find-piles.ts';
import {
  type LayoutInput,
  layoutFacts,
  type OpenedPile,
  type Room,
} from '../../../core/layout/layout-input.ts';
import { layoutTopology } from '../../../core/layout/layout-topology.ts';
import type { Sizes } from '../../../core/layout/metrics.ts';
import type { Scene, Slot } from '../../../core/layout/scene.ts';
import { pileTitle } from '../../../core/picture/pile-title.ts';
import { bitsOf, clearBit, hasAny, newRow, setBit, subtractRow } from '../../../core/reach/rows/bit-row.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { alikeOf } from './alike.ts';

/** The positions that a picture keeps from the one before. */
export interface KeptLayout {
  readonly slots: ReadonlyMap<string, Slot>;
  /** The number of rows; null when the columns are chosen again, and cards keep only their order. */
  readonly rows: number | null;
  /** The sizes of the lanes; null when they are chosen again, for another window. */
  readonly sizes: Sizes | null;
}

export type Pins = ReadonlyMap<string, Slot>;

/** A picture without one before it: nothing is kept. */
export const noKeptLayout: KeptLayout = { slots: new Map(), rows: null, sizes: null };

const pictures = new WeakMap<Analysis, { readonly key: string; readonly scene: Scene }>();

/**
 * Returns the network whose members all reach each other directly, if there is one. Only the network with the most members is examined, and
 * only when nearly all services are on it.
 */
function roomsOf({ reach }: Analysis): ReadonlySet<string> {
  const counts = new Map<string, number>();
  let placed = 0;
  for (const { networks } of reach.facts.values()) {
    if (networks.length > 0) placed++;
    for (const network of networks) counts.set(network, (counts.get(network) ?? 0) + 1);
  }
  // Only the headline of a lane with nearly all services needs this; for others it would cost a look at every pair without use.
  const [largest] = [...counts].sort((a, b) => b[1] - a[1]);
  if (largest === undefined || largest[1] * 4 < placed * 3) return new Set();
  const members = newRow(reach.services.length);
  for (const [index, name] of reach.services.entries())
    if (reach.facts.get(name)?.networks.includes(largest[0])) setBit(members, index);
  for (const from of bitsOf(members)) {
    const missed = members.slice();
    clearBit(missed, from);
    subtractRow(missed, reach.row('direct', reach.services[from] ?? '').yes);
    if (hasAny(missed)) return new Set();
  }
  return new Set([largest[0]]);
}

/** Returns the kept cells with the current pins; a card without its former pin keeps its cell like any other. */
function withPins(slots: KeptLayout['slots'], pins: Pins): KeptLayout['slots'] {
  const loose = [...slots].map(([name, slot]) => [name, { ...slot, pinned: false }] as const);
  return new Map([...loose, ...pins]);
}

/** Returns the piles that still have at least two services. */
function pilesOf(analysis: Analysis, apart: ReadonlySet<string>): readonly (readonly string[])[] {
  return alikeOf(analysis)
    .map((pile) => pile.filter((name) => !apart.has(name)))
    .filter((pile) => pile.length > 1);
}

/** Returns the opened piles. A pile with only a few members among the cards was not opened: those were singled out. */
function openedPiles(analysis: Analysis, apart: ReadonlySet<string>): readonly OpenedPile[] {
  const { services } = analysis.topology;
  const opened = alikeOf(analysis)
    .map((pile) => pile.filter((name) => apart.has(name)))
    .filter((members) => members.length >= minPileSize);
  if (opened.length === 0) return [];
  return opened.map((members) => ({ title: pileTitle(services, members), members }));
}

/** Returns the layout's input for an analysis, with `apart` drawn as cards of their own. */
export function layoutInput(
  analysis: Analysis,
  apart: ReadonlySet<string>,
  kept: KeptLayout,
  pins: Pins,
  room: Room | null,
): LayoutInput {
  return {
    ...layoutFacts(analysis, analysis.topology),
    rooms: roomsOf(analysis),
    piles: pilesOf(analysis, apart),
    opened: openedPiles(analysis, apart),
    slots: withPins(kept.slots, pins),
    room,
    shape: kept.rows === null ? null : { rows: kept.rows, sizes: kept.sizes },
  };
}

function keyOf(analysis: Analysis, apart: ReadonlySet<string>, pins: Pins, room: Room | null): string {
  return JSON.stringify([pilesOf(analysis, apart), [...pins], room]);
}

/** Returns the known picture of an analysis with these piles and pins in this size; null when there is none. */
export function knownPicture(
  analysis: Analysis,
  apart: ReadonlySet<string>,
  pins: Pins,
  room: Room | null,
): Scene | null {
  const known = pictures.get(analysis);
  return known?.key === keyOf(analysis, apart, pins, room) ? known.scene : null;
}

/** Stores `picture` as the known one of an analysis. */
export function rememberPicture(
  analysis: Analysis,
  apart: ReadonlySet<string>,
  pins: Pins,
  room: Room | null,
  scene: Scene,
): void {
  pictures.set(analysis, { key: keyOf(analysis, apart, pins, room), scene });
}

/** Returns the picture of an analysis with `apart` drawn as cards of their own; the same object for the same analysis, piles and pins. */
export function pictureOf(
  analysis: Analysis,
  apart: ReadonlySet<string> = new Set(),
  kept: KeptLayout = noKeptLayout,
  pins: Pins = noKeptLayout.slots,
  room: Room | null = null,
): Scene {
  return knownPicture(analysis, apart, pins, room) ?? drawPicture(analysis, apart, kept, pins, room);
}

/** Lays an analysis out again when anything moves, even if a picture is known, and stores the result. */
export function drawPicture(
  analysis: Analysis,
  apart: ReadonlySet<string>,
  kept: KeptLayout,
  pins: Pins,
  room: Room | null,
): Scene {
  const input = layoutInput(analysis, apart, kept, pins, room);
  const scene = sameScene(input, kept, pins) ?? layoutTopology(input);
  rememberCauses(scene, input, pins);
  rememberPicture(analysis, apart, pins, room, scene);
  return scene;
}

// Which inputs a scene was computed from: most edits and findings change none of them, and then the scene before is used again.

const known = new WeakMap<KeptLayout, { readonly causes: readonly unknown[]; readonly scene: Scene }>();

/** Returns all inputs of a scene, except the kept positions, as plain lists. */
function causesOf(input: LayoutInput, pins: Pins): readonly unknown[] {
  const {
    topology,
    published,
    tiers,
    inactive,
    proxied,
    rooms,
    piles,
    opened,
    needs,
    room,
    slots,
    shape,
    ...others
  } = input;
  // This does not compile when the layout gets an input that is not compared below.
  const nothing: Record<string, never> = others;
  const services = [...topology.services.values()];
  return [
    nothing,
    topology.name,
    services.map(({ name, mode, containerName, replicas }) => [name, mode, containerName, replicas]),
    services.map(({ attachments }) => attachments.map(({ network }) => network)),
    [...topology.networks.values()].map((each) => [
      each.name,
      each.external,
      each.internal,
      each.origin,
      each.dockerName,
    ]),
    [published, tiers, proxied, pins].map((map) => [...map]),
    [...rooms],
    [...inactive],
    piles,
    opened,
    needs,
    room,
  ];
}

/** Returns the scene of `kept` when its inputs were the same; null otherwise. */
export function sameScene(input: LayoutInput, kept: KeptLayout, pins: Pins): Scene | null {
  const before = known.get(kept);
  return before !== undefined && sameData(before.causes, causesOf(input, pins)) ? before.scene : null;
}

/** Stores the inputs of `scene`. */
export function rememberCauses(scene: Scene, input: LayoutInput, pins: Pins): void {
  known.set(scene, { causes: causesOf(input, pins), scene });
}
