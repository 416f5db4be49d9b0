// Reads the configuration of the proxies and tunnels among the services.

import type { Service } from '../../compose/topology.ts';
import { apacheProgram } from '../apache/apache-program.ts';
import { askedOfCaddy } from '../caddy/asked-routes.ts';
import { caddyProgram } from '../caddy/caddy-program.ts';
import { haproxyProgram } from '../haproxy/haproxy-program.ts';
import { mostAsked, mostEntrances, mostSamples, newMeter, unlessGivenUp } from '../limits.ts';
import type { Program, ProgramName } from '../model.ts';
import { keepsRunning } from '../network/running.ts';
import { nginxProgram } from '../nginx/nginx-program.ts';
import { askedOfNginxProxy, nginxProxyProgram } from '../nginx/nginx-proxy-program.ts';
import { unknown } from '../outcomes.ts';
import { askedOfTraefik } from '../traefik/asked-routes.ts';
import { traefikProgram } from '../traefik/traefik-program.ts';
import { readTunnels } from '../tunnels/read-tunnels.ts';
import { type ProgramGround, saidBy, type WaysContext } from '../ways-context.ts';
import { asksForRoutes, programOf, shortName } from './program-of.ts';
import type { AskedRoute, UnreadProgram, Ways } from './ways.ts';

type Reader = (ground: ProgramGround, service: Service) => Program | string;

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

/** What a reader makes of a service; where it gave up, why. So it is with each answer. */
function readWithin(
  ground: ProgramGround,
  service: Service,
  reader: Reader | undefined,
): Program | string | undefined {
  const said = saidBy(service, ['image']);
  const named = (because: string) => `${service.name}: ${because}`;
  const program = unlessGivenUp(() => reader?.(ground, service), said, named);
  if (program === undefined || typeof program === 'string') return program;
  if (program.entrances.length > mostEntrances)
    return named(`It listens on more than ${mostEntrances} ports, which are not followed.`);
  if (program.samples.length > mostSamples)
    return named(`It names more than ${mostSamples} pairs of a host and a path, which are not asked.`);
  // Each pair is asked from an address of each range.
  if (program.ranges.length * program.samples.length > mostAsked)
    return named(
      `It tells ${program.ranges.length} ranges of addresses apart for more names than what is asked.`,
    );
  return {
    ...program,
    answer: (request) =>
      unlessGivenUp(
        () => program.answer(request),
        said,
        (because) => unknown(named(because)),
      ),
    faults: () =>
      unlessGivenUp(
        () => program.faults(),
        said,
        () => [],
      ),
  };
}

/** Reads all of them. */
export function readWays(ground: WaysContext): Ways {
  const programs: Program[] = [];
  const unread: UnreadProgram[] = [];
  const found = ground.reach.services.flatMap((name) => {
    const service = ground.topology.services.get(name);
    const program = service && keepsRunning(service) ? programOf(service) : null;
    return service && program !== null ? [{ name, service, program }] : [];
  });
  for (const { name, service, program } of found) {
    const own: ProgramGround = { ...ground, meter: newMeter(found.length) };
    const read =
      readWithin(own, service, readers[program]) ??
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
    const said = saidBy(service, ['labels']);
    // Labels that are not read to their end may ask for anything.
    return unlessGivenUp(
      () => [...askedOfTraefik(service), ...askedOfCaddy(ground, service), ...askedOfNginxProxy(service)],
      said,
      () => [{ service: name, by: 'traefik', host: '*', port: null, network: null, said }],
    );
  });
}
