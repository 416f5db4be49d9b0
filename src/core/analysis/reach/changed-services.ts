// What an edit changed, as far as it can be followed service by service.

import type { Service, Topology } from '../../compose/topology.ts';
import { activeServices } from './active-services.ts';
import { itemAt } from './item-at.ts';
import type { ReachBase } from './reach-base.ts';

export interface ChangedServices {
  /** All active services after the edit: the same names in the same order. */
  readonly services: readonly Service[];
  /** Indexes of those that are other objects than before. */
  readonly changed: readonly number[];
}

/** Above this, starting afresh costs less. */
const few = 8;

/** The changes, where no more than a few services changed and nothing else did; else null. */
export function changedServices(base: ReachBase, topology: Topology): ChangedServices | null {
  if (topology.name !== base.topology.name || !sameNetworks(base.topology, topology)) return null;
  const services = activeServices(topology, base.options.profiles);
  if (services.length !== base.services.length) return null;
  const changed: number[] = [];
  for (let index = 0; index < services.length; index++) {
    const before = itemAt(base.services, index);
    const after = itemAt(services, index);
    if (before === after) continue;
    if (before.name !== after.name || !sameHome(before, after) || changed.length === few) return null;
    changed.push(index);
  }
  return { services, changed };
}

function sameNetworks(before: Topology, after: Topology): boolean {
  if (before.networks === after.networks) return true;
  if (before.networks.size !== after.networks.size) return false;
  // Their order in the file counts: it decides the numbers of segments.
  const others = after.networks.values();
  for (const network of before.networks.values()) if (others.next().value !== network) return false;
  return true;
}

/** Whether it lives in a namespace of the same kind under the same owner, and can be joined by the same names. */
function sameHome(before: Service, after: Service): boolean {
  if (before.containerName !== after.containerName || before.mode.kind !== after.mode.kind) return false;
  if (before.mode.kind === 'network') return false;
  const target = ({ mode }: Service): string =>
    mode.kind === 'service' || mode.kind === 'container' ? mode.of : '';
  return target(before) === target(after);
}
