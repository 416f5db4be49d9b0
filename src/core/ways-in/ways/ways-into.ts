// Every way into every service: from where, through what, past which guards. Each comes from asking on paper, so that it is never another
// answer than `ask` gives.

import { oncePer } from '../../compose/once-per.ts';
import { outsidePlace } from '../../reach/places.ts';
import { portRivals } from '../../reach/port-claims.ts';
import type { Published } from '../../reach/reach-model.ts';
import { compareBytes } from '../../text/compare-bytes.ts';
import { contested, overConnection } from '../ask/ask.ts';
import { type Asker, type Connection, connectToHost, connectToService } from '../ask/connect.ts';
import type {
  Entrance,
  Guard,
  Outcome,
  Outcomes,
  Program,
  Said,
  Sample,
  Step,
  Tunnel,
  TunnelRoute,
} from '../model.ts';
import { readRange } from '../network/addresses.ts';
import { listensOn } from '../network/running.ts';
import { housemates, listener, servicesAt } from '../network/upstreams.ts';
import { originOf, readHttpUrl } from '../urls.ts';
import type { Ways } from './ways.ts';

/** `closed`: its list of addresses lets in nobody who can come from there. */
export type WayAnswer = 'open' | 'varies' | 'unknown' | 'guarded' | 'closed';

/** One chain from a zone to a port of a service. */
export interface WayInto {
  readonly service: string;
  readonly zone: 'outside' | 'internet' | 'lan' | 'tailnet' | 'host';
  /** Proxies and tunnels, in order. */
  readonly through: readonly string[];
  readonly entrance: { readonly name: string | null; readonly published: string | null };
  readonly protocol: string;
  /** `*` for any. */
  readonly host: string;
  readonly path: string;
  readonly guards: readonly Guard[];
  /** Null where it is not known. */
  readonly port: number | null;
  readonly answer: WayAnswer;
  /** Where others claim the port, and so nobody knows who answers: what comes if it is this one that runs. */
  readonly ifItRuns?: WayAnswer;
  readonly because: string | null;
  readonly said: Said;
  readonly way: readonly Step[];
}

/** A route at which no service was found: what comes instead, or why that is not known. */
export interface Nowhere extends Common {
  /** Null where it is not known what a visitor gets. */
  readonly outcome: Outcome | null;
  readonly because: string | null;
}

export interface AllWays {
  /** The ways into each service, the weakest first. */
  readonly into: ReadonlyMap<string, readonly WayInto[]>;
  readonly nowhere: readonly Nowhere[];
}

const order: readonly WayAnswer[] = ['open', 'varies', 'unknown', 'guarded', 'closed'];

/** The ways into all services. */
export function waysInto(ways: Ways): AllWays['into'] {
  return allWays(ways).into;
}

/** The ways into all services, and the routes that lead to none. */
export const allWays = oncePer((ways: Ways): AllWays => {
  const nowhere: Nowhere[] = [];
  const found = new Map<string, WayInto>();
  const add = (way: WayInto): void => {
    const { service, zone, through, entrance, host, path, port, answer, guards } = way;
    const names = guards.map(({ how, by }) => `${how} ${by}`);
    const key = JSON.stringify([service, zone, through, entrance, host, path, port, answer, names]);
    if (!found.has(key)) found.set(key, way);
  };
  for (const name of ways.ground.reach.services) for (const way of publishedWays(ways, name)) add(way);
  for (const program of ways.programs)
    for (const { served, common, outcomes } of [
      ...programWays(ways, program),
      ...carriedWays(ways, program),
    ]) {
      for (const way of served) add(way);
      if (served.length > 0) continue;
      const [outcome = null] = outcomes.list;
      const unclear = outcomes.undecided ?? (outcome?.answer === 'unknown' ? outcome.because : null);
      nowhere.push({
        ...common,
        outcome: unclear === null ? outcome : null,
        because: unclear ?? outcome?.because ?? null,
      });
    }
  for (const tunnel of ways.tunnels) for (const way of tunnelWays(ways, tunnel)) add(way);
  const byService = new Map<string, WayInto[]>();
  for (const way of found.values()) {
    const list = byService.get(way.service);
    if (list) list.push(way);
    else byService.set(way.service, [way]);
  }
  for (const list of byService.values()) list.sort(byWeakness);
  return { into: byService, nowhere };
});

/** The weakest first. */
export function byWeakness(a: WayInto, b: WayInto): number {
  return (
    order.indexOf(a.answer) - order.indexOf(b.answer) ||
    compareBytes(a.host, b.host) ||
    compareBytes(a.path, b.path) ||
    compareBytes(a.zone, b.zone) ||
    compareBytes(a.through.join(), b.through.join())
  );
}

function boundTo({ hostIp, hostPort }: Published): string {
  return `${hostIp.includes(':') ? `[${hostIp}]` : hostIp}:${hostPort}`;
}

/** Why it is not known who answers at a published port: others claim it, too; null where nobody does. */
function contestedPort(ground: Ways['ground'], { hostPort, protocol }: Published): string | null {
  const port = Number(hostPort);
  const rivals = Number.isInteger(port) ? portRivals(ground, port, protocol) : [];
  return rivals.length === 0 ? null : contested(port, rivals);
}

function contestedWay(way: WayInto, because: string): WayInto {
  return { ...way, answer: 'unknown', ifItRuns: way.answer, because };
}

/** Ports of this machine that lead to a service itself. */
function publishedWays({ ground, programs }: Ways, name: string): readonly WayInto[] {
  const { reach, topology } = ground;
  const facts = reach.facts.get(name);
  if (!facts || facts.owner !== name) return [];
  const service = topology.services.get(name);
  const found: WayInto[] = [];
  const plain = { through: [], host: '*', path: '/', guards: [], way: [], because: null };
  for (const published of facts.published) {
    const { containerPort, protocol, reachableFrom, index } = published;
    if (reachableFrom === 'nowhere') continue;
    // A proxy leads these requests on: they are ways of what is behind it.
    if (
      programs.some(
        (program) => program.service === name && program.entrances.some(({ port }) => port === containerPort),
      )
    )
      continue;
    const answering = service && protocol === 'tcp' ? listener(ground, service, containerPort) : null;
    if (answering?.state === 'dead') continue;
    const rivals = contestedPort(ground, published);
    const unsure = reachableFrom === 'unknown' || answering?.state === 'unknown';
    const way: WayInto = {
      ...plain,
      service: answering?.state === 'answers' ? answering.service : name,
      zone: reachableFrom === 'host' ? 'host' : 'outside',
      entrance: { name: null, published: boundTo(published) },
      protocol,
      port: containerPort,
      answer: unsure ? 'unknown' : 'open',
      because: answering?.state === 'unknown' ? answering.because : null,
      said: { path: ['services', published.service, 'ports', index] },
    };
    found.push(rivals === null ? way : contestedWay(way, rivals));
  }
  // On a known machine its firewall may stop all of it.
  if (
    facts.isolation === 'open' &&
    facts.fromOutside !== false &&
    !programs.some((program) => program.service === name)
  )
    found.push({
      ...plain,
      service: name,
      zone: 'outside',
      entrance: { name: null, published: null },
      protocol: '',
      port: null,
      answer: facts.fromOutside === 'unknown' ? 'unknown' : 'open',
      because: 'It is on the network of the host.',
      said: { path: ['services', name, 'network_mode'] },
    });
  return found;
}

/** Where one entrance of a proxy is reached from. */
interface Exposure {
  readonly zone: 'outside' | 'host';
  readonly published: string | null;
  readonly port: number;
  readonly connection: Connection;
  /** Why it is not known who answers there; null where it is. */
  readonly contested: string | null;
}

function exposuresOf({ ground }: Ways, program: Program, entrance: Entrance): readonly Exposure[] {
  const { reach } = ground;
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
    for (const connection of connectToHost(ground, asker, port))
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
      make(zone, port, boundTo(published), contestedPort(ground, published));
  }
  if (facts?.isolation === 'open') make('outside', entrance.port, `*:${entrance.port}`, null);
  return found;
}

/** What a route of a proxy gives at one entrance, as it is reached from one zone. */
interface AskedRoute {
  readonly common: Common;
  readonly outcomes: Outcomes;
  readonly served: readonly WayInto[];
}

function programWays(ways: Ways, program: Program): readonly AskedRoute[] {
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

/** What a proxy hands on without reading it, at each port of this machine that leads to its entrance. */
function carriedWays({ ground }: Ways, program: Program): readonly AskedRoute[] {
  const { carried = [], service, ends } = program;
  if (ends || carried.length === 0) return [];
  const facts = ground.reach.facts.get(ground.reach.facts.get(service)?.owner ?? service);
  return carried.flatMap(({ entrance: name, protocol, outcomes, said }) => {
    const entrance = program.entrances.find((entrance) => entrance.name === name);
    const make = (zone: 'outside' | 'host', published: string, sure: boolean): AskedRoute => {
      const common: Common = {
        zone,
        through: [service],
        entrance: { name, published },
        protocol,
        host: '*',
        path: '/',
        said,
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
      const passes = ground.reach.hostPorts?.passes(outsidePlace, entrance.port, protocol).value ?? true;
      return passes === false ? [] : [make('outside', `*:${entrance.port}`, passes === true)];
    }
    return (facts?.published ?? []).flatMap((port) => {
      const { containerPort, protocol: portProtocol, reachableFrom } = port;
      if (containerPort !== entrance.port || portProtocol !== protocol || reachableFrom === 'nowhere')
        return [];
      const zone = reachableFrom === 'host' ? 'host' : 'outside';
      const route = make(zone, boundTo(port), reachableFrom !== 'unknown');
      return [contestedRoute(route, contestedPort(ground, port))];
    });
  });
}

function askedRoute(
  ways: Ways,
  program: Program,
  entrance: Entrance,
  sample: Sample,
  { zone, published, port, connection }: Exposure,
): AskedRoute {
  const scheme = entrance.protocol === 'https' ? 'https' : 'http';
  const outcomes = askSample(ways, connection, scheme, port, sample);
  const common: Common = {
    zone,
    through: [program.service],
    entrance: { name: entrance.name, published },
    protocol: scheme,
    host: sample.host,
    path: sample.path,
    said: sample.said,
  };
  const served = waysOf(outcomes, common, program.service);
  if (served.length > 0 || !isKeptOut(outcomes)) return { common, outcomes, served };
  // A list that names the own network keeps out the Internet, and lets in the LAN.
  for (const near of zone === 'outside' ? connectToHost(ways.ground, { kind: 'lan' }, port) : []) {
    // Others on the network of the host may be asked at the same port.
    if (near.kind !== 'made' || near.inside !== entrance.port) continue;
    if (connection.kind === 'made' && near.service !== connection.service) continue;
    const lan = waysOf(
      askSample(ways, near, scheme, port, sample),
      { ...common, zone: 'lan' },
      program.service,
    );
    if (lan.length > 0) return { common, outcomes, served: lan };
  }
  const shut = waysOf(askListed(program, entrance, port, sample), common, program.service);
  return { common, outcomes, served: shut.map((way): WayInto => ({ ...way, answer: 'closed' })) };
}

/** The same where others claim the port, which is said in `because`: whoever has it answers. */
function contestedRoute(route: AskedRoute, because: string | null): AskedRoute {
  if (because === null) return route;
  const { common, outcomes, served } = route;
  return {
    common,
    outcomes: { ...outcomes, undecided: because },
    served: served.map((way) => contestedWay(way, because)),
  };
}

/** Whether all that is known is that a list of addresses refuses. */
function isKeptOut({ list, undecided }: Outcomes): boolean {
  return (
    undecided === null &&
    list.every(
      ({ answer, guards }) =>
        (answer === 'forbidden' || answer === 'refused') && guards.some(({ kind }) => kind === 'addresses'),
    )
  );
}

/** What one gets whom a list of addresses names, wherever that is. */
function askListed(program: Program, entrance: Entrance, port: number, { ask }: Sample): Outcomes {
  const scheme = entrance.protocol === 'https' ? 'https' : 'http';
  const url = readHttpUrl(originOf(scheme, ask.host, port) + ask.path);
  for (const range of url === null ? [] : program.ranges) {
    const source = readRange(range)?.address.toString();
    if (url === null || source === undefined) continue;
    const request = { ...url, path: ask.path, inside: entrance.port, source, welcome: true };
    const found = program.answer(request);
    if (found.list.some(({ answer }) => answer === 'serves')) return found;
  }
  return { list: [], undecided: null };
}

/** Both schemes: routers with TLS of their own answer on an entrance that speaks none by itself. */
function askSample(
  ways: Ways,
  connection: Connection,
  scheme: 'http' | 'https',
  port: number,
  { ask }: Sample,
): Outcomes {
  const one = (by: 'http' | 'https'): Outcomes | null => {
    const url = readHttpUrl(originOf(by, ask.host, port) + ask.path);
    return url && overConnection(ways, connection, { ...url, path: ask.path }, true);
  };
  const all = [one(scheme), one(scheme === 'http' ? 'https' : 'http')].filter((each) => each !== null);
  const [first = { list: [], undecided: null }] = all;
  return all.reduce((best, each) => (telling(each) > telling(best) ? each : best), first);
}

/** How much is learnt from an answer: what serves, then whatever a route does, then that no route takes it. */
function telling({ list }: Outcomes): number {
  const none: readonly Outcome['answer'][] = ['not-found', 'refused', 'no-tls'];
  return Math.max(
    0,
    ...list.map(({ answer }) =>
      answer === 'serves' || answer === 'unknown' ? 2 : none.includes(answer) ? 0 : 1,
    ),
  );
}

type Common = Pick<WayInto, 'zone' | 'through' | 'entrance' | 'protocol' | 'host' | 'path' | 'said'>;

function waysOf({ list, undecided }: Outcomes, common: Common, proxy: string): readonly WayInto[] {
  // What is handed on unread reaches a service, whatever that says to it.
  const served = list.filter(
    ({ answer, by }) => answer === 'serves' || (answer === 'unknown' && by !== null),
  );
  // One server that sometimes cannot be asked is no other way in.
  const ends = new Set(
    served.map(({ by, guards }) => JSON.stringify([by, guards.map(({ how, by: who }) => [how, who])])),
  );
  const several = ends.size > 1;
  return served.map((outcome): WayInto => {
    const { by, port, guards, way } = outcome;
    const unclear = outcome.answer === 'unknown' || (undecided !== null && list.length > 1);
    const answer = unclear ? 'unknown' : several ? 'varies' : answerOf(guards);
    return {
      ...common,
      service: by ?? proxy,
      guards,
      // A port of 0 stands for the one that the image exposes.
      port: port === 0 ? null : port,
      answer,
      because: undecided ?? (outcome.answer === 'unknown' ? outcome.because : null),
      way,
    };
  });
}

function answerOf(guards: readonly Guard[]): WayAnswer {
  if (guards.some(({ kind }) => kind === 'login' || kind === 'certificate' || kind === 'addresses'))
    return 'guarded';
  return guards.length > 0 ? 'unknown' : 'open';
}

/** Of a way of which nobody can tell what it asks for, past whom, and which port it ends at. */
const anythingUnknown = { host: '*', path: '/', guards: [], port: null, answer: 'unknown' } as const;

function tunnelWays(ways: Ways, tunnel: Tunnel): readonly WayInto[] {
  const found = tunnel.routes.flatMap((route) => routeWays(ways, tunnel, route));
  if (tunnel.unread === null) return found;
  const { because, to } = tunnel.unread;
  const { reach } = ways.ground;
  const housed = housemates(ways.ground, tunnel.service).map(({ name }) => name);
  const all =
    to === 'namespace'
      ? housed
      : reach.services.filter((name) => reach.direct(tunnel.service, name) === true);
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
        ...anythingUnknown,
        because,
        said: tunnel.said,
        way: [],
      }),
    ),
  ];
}

/**
 * `known` with the ways of which nobody can tell: a published port of a proxy whose configuration is not known may lead to whatever it
 * reaches. Of all services, the weakest first.
 */
export function waysOrUnknown(ways: Ways, known: AllWays['into']): AllWays['into'] {
  const all = new Map(known);
  const { reach } = ways.ground;
  for (const { service: proxy, because } of ways.unread) {
    const entrances = (reach.facts.get(proxy)?.published ?? []).filter(
      ({ reachableFrom }) => reachableFrom !== 'nowhere',
    );
    for (const service of reach.services) {
      if (service === proxy || reach.direct(proxy, service) === false) continue;
      const unknown = entrances.map((published): WayInto => {
        const { protocol, reachableFrom, index } = published;
        return {
          service,
          zone: reachableFrom === 'host' ? 'host' : 'outside',
          through: [proxy],
          entrance: { name: null, published: boundTo(published) },
          protocol,
          ...anythingUnknown,
          because,
          said: { path: ['services', published.service, 'ports', index] },
          way: [],
        };
      });
      if (unknown.length > 0) all.set(service, [...(all.get(service) ?? []), ...unknown].sort(byWeakness));
    }
  }
  return all;
}

function routeWays(
  ways: Ways,
  tunnel: Tunnel,
  { host, path, target, guards, said }: TunnelRoute,
): readonly WayInto[] {
  const scheme = target.scheme === 'https' ? 'https' : 'http';
  const common: Common = {
    zone: tunnel.zone,
    through: [tunnel.service],
    entrance: { name: tunnel.program, published: null },
    protocol: scheme,
    host,
    path,
    said,
  };
  const asked = host === '*' ? 'any.example' : host.replace(/^\*/, 'x');
  const services = targetsOf(ways, tunnel.service, target.host, target.port);
  return services.flatMap((service) => {
    const from: Asker = { kind: 'service', name: tunnel.service };
    const connection = connectToService(ways.ground, from, { service, network: null }, target.port);
    const url = readHttpUrl(originOf(scheme, asked, target.port) + path);
    if (url === null) return [];
    const outcomes = overConnection(ways, connection, url, true);
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

/** The services that a tunnel asks; at its own loopback address those that share its network namespace. */
function targetsOf({ ground }: Ways, tunnel: string, host: string, port: number): readonly string[] {
  if (host === 'localhost' || host.startsWith('127.'))
    return housemates(ground, tunnel)
      .filter((service) => service.name !== tunnel && listensOn(service, port) !== false)
      .map(({ name }) => name);
  const found = servicesAt(ground, tunnel, host);
  return 'state' in found ? [] : found;
}
