// Ports that Swarm publishes in ingress mode: on every machine, through a network of its own.

import { memoize } from '../../compose/memoize.ts';
import { claimedPorts, type PortRange } from '../../compose/project/ports/port-range.ts';
import type { PortBinding, Service } from '../../compose/topology.ts';
import { statedPorts } from '../../images/catalogue.ts';

/** Returns the bindings of a service in ingress mode, the default mode of a port. */
export function ingressBindings({ ports }: Pick<Service, 'ports'>): readonly PortBinding[] {
  return ports.flatMap(({ mode, bindings }) => (mode === 'host' ? [] : bindings));
}

/** True when a service publishes in ingress mode; a port with an unset variable counts. */
export function hasIngressPort({ ports }: Pick<Service, 'ports'>): boolean {
  return ports.some(
    ({ mode, bindings, unset }) => mode !== 'host' && (bindings.length > 0 || unset.length > 0),
  );
}

/** A port that a service states and that another service publishes in ingress mode (SW6). */
export interface IngressMatch {
  readonly port: number;
  readonly publisher: Service;
}

interface PublishedRange extends PortRange {
  readonly publisher: Service;
}

/** Returns the port numbers that services publish in ingress mode, in service order; port pools have no certain number and are left out. */
const publishersIn = memoize((services: readonly Service[]): readonly PublishedRange[] =>
  services.flatMap((publisher) =>
    ingressBindings(publisher).flatMap((binding): readonly PublishedRange[] => {
      const claimed = claimedPorts(binding);
      return claimed === null ? [] : [{ ...claimed, publisher }];
    }),
  ),
);

/** Returns the stated ports of a service that any service publishes in ingress mode, with the first port of each range. */
export function ingressMatches(services: readonly Service[], service: Service): readonly IngressMatch[] {
  const matches = new Map<string, IngressMatch>();
  for (const stated of statedPorts(service)) {
    for (const { first, last, publisher } of publishersIn(services)) {
      const port = Math.max(first, stated.first);
      if (port > last || port > stated.last) continue;
      matches.set(`${port} ${publisher.name}`, { port, publisher });
    }
  }
  return [...matches.values()];
}
