// Caddy: where it listens, with which certificates, and what it answers.

import { oncePer } from '../../compose/once-per.ts';
import type { Service } from '../../compose/topology.ts';
import { giveUp, mostSamples } from '../limits.ts';
import type { Entrance, Outcomes, Program, Request, Said, Sample } from '../model.ts';
import { behindCertificate, only, passed } from '../outcomes.ts';
import { defaultPort } from '../urls.ts';
import { type ProgramGround, saidBy } from '../ways-context.ts';
import { type CaddyConfig, readCaddyConfig } from './caddy-config.ts';
import { caddyFaults } from './caddy-faults.ts';
import { hostMatcher, matchesHost, plainHosts, protocolMatcher } from './matchers.ts';
import { type Route, runRoutes } from './routes.ts';
import type { CaddyServer, Issuer } from './sites.ts';

/** The Caddy that a service is; a sentence where its configuration is not known. */
export function caddyProgram(ground: ProgramGround, service: Service): Program | string {
  const config = readCaddyConfig(ground, service);
  if (typeof config === 'string') return config;
  return programOf(ground, service, withRedirects(config));
}

/** A server with what automatic HTTPS adds to its routes. */
interface Listening extends CaddyServer {
  readonly isTls: (port: number) => boolean;
}

interface Complete extends Omit<CaddyConfig, 'servers'> {
  readonly servers: readonly Listening[];
}

function withRedirects(config: CaddyConfig): Complete {
  const { automatic, httpPort, httpsPort, servers } = config;
  const securing = automatic === 'off' ? [] : servers.filter(({ secured }) => secured.size > 0);
  const [first] = securing;
  const wanted = automatic === 'on' && first !== undefined;
  const shown = (port: number) =>
    [httpPort, httpsPort, defaultPort('http'), defaultPort('https')].includes(port) ? '' : `:${port}`;
  const redirects = securing.flatMap(({ secured, ports, said }) => {
    const port = ports.find((port) => port !== httpPort) ?? httpsPort;
    return [...secured.keys()].map((host) => redirectRoute([host], shown(port), said));
  });
  const listening = servers.map((server): Listening => {
    const isTls = (port: number) =>
      port !== httpPort && ((automatic !== 'off' && server.secured.size > 0) || server.tlsByHand);
    if (!wanted || !server.ports.includes(httpPort)) return { ...server, isTls };
    // After the last route that names hosts, and before those for everybody.
    const cut = server.routes.findLastIndex(({ named }) => named) + 1;
    const [ownRoutes, rest] = [server.routes.slice(0, cut), server.routes.slice(cut)];
    return {
      ...server,
      isTls,
      routes: [...ownRoutes, ...redirects, ...rest, redirectRoute([], '', server.said)],
    };
  });
  if (wanted && !listening.some(({ ports }) => ports.includes(httpPort)))
    listening.push({
      name: `:${httpPort}`,
      ports: [httpPort],
      bind: null,
      routes: [...redirects, redirectRoute([], '', first.said)],
      secured: new Map(),
      certificates: new Map(),
      tlsByHand: false,
      samples: [],
      said: first.said,
      isTls: () => false,
    });
  return { ...config, servers: listening };
}

/** `hosts`: none for all. */
function redirectRoute(hosts: readonly string[], port: string, said: Said): Route {
  return {
    hosts: hosts.length === 0 ? null : plainHosts(hosts),
    sets: [[protocolMatcher('http'), ...(hosts.length === 0 ? [] : [hostMatcher(hosts)])]],
    handlers: [{ kind: 'redirect', to: `https://{host}${port}{uri}`, said }],
    terminal: true,
    named: hosts.length > 0,
    group: null,
    title: 'automatic HTTPS',
    said,
    ranges: [],
  };
}

function programOf(ground: ProgramGround, service: Service, config: Complete): Program {
  const entrances = entrancesOf(service, config);
  const samples = config.servers.flatMap((server) => samplesOf(server));
  if (samples.length > mostSamples)
    giveUp('The hosts and paths of the configuration are more than what is asked.');
  const answer: Program['answer'] = (request) => {
    const entrance = entrances.find(({ port }) => port === request.inside);
    const server = config.servers.find(({ ports }) => ports.includes(request.inside));
    const step = entrance && ({ kind: 'entrance', text: entrance.name, said: entrance.said } as const);
    const found = server
      ? askServer(ground, service.name, config, server, request)
      : askAdmin(config, request);
    return step ? passed({ way: [step] }, found) : found;
  };
  return {
    service: service.name,
    name: 'caddy',
    entrances,
    unread: null,
    ends: config.ends,
    ranges: [...new Set(config.servers.flatMap(({ routes }) => routes.flatMap(rangesIn)))],
    samples: [...samples, ...adminSamples(entrances)],
    answer,
    faults: () => caddyFaults({ ground, service, file: config.file, servers: config.servers, answer }),
  };
}

function rangesIn({ ranges, handlers }: Route): readonly string[] {
  return [
    ...ranges,
    ...handlers.flatMap((handler) =>
      handler.kind === 'subroute' || handler.kind === 'catching' ? handler.routes.flatMap(rangesIn) : [],
    ),
  ];
}

function entrancesOf(service: Service, { servers, admin, adminSaid }: Complete): readonly Entrance[] {
  const found = servers.flatMap((server) =>
    server.ports.map(
      (port): Entrance => ({
        name: server.name,
        address: server.bind,
        port,
        protocol: server.isTls(port) ? 'https' : 'http',
        said: server.said,
      }),
    ),
  );
  const [, host = '', port = ''] = /^(?:tcp\/)?(.*):(\d+)$/.exec(admin ?? '') ?? [];
  if (port !== '')
    found.push({
      name: 'admin',
      address: host === '' || host === '0.0.0.0' || host === '[::]' ? null : host,
      port: Number(port),
      protocol: 'http',
      said: adminSaid ?? saidBy(service, ['image']),
    });
  return found;
}

function adminSamples(entrances: readonly Entrance[]): readonly Sample[] {
  const ask = { host: 'any.example', path: '/config/' };
  return entrances
    .filter(({ name }) => name === 'admin')
    .map(({ name, said }) => ({ host: '*', path: '/', ask, entrances: [name], admin: true, said }));
}

function samplesOf({ name, samples }: CaddyServer): readonly Sample[] {
  return samples.map(({ host, path, said }) => ({
    host,
    path,
    ask: { host: host.replaceAll('*', host === '*' ? 'any.example' : 'x'), path },
    entrances: [name],
    said,
  }));
}

function askServer(
  ground: ProgramGround,
  proxy: string,
  config: Complete,
  server: Listening,
  request: Request,
): Outcomes {
  const isTls = server.isTls(request.inside);
  if (request.scheme === 'https') {
    if (!isTls) return only('no-tls', { because: `Caddy does not speak TLS on ${request.inside}.` });
    if (!hasCertificate(config, request.host))
      return only('no-tls', { because: `Caddy has no certificate for ${request.host}.` });
  } else if (isTls) return only('error', { because: 'Caddy wants TLS on this port.' });
  const routed = () => runRoutes(ground, proxy, server.routes, request);
  const asked = isTls
    ? (entriesFor(server.certificates, request.host)[0]?.[1] ?? server.certificates.get(''))
    : undefined;
  return asked ? behindCertificate(asked, request.welcome, 'no-tls', routed) : routed();
}

/** Names for which no public authority gives a certificate, and those that Caddy signs itself. */
const neverPublic = /(?:^|\.)(?:test|example|invalid|onion)$/;
const ownNames = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$|^[^.]+$|^\[|^\d+\.\d+\.\d+\.\d+$/;

function hasCertificate({ servers, automatic }: Complete, host: string): boolean {
  for (const { secured, tlsByHand } of servers) {
    for (const [name, issuer] of entriesFor(secured, host)) {
      if (issuer === 'files') return true;
      if (automatic !== 'off' && isGiven(name, issuer)) return true;
    }
    if (tlsByHand && secured.size === 0) return true;
  }
  return false;
}

const wildcards = oncePer((named: ReadonlyMap<string, unknown>): readonly string[] =>
  [...named.keys()].filter((name) => name.includes('*')),
);

/** What stands by names that take a host. */
function entriesFor<T>(named: ReadonlyMap<string, T>, host: string): readonly (readonly [string, T])[] {
  const names = [host, ...wildcards(named).filter((name) => matchesHost(host, name) === true)];
  return names.flatMap((name) => {
    const found = named.get(name);
    return found === undefined ? [] : [[name, found] as const];
  });
}

function isGiven(name: string, issuer: Issuer): boolean {
  return issuer === 'internal' || ownNames.test(name) || !neverPublic.test(name);
}

/** The interface by which Caddy is configured: it asks for no login. */
function askAdmin({ admin }: Complete, request: Request): Outcomes {
  if (admin === null) return only('refused');
  if (request.scheme === 'https') return only('no-tls');
  const known =
    /^\/(?:config(?:\/.*)?|metrics|pki\/.*|reverse_proxy\/upstreams|debug\/(?:pprof\/.*|vars)|id\/.*)$/;
  return known.test(request.path) ? only('serves', { own: true }) : only('not-found');
}
