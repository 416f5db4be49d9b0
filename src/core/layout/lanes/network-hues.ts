// The colours of networks, on the page and in exported pictures, as numbers for a theme: steps of one ramp from the outermost to the
// innermost network, 0 for the default network.

import type { Scene } from '../scene.ts';
import { innermostRole } from './lane-roles.ts';

/** Returns the hue of every network of a scene, from its role. */
export function networkHues({ lanes }: Pick<Scene, 'lanes'>): ReadonlyMap<string, number> {
  return new Map(
    lanes.flatMap(({ kind, name, role }) => (kind === 'network' ? [[name, role] as const] : [])),
  );
}

/** Number of ramp steps between the hues of two adjacent lines. */
const hueDistance = 3;

/**
 * Returns hues for the networks shared by stacks of a host, in the given order, outermost first. Shared networks are thin adjacent lines,
 * so neighbours are far apart on the ramp.
 */
export function sharedHues(labels: Iterable<string>): ReadonlyMap<string, number> {
  return new Map(
    [...new Set(labels)].map((label, index) => [label, ((index * hueDistance) % innermostRole) + 1]),
  );
}
