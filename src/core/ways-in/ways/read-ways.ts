// Reads the configuration of the proxies and tunnels among the services.

import { apache } from '../apache/apache.ts';
import { caddy } from '../caddy/caddy.ts';
import { haproxy } from '../haproxy/haproxy.ts';
import { newMeter, unlessGivenUp } from '../limits.ts';
import type { Program } from '../model.ts';
import { keepsRunning } from '../network/running.ts';
import { nginx } from '../nginx/nginx.ts';
import { nginxProxy } from '../nginx/nginx-proxy.ts';
import { readProgram } from '../proxy/make-program.ts';
import type { ProxyReader } from '../proxy/reader.ts';
import { traefik } from '../traefik/traefik.ts';
import { readTunnels } from '../tunnels/read-tunnels.ts';
import { type ProgramContext, serviceLocation, type WaysContext } from '../ways-context.ts';
import { type ProgramName, programOf, requestsRoutes, shortName } from './program-of.ts';
import type { RequestedRoute, UnreadProgram, Ways } from './ways.ts';

const readers: Readonly<Record<ProgramName, ProxyReader>> = {
  traefik,
  caddy,
  nginx,
  'nginx-proxy': nginxProxy,
  haproxy,
  apache,
  'nginx-proxy-manager': {
    read: () => 'Nginx Proxy Manager keeps its routes in a database, which is not read.',
  },
  other: {
    read: (_, service) =>
      `${service.name} is a proxy (${shortName(service)}) whose configuration is not read.`,
  },
};

/** Reads the configuration of all proxies and tunnels. */
export function readWays(context: WaysContext): Ways {
  const programs: Program[] = [];
  const unread: UnreadProgram[] = [];
  const found = context.reach.services.flatMap((name) => {
    const service = context.topology.services.get(name);
    const program = service && keepsRunning(service) ? programOf(service) : null;
    return service && program !== null ? [{ name, service, program }] : [];
  });
  const proxyPorts = (name: string): readonly number[] =>
    programs.find(({ service }) => service === name)?.entrances.map(({ port }) => port) ?? [];
  for (const { name, service, program } of found) {
    const own: ProgramContext = { ...context, proxyPorts, meter: newMeter(found.length) };
    const read = readProgram(own, service, program, readers[program]);
    if (typeof read === 'string') unread.push({ service: name, name: program, because: read });
    else programs.push(read);
  }
  return { context, programs, unread, tunnels: readTunnels(context), asked: askedRoutes(context) };
}

/** Returns the routes that services request from proxies that read labels or variables. */
function askedRoutes(context: WaysContext): readonly RequestedRoute[] {
  return context.reach.services.flatMap((name) => {
    const service = context.topology.services.get(name);
    if (!service || !keepsRunning(service) || !requestsRoutes(service)) return [];
    const declaredAt = serviceLocation(service, ['labels']);
    // Labels that exceed the limits may request any route.
    return unlessGivenUp(
      () => Object.values(readers).flatMap((reader) => reader.requestedRoutes?.(context, service) ?? []),
      declaredAt,
      () => [{ service: name, by: 'traefik', host: '*', port: null, network: null, declaredAt }],
    );
  });
}
