// Routes by the hosts that they may take, so that one request does not ask all of them.

import { plainHost } from './rule.ts';
import type { Route } from './traefik-program.ts';

export interface Candidates {
  readonly size: number;
  /** Those that may take a host, in their order. */
  forHost(host: string): readonly Route[];
  /** Whether one of them names this host. */
  names(host: string): boolean;
}

export function candidatesOf(routes: readonly Route[]): Candidates {
  const byHost = new Map<string, number[]>();
  const others: number[] = [];
  const named = new Set<string>();
  for (const [index, { rule }] of routes.entries()) {
    for (const { host } of rule.hosts) named.add(host);
    if (rule.only === null) others.push(index);
    for (const host of new Set(rule.only)) {
      const list = byHost.get(host);
      if (list) list.push(index);
      else byHost.set(host, [index]);
    }
  }
  return {
    size: routes.length,
    names: (host) => named.has(host),
    forHost: (host) => {
      if (others.length === routes.length) return routes;
      const places = [...(byHost.get(plainHost(host)) ?? []), ...others].sort((a, b) => a - b);
      return places.flatMap((place) => routes[place] ?? []);
    },
  };
}
