// For tests only: what makes one random operation.

import type { PlainOperation } from '../../operations/operation.ts';
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
