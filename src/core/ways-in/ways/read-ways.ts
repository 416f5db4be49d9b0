// Reads the configuration of the proxies and tunnels among the services.

import type { Service } from '../../compose/topology.ts';
import { apacheProgram } from '../apache/apache-program.ts';
import { askedOfCaddy } from '../caddy/asked-routes.ts';
import { caddyProgram } from '../caddy/caddy-program.ts';
import { haproxyProgram } from '../haproxy/haproxy-program.ts';
import type { Program, ProgramName } from '../model.ts';
import { keepsRunning } from '../network/running.ts';
import { nginxProgram } from '../nginx/nginx-program.ts';
import { askedOfNginxProxy, nginxProxyProgram } from '../nginx/nginx-proxy-program.ts';
import { askedOfTraefik } from '../traefik/asked-routes.ts';
import { traefikProgram } from '../traefik/traefik-program.ts';
import { readTunnels } from '../tunnels/read-tunnels.ts';
import type { WaysContext } from '../ways-context.ts';
import { asksForRoutes, programOf, shortName } from './program-of.ts';
import type { AskedRoute, UnreadProgram, Ways } from './ways.ts';

type Reader = (ground: WaysContext, service: Service) => Program | string;

const readers: Partial<Record<ProgramName, Reader>> = {
  traefik: traefikProgram,
  caddy: caddyProgram,
  nginx: nginxProgram,
  'nginx-proxy': nginxProxyProgram,
  haproxy: haproxyProgram,
  apache: apacheProgram,
};

/** Programs that are known by name alone. */
const notRead: Partial<Record<ProgramName, string>> = {
  'nginx-proxy-manager': 'Nginx Proxy Manager keeps its routes in a database, which is not read.',
};

/** Reads all of them. */
export function readWays(ground: WaysContext): Ways {
  const programs: Program[] = [];
  const unread: UnreadProgram[] = [];
  for (const name of ground.reach.services) {
    const service = ground.topology.services.get(name);
    const program = service && keepsRunning(service) ? programOf(service) : null;
    if (!service || program === null) continue;
    const read =
      readers[program]?.(ground, service) ??
      notRead[program] ??
      `${name} is a proxy (${shortName(service)}) whose configuration is not read.`;
    if (typeof read === 'string') unread.push({ service: name, name: program, because: read });
    else programs.push(read);
  }
  return { ground, programs, unread, tunnels: readTunnels(ground), asked: askedRoutes(ground) };
}

/** What services ask of proxies that read labels or variables. */
function askedRoutes(ground: WaysContext): readonly AskedRoute[] {
  return ground.reach.services.flatMap((name) => {
    const service = ground.topology.services.get(name);
    if (!service || !keepsRunning(service) || !asksForRoutes(service)) return [];
    return [...askedOfTraefik(service), ...askedOfCaddy(ground, service), ...askedOfNginxProxy(service)];
  });
}
