// Which services get containers of one name, in one project and across the stacks of a host (D11).

import type { Service } from '../../compose/topology.ts';
import type { Fix } from '../../findings/finding.ts';

/** Services that get a container of one name, in their order. */
export interface NameTakers<S> {
  readonly all: readonly S[];
  /** Those of them that say `container_name`. */
  readonly stated: readonly S[];
}

/** By container name, the services that get one of it; `containers` are the names that Compose gives to those of each. */
export function takersByName<S>(
  services: Iterable<
    readonly [taker: S, service: Pick<Service, 'containerName'>, containers: readonly string[]]
  >,
): ReadonlyMap<string, NameTakers<S>> {
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

/** Takes the stated name of a container away; `called` is the service as the finding names it. */
export function leaveToCompose(service: string, called: string): Fix {
  return {
    title: `Let Compose name the container of ${called}`,
    safe: false,
    operations: [{ type: 'unset', service, key: 'container_name', item: null }],
  };
}
