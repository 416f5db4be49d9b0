// Services whose containers get the same name, in one project and across the stacks of a host (D11).

import type { Service } from '../../compose/topology.ts';
import type { Fix } from '../../findings/finding.ts';

/** The services whose containers get one name, in their order. */
export interface NameHolders<S> {
  readonly all: readonly S[];
  /** The services among them that state `container_name`. */
  readonly stated: readonly S[];
}

/** Returns the services by container name; `containers` are the names that Compose gives to each. */
export function holdersByName<S>(
  services: Iterable<
    readonly [taker: S, service: Pick<Service, 'containerName'>, containers: readonly string[]]
  >,
): ReadonlyMap<string, NameHolders<S>> {
  const found = new Map<string, { all: S[]; stated: S[] }>();
  for (const [taker, { containerName }, containers] of services) {
    for (const name of containers) {
      const takers = found.get(name) ?? { all: [], stated: [] };
      found.set(name, takers);
      takers.all.push(taker);
      if (name === containerName) takers.stated.push(taker);
    }
  }
  return found;
}

/** Returns the fix that removes a stated container name; `called` is the name of the service in the finding. */
export function removeContainerName(service: string, called: string): Fix {
  return {
    title: `Let Compose name the container of ${called}`,
    safe: false,
    operations: [{ type: 'unset', service, key: 'container_name', item: null }],
  };
}
