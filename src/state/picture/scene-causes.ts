// Which inputs a scene was computed from: most edits and findings change none of them, and then the scene before is used again.

import { sameData } from '../../core/analysis/same-data.ts';
import type { LayoutInput } from '../../core/layout/layout-input.ts';
import type { Scene } from '../../core/layout/scene.ts';
import type { Kept, Pins } from './picture-of.ts';

const known = new WeakMap<Kept, { readonly causes: readonly unknown[]; readonly scene: Scene }>();

/** All inputs of a scene, except what it keeps of the one before, as plain lists. */
function causesOf(input: LayoutInput, pins: Pins): readonly unknown[] {
  const { topology, published, tiers, proxied, rooms, piles, needs, room, slots, shape, ...others } = input;
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
    piles,
    needs,
    room,
  ];
}

/** The scene of `kept`, where it was computed from the same inputs; else null. */
export function sameScene(input: LayoutInput, kept: Kept, pins: Pins): Scene | null {
  const before = known.get(kept);
  return before !== undefined && sameData(before.causes, causesOf(input, pins)) ? before.scene : null;
}

/** Remembers the inputs of `scene`. */
export function rememberCauses(scene: Scene, input: LayoutInput, pins: Pins): void {
  known.set(scene, { causes: causesOf(input, pins), scene });
}
