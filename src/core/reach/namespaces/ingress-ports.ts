// Ports that Swarm publishes in ingress mode: on every machine, through a network of its own.

import { oncePer } from '../../compose/once-per.ts';
import { claimedPorts, type PortRange } from '../../compose/project/ports/port-range.ts';
import type { PortBinding, Service } from '../../compose/topology.ts';
import { statedPorts } from '../../images/catalogue.ts';

/** The bindings of `service` in ingress mode, which is what a port has that does not say otherwise. */
export function ingressBindings({ ports }: Pick<Service, 'ports'>): readonly PortBinding[] {
  return ports.flatMap(({ mode, bindings }) => (mode === 'host' ? [] : bindings));
}

/** Whether `service` publishes in ingress mode at all; an item that cannot be read yet does, too. */
export function hasIngressPort({ ports }: Pick<Service, 'ports'>): boolean {
  return ports.some(
    ({ mode, bindings, unset }) => mode !== 'host' && (bindings.length > 0 || unset.length > 0),
  );
}

/** SW6: a port on which `service` is said to listen and whose number a service publishes in ingress mode. */
export interface IngressHit {
  readonly port: number;
  readonly publisher: Service;
}

interface Publisher extends PortRange {
  readonly publisher: Service;
}

/** Who publishes which numbers in ingress mode, in the order of `services`; of a pool no number is certain. */
const publishersIn = oncePer((services: readonly Service[]): readonly Publisher[] =>
  services.flatMap((publisher) =>
    ingressBindings(publisher).flatMap((binding): readonly Publisher[] => {
      const claimed = claimedPorts(binding);
      return claimed === null ? [] : [{ ...claimed, publisher }];
    }),
  ),
);

/** All such ports of `service`, of a range the first one, with those of `services` that publish the number. */
export function ingressHits(services: readonly Service[], service: Service): readonly IngressHit[] {
  const hits = new Map<string, IngressHit>();
  for (const stated of statedPorts(service)) {
    for (const { first, last, publisher } of publishersIn(services)) {
      const port = Math.max(first, stated.first);
      if (port > last || port > stated.last) continue;
      hits.set(`${port} ${publisher.name}`, { port, publisher });
    }
  }
  return [...hits.values()];
}
