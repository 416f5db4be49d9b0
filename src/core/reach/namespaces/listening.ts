// Assigns opened ports to the services of a shared namespace. Ports are declared on the owner; the service that listens is known only if
// the file mentions the number.

import { memoize } from '../../compose/memoize.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import type { SegmentTraits } from '../networks/segment.ts';
import type { ReachBase } from '../reach-base.ts';
import { itemAt } from '../rows/item-at.ts';
import { openedPorts, opensPorts } from './published-ports.ts';
import type { Namespace } from './resolve-namespaces.ts';

/** The numbers that a service mentions outside `ports`: exposed ports, command, environment, health check. */
const mentionedNumbers = memoize((service: Service): ReadonlySet<number> => {
  const { expose, command, entrypoint, healthcheck, environment } = service;
  const texts = [...expose, command, entrypoint, healthcheck, ...environment.map(({ value }) => value)];
  const found = new Set<number>();
  for (const text of texts) {
    for (const [number] of (text ?? '').matchAll(/(?<![\w.])\d{1,5}(?![\w.])/g)) found.add(Number(number));
  }
  return found;
});

/**
 * True when `member` listens on a port that a network with these traits opens (X8, X16). In a shared namespace the member that alone
 * mentions the number has the port; when none does, the answer is unknown.
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
  const memberServices = members.map((index) => itemAt(services, index));
  const memberOpens = ports.map((port): Tri => {
    const mentioning = memberServices.filter(
      (service) => port !== null && mentionedNumbers(service).has(port),
    );
    if (!mentioning.includes(member)) return mentioning.length > 0 ? false : 'unknown';
    return mentioning.length === 1 ? true : 'unknown';
  });
  return memberOpens.includes(true) || (memberOpens.includes('unknown') ? 'unknown' : false);
}
