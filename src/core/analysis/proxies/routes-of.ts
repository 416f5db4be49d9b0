// Everything that a service asks reverse proxies for, whichever kind they are.

import { oncePer } from '../../compose/once-per.ts';
import type { Service } from '../../compose/topology.ts';
import { caddyRoutes } from './caddy-routes.ts';
import type { ProxyRoute } from './proxied.ts';
import { portNumber, tcpPorts } from './route-port.ts';
import { traefikRoutes } from './traefik-routes.ts';

/** The routes of a service, each proxy, host and port once. */
export const routesOf = oncePer((service: Service): readonly ProxyRoute[] => {
  const all = [...labelRoutes(service), ...virtualHostRoutes(service)];
  return all.length < 2 ? all : onceEach(all);
});

function onceEach(all: readonly ProxyRoute[]): readonly ProxyRoute[] {
  const routes = new Map<string, ProxyRoute>();
  for (const route of all) {
    const key = JSON.stringify([route.by, route.host, route.port]);
    if (!routes.has(key)) routes.set(key, route);
  }
  return [...routes.values()];
}

/** What the labels of either proxy begin with. */
const proxyLabel = /^(?:traefik|caddy)/i;

function labelRoutes(service: Service): readonly ProxyRoute[] {
  if (!service.labels.some(({ key }) => proxyLabel.test(key))) return [];
  return [...traefikRoutes(service), ...caddyRoutes(service)];
}

/** One route for each host name. */
function virtualHostRoutes(service: Service): readonly ProxyRoute[] {
  const variable = service.environment.find(({ key }) => key === 'VIRTUAL_HOST');
  if (!variable?.value) return [];
  const hosts = variable.value.split(',').map((host) => host.trim());
  const written = service.environment.find(({ key }) => key === 'VIRTUAL_PORT')?.value;
  const port = portNumber(written) ?? presumedPort(service);
  const at = ['services', service.name, ...variable.path];
  return hosts
    .filter((host) => host !== '')
    .map((host) => ({ by: 'nginx-proxy', host, port, network: null, at }));
}

/** The only port that the container exposes, 80 where there are several. */
function presumedPort(service: Service): number | null {
  const ports = tcpPorts(service);
  return ports.length > 1 ? 80 : (ports[0] ?? null);
}
