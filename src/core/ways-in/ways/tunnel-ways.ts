// Ways through a tunnel: its routes and its other possible targets.

import { overConnection } from '../ask/ask.ts';
import { type Asker, connectToService } from '../ask/connect.ts';
import type { Tunnel, TunnelRoute } from '../model.ts';
import { listensOn } from '../network/running.ts';
import { namespacePeers, servicesNamed } from '../network/upstreams.ts';
import { originOf, readHttpUrl } from '../urls.ts';
import type { Ways } from './ways.ts';
import { answerOf, unknownWayFields, type WayCommon, type WayInto, waysOf } from './ways-into.ts';

export function tunnelWays(ways: Ways, tunnel: Tunnel): readonly WayInto[] {
  const found = tunnel.routes.flatMap((route) => routeWays(ways, tunnel, route));
  if (tunnel.unread === null) return found;
  const { because, to } = tunnel.unread;
  const { reach } = ways.context;
  const peers = namespacePeers(ways.context, tunnel.service).map(({ name }) => name);
  const all =
    to === 'namespace' ? peers : reach.services.filter((name) => reach.direct(tunnel.service, name) === true);
  const neighbours = all.filter(
    (name) => name !== tunnel.service && !found.some(({ service }) => service === name),
  );
  return [
    ...found,
    ...neighbours.map(
      (service): WayInto => ({
        service,
        zone: tunnel.zone,
        through: [tunnel.service],
        entrance: { name: tunnel.program, published: null },
        protocol: 'http',
        ...unknownWayFields,
        because,
        declaredAt: tunnel.declaredAt,
        way: [],
      }),
    ),
  ];
}

function routeWays(
  ways: Ways,
  tunnel: Tunnel,
  { host, path, target, guards, declaredAt }: TunnelRoute,
): readonly WayInto[] {
  const scheme = target.scheme === 'https' ? 'https' : 'http';
  const common: WayCommon = {
    zone: tunnel.zone,
    through: [tunnel.service],
    entrance: { name: tunnel.program, published: null },
    protocol: scheme,
    host,
    path,
    declaredAt,
  };
  const asked = host === '*' ? 'any.example' : host.replace(/^\*/, 'x');
  const services = targetsOf(ways, tunnel.service, target.host, target.port);
  return services.flatMap((service) => {
    const from: Asker = { kind: 'service', name: tunnel.service };
    const connection = connectToService(ways.context, from, { service, network: null }, target.port);
    const url = readHttpUrl(originOf(scheme, asked, target.port) + path);
    if (url === null) return [];
    const outcomes = overConnection(ways, connection, { ...url, authenticated: true });
    const program = ways.programs.some((program) => program.service === service);
    const through = program ? [tunnel.service, service] : [tunnel.service];
    return waysOf(outcomes, { ...common, through }, service).map((way): WayInto => {
      const all = [...guards, ...way.guards];
      return {
        ...way,
        guards: all,
        answer: way.answer === 'open' || way.answer === 'guarded' ? answerOf(all) : way.answer,
      };
    });
  });
}

/** Returns the services behind a tunnel's target; at its own loopback address those in its network namespace. */
function targetsOf({ context }: Ways, tunnel: string, host: string, port: number): readonly string[] {
  if (host === 'localhost' || host.startsWith('127.'))
    return namespacePeers(context, tunnel)
      .filter((service) => service.name !== tunnel && listensOn(service, port) !== false)
      .map(({ name }) => name);
  const found = servicesNamed(context, tunnel, host);
  return 'state' in found ? [] : found;
}
