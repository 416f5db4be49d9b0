// Ways through a proxy: each of its routes is requested at each of its entrances from each zone that reaches it.

import { outsidePlace } from '../../reach/places.ts';
import { overConnection } from '../ask/ask.ts';
import { type Asker, type Connection, connectToHost } from '../ask/connect.ts';
import type { Entrance, Outcome, Outcomes, Program, Sample } from '../model.ts';
import { readRange } from '../network/addresses.ts';
import { originOf, readHttpUrl } from '../urls.ts';
import { contestedPort, contestedWay } from './published-ways.ts';
import type { Ways } from './ways.ts';
import { boundTo, type WayCommon, type WayInto, waysOf } from './ways-into.ts';

/** A port or network from which one entrance of a proxy is reached. */
interface Exposure {
  readonly zone: 'outside' | 'host';
  readonly published: string | null;
  readonly port: number;
  readonly connection: Connection;
  /** The reason why it is unknown which service answers there; null when it is known. */
  readonly contested: string | null;
}

function exposuresOf({ context }: Ways, program: Program, entrance: Entrance): readonly Exposure[] {
  const { reach } = context;
  const owner = reach.facts.get(program.service)?.owner ?? program.service;
  const facts = reach.facts.get(owner);
  const found: Exposure[] = [];
  const make = (
    zone: 'outside' | 'host',
    port: number,
    published: string | null,
    contested: string | null,
  ): void => {
    const asker: Asker = { kind: zone };
    for (const connection of connectToHost(context, asker, port))
      if (
        connection.kind === 'made'
          ? connection.service === owner && connection.inside === entrance.port
          : connection.outcomes.list.some(({ answer }) => answer === 'unknown')
      )
        found.push({ zone, published, port, connection, contested });
  };
  for (const published of facts?.published ?? []) {
    if (published.containerPort !== entrance.port || published.protocol !== 'tcp') continue;
    const port = Number(published.hostPort);
    if (!Number.isInteger(port) || port === 0) continue;
    const zone = published.reachableFrom;
    if (zone === 'outside' || zone === 'host')
      make(zone, port, boundTo(published), contestedPort(context, published));
  }
  if (facts?.isolation === 'open') make('outside', entrance.port, `*:${entrance.port}`, null);
  return found;
}

/** The result of a proxy route at one entrance, from one zone. */
export interface RouteWays {
  readonly common: WayCommon;
  readonly outcomes: Outcomes;
  readonly served: readonly WayInto[];
}

export function programWays(ways: Ways, program: Program): readonly RouteWays[] {
  if (program.ends) return [];
  return program.entrances.flatMap((entrance) => {
    const exposures = exposuresOf(ways, program, entrance);
    const samples =
      exposures.length === 0
        ? []
        : program.samples.filter((sample) => sample.entrances.includes(entrance.name));
    return samples.flatMap((sample) =>
      exposures.map((exposure) =>
        contestedRoute(askedRoute(ways, program, entrance, sample, exposure), exposure.contested),
      ),
    );
  });
}

/** Returns the traffic that a proxy forwards unread, at each port of this machine that leads to its entrance. */
export function forwardedWays({ context }: Ways, program: Program): readonly RouteWays[] {
  const { carried, service, ends } = program;
  if (ends || carried.length === 0) return [];
  const facts = context.reach.facts.get(context.reach.facts.get(service)?.owner ?? service);
  return carried.flatMap(({ entrance: name, protocol, outcomes, declaredAt }) => {
    const entrance = program.entrances.find((entrance) => entrance.name === name);
    const make = (zone: 'outside' | 'host', published: string, sure: boolean): RouteWays => {
      const common: WayCommon = {
        zone,
        through: [service],
        entrance: { name, published },
        protocol,
        host: '*',
        path: '/',
        declaredAt,
      };
      const served = waysOf(outcomes, common, service);
      const because = 'Whether the port answers is unknown.';
      return {
        common,
        outcomes,
        served: sure ? served : served.map((way): WayInto => ({ ...way, answer: 'unknown', because })),
      };
    };
    if (!entrance) return [];
    if (facts?.isolation === 'open') {
      const passes = context.reach.hostPorts?.passes(outsidePlace, entrance.port, protocol).value ?? true;
      return passes === false ? [] : [make('outside', `*:${entrance.port}`, passes === true)];
    }
    return (facts?.published ?? []).flatMap((port) => {
      const { containerPort, protocol: portProtocol, reachableFrom } = port;
      if (containerPort !== entrance.port || portProtocol !== protocol || reachableFrom === 'nowhere')
        return [];
      const zone = reachableFrom === 'host' ? 'host' : 'outside';
      const route = make(zone, boundTo(port), reachableFrom !== 'unknown');
      return [contestedRoute(route, contestedPort(context, port))];
    });
  });
}

function askedRoute(
  ways: Ways,
  program: Program,
  entrance: Entrance,
  sample: Sample,
  { zone, published, port, connection }: Exposure,
): RouteWays {
  const scheme = entrance.protocol === 'https' ? 'https' : 'http';
  const outcomes = askSample(ways, connection, scheme, port, sample);
  const common: WayCommon = {
    zone,
    through: [program.service],
    entrance: { name: entrance.name, published },
    protocol: scheme,
    host: sample.host,
    path: sample.path,
    declaredAt: sample.declaredAt,
  };
  const served = waysOf(outcomes, common, program.service);
  if (served.length > 0 || !isRefusedByList(outcomes)) return { common, outcomes, served };
  // A list of the local network excludes the Internet and admits the LAN.
  for (const near of zone === 'outside' ? connectToHost(ways.context, { kind: 'lan' }, port) : []) {
    // Other services on the host's network may use the same port.
    if (near.kind !== 'made' || near.inside !== entrance.port) continue;
    if (connection.kind === 'made' && near.service !== connection.service) continue;
    const lan = waysOf(
      askSample(ways, near, scheme, port, sample),
      { ...common, zone: 'lan' },
      program.service,
    );
    if (lan.length > 0) return { common, outcomes, served: lan };
  }
  const shut = waysOf(askFromListedAddress(program, entrance, port, sample), common, program.service);
  return { common, outcomes, served: shut.map((way): WayInto => ({ ...way, answer: 'closed' })) };
}

/** Returns a route as unknown because other services claim its port; `because` states it. */
function contestedRoute(route: RouteWays, because: string | null): RouteWays {
  if (because === null) return route;
  const { common, outcomes, served } = route;
  return {
    common,
    outcomes: { ...outcomes, undecided: because },
    served: served.map((way) => contestedWay(way, because)),
  };
}

/** True when the only outcome is a refusal by an address list. */
function isRefusedByList({ list, undecided }: Outcomes): boolean {
  return (
    undecided === null &&
    list.every(
      ({ answer, guards }) =>
        (answer === 'forbidden' || answer === 'refused') && guards.some(({ kind }) => kind === 'addresses'),
    )
  );
}

/** Returns the outcomes for a visitor from a listed address, wherever that is. */
function askFromListedAddress(program: Program, entrance: Entrance, port: number, { ask }: Sample): Outcomes {
  const scheme = entrance.protocol === 'https' ? 'https' : 'http';
  const url = readHttpUrl(originOf(scheme, ask.host, port) + ask.path);
  for (const range of url === null ? [] : program.ranges) {
    const source = readRange(range)?.address.toString();
    if (url === null || source === undefined) continue;
    const request = { ...url, path: ask.path, inside: entrance.port, source, authenticated: true };
    const found = program.answer(request);
    if (found.list.some(({ answer }) => answer === 'serves')) return found;
  }
  return { list: [], undecided: null };
}

/** Returns the more informative outcomes of both schemes, since routers with TLS also answer on an entrance without it. */
function askSample(
  ways: Ways,
  connection: Connection,
  scheme: 'http' | 'https',
  port: number,
  { ask }: Sample,
): Outcomes {
  const one = (by: 'http' | 'https'): Outcomes | null => {
    const url = readHttpUrl(originOf(by, ask.host, port) + ask.path);
    return url && overConnection(ways, connection, { ...url, path: ask.path, authenticated: true });
  };
  const all = [one(scheme), one(scheme === 'http' ? 'https' : 'http')].filter((each) => each !== null);
  const [first = { list: [], undecided: null }] = all;
  return all.reduce((best, each) => (informativeness(each) > informativeness(best) ? each : best), first);
}

/** Ranks outcomes by information: a service, then any effect of a route, then no matching route. */
function informativeness({ list }: Outcomes): number {
  const none: readonly Outcome['answer'][] = ['not-found', 'refused', 'no-tls'];
  return Math.max(
    0,
    ...list.map(({ answer }) =>
      answer === 'serves' || answer === 'unknown' ? 2 : none.includes(answer) ? 0 : 1,
    ),
  );
}
