// The colours of networks, on the page and in pictures of it, as numbers to which a theme gives a colour: steps of one ramp from the outermost
// to the innermost, 0 for the default network.

import type { Scene } from '../scene.ts';
import { innermost } from './lane-roles.ts';

/** The hue of every network of a scene, by its role. */
export function networkHues({ lanes }: Pick<Scene, 'lanes'>): ReadonlyMap<string, number> {
  return new Map(
    lanes.flatMap(({ kind, name, role }) => (kind === 'network' ? [[name, role] as const] : [])),
  );
}

/** How many steps of the ramp lie between the hues of two lines side by side. */
const apart = 3;

/**
 * Hues for the networks that stacks of a host share, in the order in which they are given, the outermost first. They lie side by side as thin
 * lines and not within each other, so that neighbours are far apart on the ramp.
 */
export function sharedHues(labels: Iterable<string>): ReadonlyMap<string, number> {
  return new Map([...new Set(labels)].map((label, index) => [label, ((index * apart) % innermost) + 1]));
}
