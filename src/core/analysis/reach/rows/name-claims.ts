// Who answers to the name of a service beside that service: what makes a name disputed at all. Mostly nobody.

import type { Service } from '../../../compose/topology.ts';
import type { ReachBase } from '../reach-base.ts';

/** Another service that answers to a service's name: everywhere (`hostname`, `container_name`), or as an alias on one network. */
interface Claim {
  readonly claimant: Service;
  readonly network: string | null;
}

/** By the index of the service whose name is claimed. */
export type NameClaims = ReadonlyMap<number, readonly Claim[]>;

/** All claims among the active services. */
export function nameClaims({ services, indexes }: Pick<ReachBase, 'services' | 'indexes'>): NameClaims {
  const claims = new Map<number, Claim[]>();
  for (const service of services) {
    for (const { index, network } of claimsBy(service, indexes)) {
      const list = claims.get(index) ?? [];
      list.push({ claimant: service, network });
      claims.set(index, list);
    }
  }
  return claims;
}

interface NamedElsewhere {
  readonly index: number;
  readonly network: string | null;
}

const nothing: readonly NamedElsewhere[] = [];

/** The names of other services that `service` answers to. */
export function claimsBy(service: Service, indexes: ReadonlyMap<string, number>): readonly NamedElsewhere[] {
  let found: NamedElsewhere[] | null = null;
  const claim = (name: string, network: string | null): void => {
    const index = name === service.name ? undefined : indexes.get(name);
    if (index === undefined) return;
    found ??= [];
    found.push({ index, network });
  };
  if (service.hostname !== null) claim(service.hostname, null);
  if (service.containerName !== null) claim(service.containerName, null);
  for (const { network, aliases } of service.attachments) {
    for (const alias of aliases) claim(alias, network);
  }
  return found ?? nothing;
}
