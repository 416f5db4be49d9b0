// Everything that a service asks reverse proxies for, whichever kind they are.

import type { Service } from '../../compose/topology.ts';
import { caddyRoutes } from './caddy-routes.ts';
import type { ProxyRoute } from './proxied.ts';
import { traefikRoutes } from './traefik-routes.ts';
import { virtualHostRoutes } from './virtual-host-routes.ts';

/** A service object stands for its text: what did not change is not read again. */
const known = new WeakMap<Service, readonly ProxyRoute[]>();

/** The routes of a service, each proxy, host and port once. */
export function routesOf(service: Service): readonly ProxyRoute[] {
  const before = known.get(service);
  if (before) return before;
  const all = [...labelRoutes(service), ...virtualHostRoutes(service)];
  const list = all.length < 2 ? all : onceEach(all);
  known.set(service, list);
  return list;
}

function onceEach(all: readonly ProxyRoute[]): readonly ProxyRoute[] {
  const routes = new Map<string, ProxyRoute>();
  for (const route of all) {
    const key = JSON.stringify([route.by, route.host, route.port]);
    if (!routes.has(key)) routes.set(key, route);
  }
  return [...routes.values()];
}

/** What the labels of either proxy begin with. */
const spoken = /^(?:traefik|caddy)/i;

function labelRoutes(service: Service): readonly ProxyRoute[] {
  if (!service.labels.some(({ key }) => spoken.test(key))) return [];
  return [...traefikRoutes(service), ...caddyRoutes(service)];
}
