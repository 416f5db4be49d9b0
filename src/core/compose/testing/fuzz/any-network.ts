// For tests only: the name of a network of a model.

import type { Topology } from '../../topology.ts';
import type { Random } from './random.ts';

/** One that the model knows, now and then `default`. */
export function anyNetwork(random: Random, topology: Topology): string {
  return random.chance(10) ? 'default' : (random.some([...topology.networks.keys()]) ?? 'front');
}
