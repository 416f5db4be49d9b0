// Networks and active services, for rules: members by the networks of their namespace owner, and services on the host's network.

import { memoize } from '../../compose/memoize.ts';
import type { Network, Service } from '../../compose/topology.ts';
import type { RuleContext } from '../../findings/finding.ts';
import type { ServiceView } from '../../findings/service-view.ts';
import type { Facts } from '../../needs/project-facts.ts';
import { oncePerContext } from './once-per-context.ts';

/** The number of Docker's default pools: 172.17.0.0/16 to 172.31.0.0/16 and sixteen of 192.168.0.0/16; `docker0` has the first. */
export const defaultPoolCount = 31;

/** The active services by network key, in file order; services that join a namespace count with its owner. */
export function membersByNetwork({
  views,
}: Pick<RuleContext, 'views'>): ReadonlyMap<string, readonly string[]> {
  return membersAmong(views);
}

const membersAmong = memoize((views: RuleContext['views']): ReadonlyMap<string, readonly string[]> => {
  const members = new Map<string, string[]>();
  for (const [name, { facts }] of views) {
    for (const network of facts.networks) {
      const list = members.get(network);
      if (list) list.push(name);
      else members.set(network, [name]);
    }
  }
  return members;
});

/**
 * Returns the cause that groups the findings about a network with both data and exposed services: the data has a way out, and neighbours
 * can impersonate it. A separate network ends all of it.
 */
export function networkCause(network: string): string {
  return `network:${network}`;
}

/** Returns the networks that all the services are on, in the order of the first. */
export function commonNetworks(
  { reach }: Pick<Facts, 'reach'>,
  first: string,
  ...others: readonly string[]
): readonly string[] {
  const networks = reach.facts.get(first)?.networks ?? [];
  return networks.filter((network) =>
    others.every((other) => reach.facts.get(other)?.networks.includes(network)),
  );
}

/** True when a service itself is on user-defined networks, where Docker resolves names. */
export function livesOnNetworks({ mode }: Service): boolean {
  return mode.kind === 'networks' || mode.kind === 'network';
}

/** The active services with networks of their own, in file order. */
export const attachedServices = oncePerContext(({ views }): readonly Service[] => {
  const services: Service[] = [];
  for (const { service } of views.values()) if (service.mode.kind === 'networks') services.push(service);
  return services;
});

/** True when two or more services have only the project's default network (CN201). */
export function isFlat(context: RuleContext): boolean {
  const services = attachedServices(context);
  return services.length >= 2 && services.every(({ attachments }) => isOnDefaultOnly(attachments));
}

function isOnDefaultOnly(attachments: Service['attachments']): boolean {
  return attachments.length === 1 && attachments[0]?.network === 'default';
}

/** True when the file itself defines this network. */
export function isManaged(network: Network | undefined): network is Network {
  return network !== undefined && network.external === false;
}

/** The index of each active service in rows, by name. */
export const serviceIndexes = memoize(
  (services: readonly string[]): ReadonlyMap<string, number> =>
    new Map(services.map((name, index) => [name, index])),
);

/** True when a service uses the host's network namespace; false for an inactive one. */
export function isOpen(view: ServiceView | undefined): boolean {
  if (!view) return false;
  const { facts, owner } = view;
  return facts.isolation === 'open' || (facts.isolation === 'joined' && owner?.mode.kind === 'host');
}

/** All active services in the host's network namespace, directly or by joining another service, in file order. */
export const openServices = oncePerContext(({ views }): readonly string[] => {
  const open: string[] = [];
  for (const [name, view] of views) if (isOpen(view)) open.push(name);
  return open;
});
