// Removing what several files speak of: the references go first, each in its own file, then the entry.

import type { Operation } from '../../operations/operation.ts';
import type { Topology } from '../../topology.ts';

/** Returns operations with the same combined effect, each of which concerns fewer entries. */
export function withReferencesRemoved(
  topology: Topology,
  operations: readonly Operation[],
): readonly Operation[] {
  return operations.flatMap((operation) => [...referencesTo(topology, operation), operation]);
}

function referencesTo(topology: Topology, operation: Operation): readonly Operation[] {
  if (operation.type === 'remove-service') {
    const target = operation.service;
    return [...topology.services.values()].flatMap(
      ({ name: service, dependsOn, links }): readonly Operation[] => [
        ...(dependsOn.some((dependency) => dependency.service === target)
          ? [{ type: 'undepends', service, target } as const]
          : []),
        ...(links.some((link) => link.service === target)
          ? [{ type: 'unlink', service, item: target } as const]
          : []),
      ],
    );
  }
  if (operation.type !== 'remove-network') return [];
  const { network, soleMembers } = operation;
  const members = [...topology.services.values()].filter(({ attachments }) =>
    attachments.some((attachment) => attachment.network === network && attachment.membership === 'declared'),
  );
  return members.map(({ name: service, attachments }): Operation => {
    if (attachments.length > 1 || soleMembers === null)
      return { type: 'detach', service, network, last: null };
    return soleMembers === 'none' || soleMembers === 'default'
      ? { type: 'detach', service, network, last: soleMembers }
      : { type: 'move', service, from: network, to: soleMembers };
  });
}
