// The Caddy reader: listeners and answers.

import type { Service } from '../../compose/topology.ts';
import type { Entrance, Outcomes, Request } from '../model.ts';
import { boundAddress } from '../network/addresses.ts';
import { behindCertificate, schemeMismatch, singleOutcome, unknownOutcome, withSteps } from '../outcomes.ts';
import type { ProxyConfig, ProxyReader, ProxyRoute } from '../proxy/reader.ts';
import { anyHost } from '../proxy/samples.ts';
import { type ProgramContext, serviceLocation } from '../ways-context.ts';
import { routesRequestedFromCaddy } from './asked-routes.ts';
import {
  type CompleteConfig,
  entriesFor,
  hasCertificate,
  type ListeningServer,
  withRedirects,
} from './automatic-https.ts';
import { readCaddyConfig } from './caddy-config.ts';
import { caddyFlaws } from './caddy-faults.ts';
import { withClient } from './client-trust.ts';
import { explicitRanges } from './ranges.ts';
import { type Route, runRoutes } from './routes.ts';

export const caddy: ProxyReader = {
  read: (context, service) => {
    const config = readCaddyConfig(context, service);
    return typeof config === 'string' ? config : configOf(context, service, withRedirects(config));
  },
  requestedRoutes: routesRequestedFromCaddy,
};

function configOf(waysContext: ProgramContext, service: Service, config: CompleteConfig): ProxyConfig {
  const listeners = listenersOf(service, config);
  const answer = (request: Request): Outcomes => {
    const entrance = listeners.find(({ port }) => port === request.inside);
    const server = config.servers.find(({ ports }) => ports.includes(request.inside));
    const found = server
      ? askServer(waysContext, service.name, config, server, request)
      : askAdmin(config, request);
    return entrance
      ? withSteps(
          { way: [{ kind: 'entrance', text: entrance.name, declaredAt: entrance.declaredAt }] },
          found,
        )
      : found;
  };
  return {
    listeners,
    ends: config.ends,
    routes: [
      ...config.servers.flatMap(({ name, named }) => named.map((site) => ({ ...site, on: [name] }))),
      ...adminRoutes(listeners),
    ],
    ranges: config.servers.flatMap(({ routes, trust }) => [
      ...explicitRanges(trust?.ranges ?? []),
      ...routes.flatMap((route) => statedIn(route, ({ ranges }) => ranges)),
    ]),
    comparedHosts: config.servers.flatMap(({ routes }) =>
      routes.flatMap((route) => statedIn(route, ({ comparedHosts }) => comparedHosts ?? [])),
    ),
    answer,
    flaws: () => caddyFlaws({ service, file: config.file, servers: config.servers, answer }),
  };
}

/** Returns what a route and those inside of it state. */
function statedIn(route: Route, stated: (route: Route) => readonly string[]): readonly string[] {
  return [
    ...stated(route),
    ...route.handlers.flatMap((handler) =>
      handler.kind === 'subroute' || handler.kind === 'catching'
        ? handler.routes.flatMap((inner) => statedIn(inner, stated))
        : [],
    ),
  ];
}

function listenersOf(
  service: Service,
  { servers, admin, adminDeclaredAt }: CompleteConfig,
): readonly Entrance[] {
  const found = servers.flatMap((server) =>
    server.ports.map(
      (port): Entrance => ({
        name: server.name,
        address: server.bind,
        port,
        protocol: server.isTls(port) ? 'https' : 'http',
        declaredAt: server.declaredAt,
      }),
    ),
  );
  const [, host = '', port = ''] = /^(?:tcp\/)?(.*):(\d+)$/.exec(admin ?? '') ?? [];
  if (port !== '')
    found.push({
      name: 'admin',
      address: boundAddress(host),
      port: Number(port),
      protocol: 'http',
      declaredAt: adminDeclaredAt ?? serviceLocation(service, ['image']),
    });
  return found;
}

function adminRoutes(listeners: readonly Entrance[]): readonly ProxyRoute[] {
  return listeners
    .filter(({ name }) => name === 'admin')
    .map(({ name, declaredAt }) => ({
      title: name,
      hosts: [anyHost],
      paths: [{ path: '/', example: '/config/' }],
      on: [name],
      admin: true,
      declaredAt,
    }));
}

function askServer(
  waysContext: ProgramContext,
  proxy: string,
  config: CompleteConfig,
  server: ListeningServer,
  request: Request,
): Outcomes {
  const isTls = server.isTls(request.inside);
  const mismatch = schemeMismatch('Caddy', isTls, request);
  if (mismatch !== null) return mismatch;
  if (isTls && !hasCertificate(config, request.host))
    return singleOutcome('no-tls', { because: `Caddy has no certificate for ${request.host}.` });
  const known = withClient(server.trust, request);
  if (typeof known === 'string') return unknownOutcome(known);
  const routed = () => runRoutes(waysContext, proxy, server.routes, server.trust, known);
  const asked = isTls
    ? (entriesFor(server.certificates, request.host)[0]?.[1] ?? server.certificates.get(''))
    : undefined;
  return asked ? behindCertificate(asked, request.authenticated, 'no-tls', routed) : routed();
}

/** Returns the outcome at Caddy's admin interface, which has no login. */
function askAdmin({ admin }: CompleteConfig, request: Request): Outcomes {
  if (admin === null) return singleOutcome('refused');
  if (request.scheme === 'https') return singleOutcome('no-tls');
  const known =
    /^\/(?:config(?:\/.*)?|metrics|pki\/.*|reverse_proxy\/upstreams|debug\/(?:pprof\/.*|vars)|id\/.*)$/;
  return known.test(request.path) ? singleOutcome('serves', { own: true }) : singleOutcome('not-found');
}
