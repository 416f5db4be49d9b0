// What only the owner of a network namespace may say (A9): a joined service is pointed to its owner.

import { type Result, refuse } from '../../../text/result.ts';
import { namespaceOwner } from '../../network-namespaces.ts';
import type { Service, Topology } from '../../topology.ts';

/** The refusal for a joined service, with the same operation on the owner as the choice; null for any other. */
export function refuseJoined(
  topology: Topology,
  service: Service,
  what: string,
  onOwner: (owner: string) => string,
): Result<never> | null {
  const { mode, name } = service;
  if (mode.kind !== 'service' && mode.kind !== 'container') return null;
  const owner = namespaceOwner(topology, service)?.name ?? null;
  const choices = owner === null ? [] : [{ label: `say it on ${owner}`, operation: onOwner(owner) }];
  return refuse('owner-only', `${name} is joined to ${mode.of}, which alone can have ${what}`, choices);
}
