// Ports that Swarm publishes in ingress mode: on every machine, through a network of its own.

import { oncePer } from '../../../compose/once-per.ts';
import type { PortBinding, Service } from '../../../compose/topology.ts';
import { statedPorts } from '../../needs/catalogue.ts';

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

/** Who publishes each number in ingress mode, in the order of `services`. */
const publishersIn = oncePer((services: readonly Service[]): ReadonlyMap<number, readonly Service[]> => {
  const found = new Map<number, Service[]>();
  for (const publisher of services) {
    for (const { hostPort } of ingressBindings(publisher)) {
      if (hostPort === '') continue;
      const known = found.get(Number(hostPort));
      if (known) known.push(publisher);
      else found.set(Number(hostPort), [publisher]);
    }
  }
  return found;
});

/** All such ports of `service`, with those of `services` that publish the number. */
export function ingressHits(services: readonly Service[], service: Service): readonly IngressHit[] {
  const publishers = publishersIn(services);
  return [...new Set(statedPorts(service))].flatMap((port) =>
    (publishers.get(port) ?? []).map((publisher) => ({ port, publisher })),
  );
}
