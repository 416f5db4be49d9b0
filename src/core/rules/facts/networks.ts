// Networks and active services as rules see them: members by the networks of their namespace owner, and who uses the host's own network.

import { memoize } from '../../compose/memoize.ts';
import type { Network, Service } from '../../compose/topology.ts';
import type { RuleContext } from '../../findings/finding.ts';
import type { ServiceView } from '../../findings/service-view.ts';
import type { Facts } from '../../needs/project-facts.ts';
import { oncePerContext } from './once-per-context.ts';

/** Active services by network key, in file order; joined ones count where their owner is. */
export const membersByNetwork = oncePerContext(
  ({ views }: Pick<RuleContext, 'views'>): ReadonlyMap<string, readonly string[]> => {
    const members = new Map<string, string[]>();
    for (const [name, { facts }] of views) {
      for (const network of facts.networks) {
        const list = members.get(network);
        if (list) list.push(name);
        else members.set(network, [name]);
      }
    }
    return members;
  },
);

/**
 * The cause of what rules find of a network that holds the data with what faces the outside: the data has a way out there, and neighbours
 * that can speak for it. A network of its own ends all of it.
 */
export function networkCause(network: string): string {
  return `network:${network}`;
}

/** The networks that all the services are on, in the order of the first. */
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

/** Whether it is on user-defined networks by its own lines, where Docker resolves names. */
export function livesOnNetworks({ mode }: Service): boolean {
  return mode.kind === 'networks' || mode.kind === 'network';
}

/** Active services with networks of their own, in file order. */
export const attachedServices = oncePerContext(({ views }): readonly Service[] => {
  const services: Service[] = [];
  for (const { service } of views.values()) if (service.mode.kind === 'networks') services.push(service);
  return services;
});

/** Whether two or more services have nothing but the project's default network (CN201). */
export function isFlat(context: RuleContext): boolean {
  const services = attachedServices(context);
  return services.length >= 2 && services.every(({ attachments }) => isOnDefaultOnly(attachments));
}

function isOnDefaultOnly(attachments: Service['attachments']): boolean {
  return attachments.length === 1 && attachments[0]?.network === 'default';
}

/** Whether the file itself decides what this network is. */
export function isManaged(network: Network | undefined): network is Network {
  return network !== undefined && network.external === false;
}

/** Index of each active service, by name, as rows count them. */
export const serviceIndexes = memoize(
  (services: readonly string[]): ReadonlyMap<string, number> =>
    new Map(services.map((name, index) => [name, index])),
);

/** Whether the namespace that a service uses is the host's; not so for one that is not active. */
export function isOpen(view: ServiceView | undefined): boolean {
  if (!view) return false;
  const { facts, owner } = view;
  return facts.isolation === 'open' || (facts.isolation === 'joined' && owner?.mode.kind === 'host');
}

/** All active services in the host's network namespace, by themselves or through the service they join, in file order. */
export const openServices = oncePerContext(({ views }): readonly string[] => {
  const open: string[] = [];
  for (const [name, view] of views) if (isOpen(view)) open.push(name);
  return open;
});
