// The Traefik reader: routers, middlewares and services of containers and files.

import type { Service } from '../../compose/topology.ts';
import { giveUp } from '../limits.ts';
import type { ForwardedTraffic, Outcomes, Request, Step } from '../model.ts';
import { combineOutcomes, singleOutcome, undecidedOutcome, unknownOutcome, withSteps } from '../outcomes.ts';
import { placeText } from '../places.ts';
import type { ProxyConfig, ProxyReader, ProxyRoute } from '../proxy/reader.ts';
import { type ProgramContext, sourcePlaceOf } from '../ways-context.ts';
import { askMuxer } from './ask-muxer.ts';
import { routesRequestedFromTraefik } from './asked-routes.ts';
import type { Route } from './candidates.ts';
import { dynamicOf } from './dynamic-of.ts';
import { rangesOf } from './middlewares.ts';
import { type DroppedRouter, isOn, type Muxer, muxerOf } from './muxers.ts';
import { askBalancer, type ServiceContext, serviceExists } from './servers.ts';
import { type EntryPoint, readStatic } from './static-config.ts';
import { traefikFlaws } from './traefik-faults.ts';

export const traefik: ProxyReader = {
  read: readConfig,
  requestedRoutes: (_, service) => routesRequestedFromTraefik(service),
};

/** The maximum number of routers, counted on each entry point. */
const maxRoutes = 200_000;

function readConfig(context: ProgramContext, service: Service): ProxyConfig | string {
  const config = readStatic(context, service);
  if (typeof config === 'string') return config;
  if (config.version === 1) return `${service.name} is Traefik 1, whose rules are not answered.`;
  const dynamic = dynamicOf(context, service, config);
  const dropped: DroppedRouter[] = [];
  if (config.entryPoints.length * dynamic.routers.length > maxRoutes)
    giveUp(`${config.source} and labels declare too many entry points and routers.`);
  const muxers = config.entryPoints
    .filter(({ protocol }) => protocol !== 'udp')
    .map((entry) => muxerOf(entry, config, dynamic, dropped));
  const behind: ServiceContext = { context, proxy: service.name, config: dynamic, options: config.options };
  const carried = config.entryPoints.flatMap((entry) =>
    entry.protocol === 'udp' ? forwardedOn(behind, entry, dropped) : [],
  );
  const answer = (request: Request): Outcomes => {
    const muxer = muxers.find(({ entry }) => entry.port === request.inside);
    if (!muxer) return singleOutcome('refused');
    const found = askMuxer(behind, muxer, request);
    const [unread] = dynamic.unread;
    // A router in an unread part of the configuration may take any request.
    return unread === undefined ? found : undecidedOutcome([found, unknownOutcome(unread)], unread);
  };
  const rules = muxers.flatMap(({ http, tcp }) => [...http, ...tcp].map(({ rule }) => rule));
  return {
    listeners: config.entryPoints,
    unread: dynamic.unread[0] ?? config.unread,
    routes: muxers.flatMap(routesOn),
    ranges: [...rangesOf(dynamic), ...rules.flatMap(({ ranges }) => ranges)],
    carried,
    answer,
    flaws: () => traefikFlaws({ context, service, config, dynamic, muxers, dropped, answer }),
  };
}

function routesOn({ entry, http, tcp }: Muxer): readonly ProxyRoute[] {
  return [...http, ...tcp]
    .filter(({ router }) => router.provider !== 'internal' || router.service !== 'noop@internal')
    .map((route) => routeOn(entry, route));
}

function routeOn({ name }: EntryPoint, { router, rule: { hosts, paths } }: Route): ProxyRoute {
  return {
    title: `${router.name}@${router.provider}`,
    hosts,
    paths: (paths.length > 0 ? paths : ['/']).map((path) => ({
      path,
      example: askedPath(router.service, path),
    })),
    on: [name],
    admin: /^(?:api|dashboard|rest)@internal$/.test(router.service),
    declaredAt: router.declaredAt,
  };
}

/** Returns an existing page of Traefik's own interface below a path. */
function askedPath(service: string, path: string): string {
  const pages =
    service === 'api@internal'
      ? ['/api/version', '/dashboard/']
      : service === 'dashboard@internal'
        ? ['/dashboard/']
        : [];
  return pages.find((page) => page.startsWith(path)) ?? path;
}

/** Returns the forwarding of a UDP entry point; a router without entry points is on all of them. */
function forwardedOn(
  behind: ServiceContext,
  entry: EntryPoint,
  dropped: DroppedRouter[],
): readonly ForwardedTraffic[] {
  const { context, config, options } = behind;
  const entrance: Step = {
    kind: 'entrance',
    text: `${entry.name} (:${entry.port}/udp)`,
    declaredAt: entry.declaredAt,
  };
  const routers = config.routers.filter((router) => {
    if (router.protocol !== 'udp' || !isOn(router, entry, true)) return false;
    if (serviceExists(config, options, router.service, 'udp')) return true;
    const because = `the service ${router.service} does not exist`;
    dropped.push({ router, entry, rule: null, isTls: false, kind: 'never-matches', because });
    return false;
  });
  const [unread] = config.unread;
  const found = routers.map((router): Outcomes => {
    const step: Step = {
      kind: 'route',
      text: `UDP router ${router.name}@${router.provider}`,
      declaredAt: router.declaredAt,
    };
    const sure = withSteps({ way: [entrance, step] }, askBalancer(behind, router.service, 'udp'));
    const doubt = router.doubt ?? unread;
    return doubt === undefined
      ? sure
      : undecidedOutcome([sure, unknownOutcome(doubt, { way: [entrance] })], doubt);
  });
  const [first, ...more] = routers;
  if (!first) return [];
  const last = sourcePlaceOf(context, more.at(-1)?.declaredAt ?? null);
  const where = last === null ? '' : `${placeText(last)}: `;
  const outcomes =
    more.length === 0
      ? combineOutcomes(found)
      : undecidedOutcome(
          found,
          `${where}${entry.name} has more than one UDP router, and which of them takes its packets is unknown.`,
        );
  return [{ entrance: entry.name, protocol: 'udp', outcomes, declaredAt: first.declaredAt }];
}
