// Indexes routes by host, so that a request is not compared with all of them.

import { byHost } from '../hosts-index.ts';

import type { Router } from './dynamic-config.ts';
import type { Link } from './middlewares.ts';
import { plainHost, type Rule } from './rule.ts';

/** A router on one entry point. */
export interface Route {
  readonly router: Router;
  readonly rule: Rule;
  readonly links: readonly Link[];
  readonly priority: number;
  readonly isTls: boolean;
}

export interface Candidates {
  readonly size: number;
  /** Returns the routes that may take a host, in order. */
  forHost(host: string): readonly Route[];
  /** True when a route names the host. */
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
