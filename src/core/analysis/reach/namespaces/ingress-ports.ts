// Ports that Swarm publishes in ingress mode: on every machine, through a network of its own.

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

/** All such ports of `service`, whoever among `services` publishes the number. */
export function ingressHits(services: readonly Service[], service: Service): readonly IngressHit[] {
  const listens = new Set(statedPorts(service));
  return services.flatMap((publisher) =>
    ingressBindings(publisher).flatMap(({ hostPort }): readonly IngressHit[] => {
      const port = Number(hostPort);
      return hostPort !== '' && listens.has(port) ? [{ port, publisher }] : [];
    }),
  );
}
