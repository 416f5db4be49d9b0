// Whose port it is where several services share a namespace: the ports that are opened stand at the owner, and who listens on one is known
// only as far as the file speaks of it.

import { oncePer } from '../../compose/once-per.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import type { SegmentTraits } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import { itemAt } from '../rows/item-at.ts';
import { openedPorts, opensPorts } from './published-ports.ts';
import type { Namespace } from './resolve-namespaces.ts';

/** Every number that a service says beside `ports`: exposed, in its command, its environment or its health check. */
const spokenNumbers = oncePer((service: Service): ReadonlySet<number> => {
  const { expose, command, entrypoint, healthcheck, environment } = service;
  const texts = [...expose, command, entrypoint, healthcheck, ...environment.map(({ value }) => value)];
  const found = new Set<number>();
  for (const text of texts) {
    for (const [number] of (text ?? '').matchAll(/(?<![\w.])\d{1,5}(?![\w.])/g)) found.add(Number(number));
  }
  return found;
});

/**
 * X8, X16: whether a port on which `member` listens is among those that are opened on a network with these traits. One that shares its
 * namespace has it where it speaks of the number and nobody else does; where none of them does it is not known.
 */
export function opensPortsOf(
  { services, family }: Pick<ReachBase, 'services' | 'family'>,
  { owner, members }: Namespace,
  member: Service,
  traits: SegmentTraits,
): Tri {
  if (members.length === 1) return opensPorts(owner, traits, family);
  const ports = openedPorts(owner, traits, family);
  if (ports.length === 0) return false;
  const all = members.map((index) => itemAt(services, index));
  const ownTris = ports.map((port): Tri => {
    const speakers = all.filter((service) => port !== null && spokenNumbers(service).has(port));
    if (!speakers.includes(member)) return speakers.length > 0 ? false : 'unknown';
    return speakers.length === 1 ? true : 'unknown';
  });
  return ownTris.includes(true) || (ownTris.includes('unknown') ? 'unknown' : false);
}
