// Proxies that services count on and that are not in the file: drawn and listed as ghosts.

import type { Reach } from '../reach/reach-model.ts';
import type { ProxyKind } from './proxied.ts';

export interface GhostProxy {
  readonly name: ProxyKind;
  readonly ghost: true;
  /** Services that it would send to, in file order. */
  readonly targets: readonly string[];
}

/** Each kind of proxy that is not here, in the order of the first service that asks for it. */
export function ghostProxies(reach: Reach): readonly GhostProxy[] {
  const targets = new Map<ProxyKind, Set<string>>();
  for (const name of reach.services) {
    for (const { by, ghost, reachable } of reach.proxied(name)) {
      if (!ghost || reachable === false) continue;
      const list = targets.get(by);
      if (list) list.add(name);
      else targets.set(by, new Set([name]));
    }
  }
  return [...targets].map(([name, services]) => ({ name, ghost: true, targets: [...services] }));
}
