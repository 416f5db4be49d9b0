// The Caddy reader: listeners and answers.

import type { Service } from '../../compose/topology.ts';
import type { Entrance, Outcomes, Request } from '../model.ts';
import { boundAddress } from '../network/addresses.ts';
import { behindCertificate, only, passed, schemeMismatch } from '../outcomes.ts';
import type { ProxyConfig, ProxyReader, ProxyRoute } from '../proxy/reader.ts';
import { anyHost } from '../proxy/samples.ts';
import { type ProgramGround, saidBy } from '../ways-context.ts';
import { askedOfCaddy } from './asked-routes.ts';
import {
  type Complete,
  entriesFor,
  hasCertificate,
  type Listening,
  withRedirects,
} from './automatic-https.ts';
import { readCaddyConfig } from './caddy-config.ts';
import { caddyFlaws } from './caddy-faults.ts';
import { type Route, runRoutes } from './routes.ts';

export const caddy: ProxyReader = {
  read: (context, service) => {
    const config = readCaddyConfig(context, service);
    return typeof config === 'string' ? config : configOf(context, service, withRedirects(config));
  },
  askedBy: askedOfCaddy,
};

function configOf(ground: ProgramGround, service: Service, config: Complete): ProxyConfig {
  const listeners = listenersOf(service, config);
  const answer = (request: Request): Outcomes => {
    const entrance = listeners.find(({ port }) => port === request.inside);
    const server = config.servers.find(({ ports }) => ports.includes(request.inside));
    const found = server
      ? askServer(ground, service.name, config, server, request)
      : askAdmin(config, request);
    return entrance
      ? passed({ way: [{ kind: 'entrance', text: entrance.name, said: entrance.said }] }, found)
      : found;
  };
  return {
    listeners,
    ends: config.ends,
    routes: [
      ...config.servers.flatMap(({ name, named }) => named.map((site) => ({ ...site, on: [name] }))),
      ...adminRoutes(listeners),
    ],
    ranges: config.servers.flatMap(({ routes }) => routes.flatMap(rangesIn)),
    answer,
    flaws: () => caddyFlaws({ service, file: config.file, servers: config.servers, answer }),
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

function listenersOf(service: Service, { servers, admin, adminSaid }: Complete): readonly Entrance[] {
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
      address: boundAddress(host),
      port: Number(port),
      protocol: 'http',
      said: adminSaid ?? saidBy(service, ['image']),
    });
  return found;
}

function adminRoutes(listeners: readonly Entrance[]): readonly ProxyRoute[] {
  return listeners
    .filter(({ name }) => name === 'admin')
    .map(({ name, said }) => ({
      title: name,
      hosts: [anyHost],
      paths: [{ path: '/', example: '/config/' }],
      on: [name],
      admin: true,
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
  const mismatch = schemeMismatch('Caddy', isTls, request);
  if (mismatch !== null) return mismatch;
  if (isTls && !hasCertificate(config, request.host))
    return only('no-tls', { because: `Caddy has no certificate for ${request.host}.` });
  const routed = () => runRoutes(ground, proxy, server.routes, request);
  const asked = isTls
    ? (entriesFor(server.certificates, request.host)[0]?.[1] ?? server.certificates.get(''))
    : undefined;
  return asked ? behindCertificate(asked, request.welcome, 'no-tls', routed) : routed();
}

/** Returns the outcome at Caddy's admin interface, which has no login. */
function askAdmin({ admin }: Complete, request: Request): Outcomes {
  if (admin === null) return only('refused');
  if (request.scheme === 'https') return only('no-tls');
  const known =
    /^\/(?:config(?:\/.*)?|metrics|pki\/.*|reverse_proxy\/upstreams|debug\/(?:pprof\/.*|vars)|id\/.*)$/;
  return known.test(request.path) ? only('serves', { own: true }) : only('not-found');
}
