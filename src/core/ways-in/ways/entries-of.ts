// Proxies and tunnels as facts of reach: whether each proxy route reaches its service, and whether the outside does. They derive from the
// ways in, so the two always agree.

import type { Tri } from '../../compose/topology.ts';
import { hopBetween } from '../../reach/document-paths.ts';
import type { Entries, Proxied, Tunnel } from '../../reach/entries.ts';
import { both, either } from '../../reach/rows/tri.ts';
import type { Path } from '../../yaml/tree.ts';
import { groupBy } from '../group-by.ts';
import type { Outcome, Program, Sample } from '../model.ts';
import { publicVisitor, readRange } from '../network/addresses.ts';
import { namespacePeers } from '../network/upstreams.ts';
import { placeText, type SourceLocation } from '../places.ts';
import { originOf, readHttpUrl } from '../urls.ts';
import { sourcePlaceOf, type WaysContext } from '../ways-context.ts';
import { allWays } from './all-ways.ts';
import { labelReader, tunnelOf } from './program-of.ts';
import type { RequestedRoute, Ways } from './ways.ts';
import type { AllWays, WayInto } from './ways-into.ts';

/** Returns the proxy and tunnel entries of the ways that were read. */
export function entriesOf(ways: Ways): Entries {
  let proxied: ReadonlyMap<string, readonly Proxied[]> | null = null;
  let tunnels: ReadonlyMap<string, readonly Tunnel[]> | null = null;
  return {
    proxied: (service) => {
      proxied ??= allProxied(ways);
      return proxied.get(service) ?? [];
    },
    tunnels: (service) => {
      if (ways.tunnels.length === 0) return [];
      tunnels ??= allTunnels(ways);
      return tunnels.get(service) ?? [];
    },
  };
}

/** Returns the entries while no configuration is read: tunnels may lead to everything they reach, and proxy routes are unknown. */
export function entriesUnread(context: Pick<WaysContext, 'reach' | 'topology'>): Entries {
  const { reach, topology } = context;
  const found = reach.services.flatMap((name) => {
    const service = topology.services.get(name);
    const tunnel = service ? tunnelOf(service) : null;
    return tunnel === null || reach.facts.get(name)?.egress === false ? [] : [{ name, ...tunnel }];
  });
  return {
    proxied: () => [],
    tunnels: (service) =>
      found.flatMap(({ name, program }) =>
        name === service || reach.direct(name, service) === false
          ? []
          : [{ tunnel: name, program, certain: false, at: hopBetween(topology, reach, name, service).at }],
      ),
  };
}

function allTunnels(ways: Ways): ReadonlyMap<string, readonly Tunnel[]> {
  const { reach, topology } = ways.context;
  const { into } = allWays(ways);
  const found = new Map<string, readonly Tunnel[]>();
  for (const name of reach.services) {
    const leading = ways.tunnels.flatMap(({ service, program, unread, declaredAt }): readonly Tunnel[] => {
      if (service === name) return [];
      const own = (into.get(name) ?? []).filter(
        ({ through, answer }) => through[0] === service && answer !== 'closed',
      );
      const certain = own.some(({ answer }) => answer !== 'unknown');
      const doubtful = unread?.to === 'neighbours' && reach.direct(service, name) === 'unknown';
      if (own.length === 0 && !doubtful) return [];
      const hop = reach.direct(service, name) === false ? null : hopBetween(topology, reach, service, name);
      return [
        { tunnel: service, program, certain, at: hop?.at ?? pathOf(declaredAt) ?? ['services', service] },
      ];
    });
    if (leading.length > 0) found.set(name, leading);
  }
  return found;
}

function pathOf(declaredAt: SourceLocation): Path | null {
  return declaredAt !== null && 'path' in declaredAt ? declaredAt.path : null;
}

const inferredRoute = { reachableFrom: 'proxy', certainty: 'inferred' } as const;

function allProxied(ways: Ways): ReadonlyMap<string, readonly Proxied[]> {
  const found = new Map<string, Map<string, Proxied>>();
  const add = (service: string, route: Proxied): void => {
    const routes = found.get(service) ?? new Map<string, Proxied>();
    found.set(service, routes);
    const key = JSON.stringify([route.proxy, route.host, route.port]);
    const before = routes.get(key);
    routes.set(key, before ? mergeRoutes(before, route) : route);
  };
  const { into, nowhere } = allWays(ways);
  const byRoute = waysByRoute(into);
  const unclear = unclearRoutes(nowhere);
  const requestedAt = routesByPlace(ways);
  const taken = new Set<RequestedRoute>();
  for (const program of ways.programs) {
    if (program.ends) continue;
    for (const sample of program.samples)
      if (!sample.admin)
        for (const [service, route] of routesOf(ways, program, sample, {
          byRoute,
          unclear,
          requestedAt,
          taken,
        }))
          add(service, route);
  }
  for (const asked of ways.asked)
    for (const route of taken.has(asked) ? [] : routesRequestedElsewhere(ways, asked))
      add(asked.service, route);
  return new Map([...found].map(([service, routes]) => [service, [...routes.values()]]));
}

/** Merges two routes of the same name and port, of which one is enough. */
function mergeRoutes(one: Proxied, other: Proxied): Proxied {
  return {
    ...one,
    entrances: [...new Set([...one.entrances, ...other.entrances])],
    reachable: either(one.reachable, other.reachable),
    fromOutside: either(one.fromOutside, other.fromOutside),
  };
}

type ByRoute = ReadonlyMap<string, readonly WayInto[]>;

function routeKey(proxy: string, service: string, host: string, path: string): string {
  return JSON.stringify([proxy, service, host, path]);
}

function unclearRoutes(nowhere: AllWays['nowhere']): ReadonlySet<string> {
  return new Set(
    nowhere
      .filter(({ outcome, zone }) => outcome === null && zone !== 'host')
      .map(({ through, host, path }) => routeKey(through.at(-1) ?? '', '', host, path)),
  );
}

function waysByRoute(into: ReadonlyMap<string, readonly WayInto[]>): ByRoute {
  const led = [...into.values()].flat().filter(({ through }) => through.length > 0);
  return groupBy(led, ({ through, service, host, path }) =>
    routeKey(through.at(-1) ?? '', service, host, path),
  );
}

/** Yields the services that a route leads to, and the service that requests it but is not reached. */
function* routesOf(
  ways: Ways,
  program: Program,
  sample: Sample,
  { byRoute, unclear, requestedAt, taken }: RouteTables,
): Generator<readonly [string, Proxied]> {
  const { reach } = ways.context;
  const asked = requestedAt
    .get(placeKey(ways.context, program.name, sample.declaredAt) ?? '')
    ?.find(({ host }) => host === '*' || host.toLowerCase() === sample.host.toLowerCase());
  if (asked) taken.add(asked);
  const outcomes = outcomesInside(program, sample);
  const common = {
    ...inferredRoute,
    by: program.name,
    proxy: program.service,
    ghost: false,
    host: sample.host,
    network: asked?.network ?? null,
    entrances: sample.entrances,
    asked: asked !== undefined,
  };
  const served = outcomes.filter(
    ({ answer, by }) => by !== null && (answer === 'serves' || answer === 'unknown'),
  );
  for (const { by, port, answer } of served) {
    if (by === null || by === program.service) continue;
    const isAsked = asked?.service === by;
    const reachable: Tri =
      answer === 'serves' ? true : reach.direct(program.service, by) !== false && 'unknown';
    const ownWays = byRoute.get(routeKey(program.service, by, sample.host, sample.path)) ?? [];
    yield [
      by,
      {
        ...common,
        asked: isAsked,
        network: isAsked ? common.network : null,
        port: port === 0 ? null : port,
        reachable,
        fromOutside: both(reachable, reachedFromOutside(ways, program, ownWays)),
        at: (isAsked ? pathOf(asked.declaredAt) : pathOf(sample.declaredAt)) ?? ['services', program.service],
      },
    ];
  }
  if (served.length > 0 || asked === undefined || asked.service === program.service) return;
  const answers = new Set(outcomes.map(({ answer }) => answer));
  const direct = reach.direct(program.service, asked.service);
  const reachable: Tri = answers.has('unknown') && direct !== false && 'unknown';
  // A redirect or a refused address shows nothing about the service.
  if (reachable === false && !answers.has('bad-gateway') && !(answers.has('refused') && direct === false))
    return;
  yield [
    asked.service,
    {
      ...common,
      port: asked.port,
      reachable,
      fromOutside: unclear.has(routeKey(program.service, '', sample.host, sample.path))
        ? reachable
        : both(reachable, reachedFromOutside(ways, program, [])),
      at: pathOf(asked.declaredAt) ?? ['services', asked.service],
    },
  ];
}

interface RouteTables {
  readonly byRoute: ByRoute;
  /** The routes that the outside reaches with an unknown outcome. */
  readonly unclear: ReadonlySet<string>;
  readonly requestedAt: RequestedAt;
  /** The requests that proxies have taken, filled while routes are read. */
  readonly taken: Set<RequestedRoute>;
}

/** The routes that services request, by kind of proxy and declaring line. */
type RequestedAt = ReadonlyMap<string, readonly RequestedRoute[]>;

function placeKey(context: WaysContext, by: string, declaredAt: SourceLocation): string | null {
  const place = sourcePlaceOf(context, declaredAt);
  return place === null ? null : `${by} ${placeText(place)}`;
}

function routesByPlace({ context, asked }: Ways): RequestedAt {
  const placed = asked.filter(({ declaredAt }) => declaredAt !== null);
  return groupBy(placed, ({ by, declaredAt }) => placeKey(context, by, declaredAt) ?? '');
}

/** Returns the outcomes of a route for admitted visitors, at each of its entrances. */
function outcomesInside(program: Program, { ask, entrances }: Sample): readonly Outcome[] {
  const sources = [
    publicVisitor,
    ...program.ranges.flatMap((range) => readRange(range)?.address.toString() ?? []),
  ];
  const found: Outcome[] = [];
  for (const { name, port, protocol } of program.entrances) {
    if (!entrances.includes(name) || protocol === 'udp') continue;
    for (const scheme of protocol === 'https' ? (['https', 'http'] as const) : (['http', 'https'] as const)) {
      const url = readHttpUrl(originOf(scheme, ask.host, port) + ask.path);
      if (url === null) continue;
      for (const source of sources) {
        const { list } = program.answer({
          ...url,
          path: ask.path,
          inside: port,
          source,
          authenticated: true,
        });
        found.push(...list);
        if (list.some(({ answer }) => answer === 'serves')) break;
      }
      if (found.some(({ answer }) => answer === 'serves')) break;
    }
  }
  return found;
}

/** Returns whether the outside reaches a route of a proxy through one of the given ways. */
function reachedFromOutside(ways: Ways, program: Program, own: readonly WayInto[]): Tri {
  const known = own.reduce<Tri>(
    (known, { zone, answer }) =>
      either(known, zone === 'host' || answer === 'closed' ? false : answer === 'unknown' ? 'unknown' : true),
    false,
  );
  return own.length > 0 ? known : mayBeReachable(ways, program.service, program.unread !== null);
}

/** Returns whether an unseen way to a proxy may exist although none was found. */
function mayBeReachable({ context, tunnels }: Ways, proxy: string, partly: boolean): Tri {
  const { reach } = context;
  const facts = reach.facts.get(proxy);
  if (!facts || facts.isolation === 'unknown' || facts.unreadPorts.length > 0) return 'unknown';
  if (partly && facts.fromOutside !== false) return 'unknown';
  const peers = namespacePeers(context, proxy).map(({ name }) => name);
  const tunnelled = tunnels.some(
    ({ service, unread }) =>
      service !== proxy &&
      unread !== null &&
      (unread.to === 'namespace' ? peers.includes(service) : reach.direct(service, proxy) !== false),
  );
  return tunnelled && 'unknown';
}

/** Returns the routes requested from a proxy that is not in the files or has an unknown configuration. */
function routesRequestedElsewhere(ways: Ways, route: RequestedRoute): readonly Proxied[] {
  const { topology, reach } = ways.context;
  const common = { ...inferredRoute, ...routeFacts(route), entrances: [] };
  const labelProxies = reach.services.filter((name) => {
    const service = topology.services.get(name);
    return service !== undefined && labelReader(service) === route.by;
  });
  if (labelProxies.includes(route.service)) return [];
  if (labelProxies.length === 0) {
    // A proxy elsewhere may be on any network with a name outside these files; a closed container has none.
    const reachable: Tri = reach.facts.get(route.service)?.isolation === 'closed' ? false : 'unknown';
    return [{ ...common, proxy: route.by, ghost: true, reachable, fromOutside: reachable }];
  }
  const partly = ways.programs.filter(({ unread }) => unread !== null);
  const unread = [...ways.unread, ...partly].filter(({ service }) => labelProxies.includes(service));
  return unread.slice(0, 1).map(({ service: proxy }) => {
    const reachable: Tri = reach.direct(proxy, route.service) !== false && 'unknown';
    const come = either(reach.facts.get(proxy)?.fromOutside ?? 'unknown', mayBeReachable(ways, proxy, true));
    return { ...common, proxy, ghost: false, reachable, fromOutside: both(reachable, both('unknown', come)) };
  });
}

function routeFacts({ by, host, port, network, declaredAt, service }: RequestedRoute) {
  return { by, host, port, network, asked: true, at: pathOf(declaredAt) ?? ['services', service] };
}
