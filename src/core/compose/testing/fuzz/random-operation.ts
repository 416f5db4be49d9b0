// For tests only: a random operation that the file at hand makes likely to apply, now and then one that it does not.

import type { Operation } from '../../operations/operation.ts';
import type { Topology } from '../../topology.ts';
import { keyMakers } from './key-makers.ts';
import { membershipMakers } from './membership-makers.ts';
import { networkMakers } from './network-makers.ts';
import type { Random } from './random.ts';

const MAKERS = [...membershipMakers, ...keyMakers, ...networkMakers];

/** One operation on `topology`; null where it has no service to speak of. */
export function randomOperation(random: Random, topology: Topology): Operation | null {
  const service = random.some([...topology.services.values()]);
  if (!service) return null;
  const other = random.some([...topology.services.keys()]) ?? service.name;
  const networks = random.chance(40)
    ? service.attachments.map((attachment) => attachment.network)
    : [...topology.networks.keys()];
  const network = random.some(networks) ?? random.pick(['front', 'default', 'missing'] as const);
  const make = random.some(MAKERS);
  const operation = make ? make(random, topology, service, other, network) : null;
  if (operation === null || !('service' in operation) || !random.chance(4)) return operation;
  return { type: random.pick(['own', 'at-anchor']), service: operation.service, inner: operation };
}
