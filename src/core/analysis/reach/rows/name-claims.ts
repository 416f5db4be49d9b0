// Who answers to the name of a service beside that service: what makes a name disputed at all. Mostly nobody.

import type { Service } from '../../../compose/topology.ts';
import { hasItsName } from '../namespaces/resolve-namespaces.ts';
import type { ReachBase } from '../reach-base.ts';

/** Another service that answers to a service's name: everywhere (`hostname`, `container_name`), or as an alias on one network. */
interface Claim {
  readonly claimant: Service;
  readonly network: string | null;
}

/** By the index of the service whose name is claimed. */
export type NameClaims = ReadonlyMap<number, readonly Claim[]>;

/** All claims among the active services. */
export function nameClaims({ services }: Pick<ReachBase, 'services'>): NameClaims {
  const named = new Map<string, number[]>();
  services.forEach(({ name }, index) => {
    const same = named.get(fold(name));
    if (same) same.push(index);
    else named.set(fold(name), [index]);
  });
  const claims = new Map<number, Claim[]>();
  services.forEach((claimant, own) => {
    const claim = (name: string, network: string | null): void => {
      for (const index of named.get(fold(name)) ?? []) {
        if (index === own) continue;
        const list = claims.get(index) ?? [];
        list.push({ claimant, network });
        claims.set(index, list);
      }
    };
    // Only one that is written in other letters: a name stands once in a file.
    if (hasItsName(claimant)) claim(claimant.name, null);
    if (claimant.hostname !== null) claim(claimant.hostname, null);
    if (claimant.containerName !== null) claim(claimant.containerName, null);
    for (const { network, aliases } of claimant.attachments) {
      for (const alias of aliases) claim(alias, network);
    }
  });
  return claims;
}

/** D12: upper and lower case are one. */
function fold(name: string): string {
  return name.toLowerCase();
}
