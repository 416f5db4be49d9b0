// For tests only: what makes one random operation, and names for it.

import type { PlainOperation } from '../../operations/registry.ts';
import type { Service, Topology } from '../../topology.ts';
import type { Random } from './random.ts';

/** `other` is a service and `network` a network that the operation may speak of. */
export type Maker = (
  random: Random,
  topology: Topology,
  service: Service,
  other: string,
  network: string,
) => PlainOperation;

/** The name of a network of the model, in 10 percent of the cases `default`. */
export function anyNetwork(random: Random, topology: Topology): string {
  return random.chance(10) ? 'default' : (random.some([...topology.networks.keys()]) ?? 'front');
}

/** Names for new entries: some may be taken, some are read as something else than text by YAML. */
export const FRESH = ['fresh', 'yes', '7', 'a.b.c', 'web', 'proxy'] as const;
