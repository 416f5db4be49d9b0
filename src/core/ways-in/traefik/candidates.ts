// Routes by the hosts that they may take, so that one request does not ask all of them.

import { byHost } from '../hosts-index.ts';
import type { Route } from './muxers.ts';
import { plainHost } from './rule.ts';

export interface Candidates {
  readonly size: number;
  /** Those that may take a host, in their order. */
  forHost(host: string): readonly Route[];
  /** Whether one of them names this host. */
  names(host: string): boolean;
}

export function candidatesOf(routes: readonly Route[]): Candidates {
  const forHost = byHost(routes, ({ rule }) => rule.only);
  const named = new Set(routes.flatMap(({ rule }) => rule.hosts.map(({ host }) => host)));
  return {
    size: routes.length,
    names: (host) => named.has(host),
    forHost: (host) => forHost(plainHost(host)),
  };
}
