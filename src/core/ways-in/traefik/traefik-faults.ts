// What is wrong with a configuration of Traefik, and what comes of it: routers that vanish and leave their requests to wider ones, equal
// routers, names that several containers say, sources that silence each other.

import { nameList } from '../../compose/name-list.ts';
import type { Service } from '../../compose/topology.ts';
import type { Fault, LabelRemedy } from '../faults.ts';
import { type Meter, spend } from '../limits.ts';
import type { Outcome, Program, Request, Said } from '../model.ts';
import { isPrivateRange, publicVisitor } from '../network/addresses.ts';
import { atLine } from '../places.ts';
import type { Flaws, PlaintextUpstream, TrustedSender } from '../proxy/reader.ts';
import { readHttpUrl } from '../urls.ts';
import type { ProgramGround, WaysContext } from '../ways-context.ts';
import { candidatesOf } from './candidates.ts';
import type { DynamicConfig, Router } from './dynamic-config.ts';
import type { DroppedRouter, Muxer, Route } from './muxers.ts';
import { booleanAt, listAt, optionAt } from './options.ts';
import type { Rule } from './rule.ts';
import { parseRule, type RuleExpression } from './rule-expression.ts';
import type { EntryPoint, StaticConfig } from './static-config.ts';

export interface TraefikParts {
  readonly ground: ProgramGround;
  readonly service: Service;
  readonly config: StaticConfig;
  readonly dynamic: DynamicConfig;
  readonly muxers: readonly Muxer[];
  readonly dropped: readonly DroppedRouter[];
  readonly answer: Program['answer'];
}

export function traefikFlaws(parts: TraefikParts): Flaws {
  return {
    faults: faultsOf(parts),
    plaintextUpstreams: plaintextIn(parts),
    trustedSenders: trustedSenders(parts),
  };
}

/** Each once, though several entry points may have it; one that lets somebody in says so. */
function faultsOf(parts: TraefikParts): readonly Fault[] {
  const all = [
    ...silenced(parts),
    ...droppedLabels(parts),
    ...missingEntrances(parts),
    ...droppedRouters(parts),
    ...templates(parts),
    ...ties(parts),
    ...merges(parts),
    ...catchAll(parts),
    ...byChance(parts),
  ];
  const found = new Map<string, Fault>();
  for (const fault of all) {
    const key = JSON.stringify([fault.kind, fault.services, fault.about]);
    const before = found.get(key);
    if (!before || (fault.opens && !before.opens)) found.set(key, fault);
  }
  return [...found.values()];
}

/** The service whose labels say it, else the proxy. */
function sayerOf(said: Said, { name }: Service): string {
  const service = said !== null && 'path' in said && said.path[0] === 'services' ? said.path[1] : null;
  return typeof service === 'string' ? service : name;
}

function* silenced({ service, config }: TraefikParts): Generator<Fault> {
  if (config.silenced.length === 0) return;
  const opens = config.silencedKeepsOut;
  const what = config.silenced.join(' and ');
  yield {
    kind: 'source-ignored',
    services: [service.name],
    about: what,
    text: `${service.name} reads its settings from ${config.source} alone, so ${what} ${config.silenced.length === 1 ? 'has' : 'have'} no effect.${opens ? ' That would keep out containers without labels; now these are served, too.' : ''}`,
    mend: `Move these settings into ${config.source}.`,
    opens,
    said: { path: ['services', service.name, what.includes('command') ? 'command' : 'environment'] },
  };
}

function* droppedLabels({ service, dynamic }: TraefikParts): Generator<Fault> {
  for (const { what, because, kind, services, said } of dynamic.dropped) {
    if (kind === null) continue;
    yield {
      kind,
      services: services.length > 0 ? services : [service.name],
      about: what,
      text:
        kind === 'names-merge'
          ? `${nameList(services)} say the ${what} differently, so ${service.name} serves it for neither.`
          : `${service.name} leaves ${what} out: ${because}`,
      mend:
        kind === 'names-merge'
          ? 'Give it another name in the labels of one of them.'
          : kind === 'labels-dropped'
            ? `Correct or delete that label${atLine(said)}.`
            : `Correct it${atLine(said)}.`,
      opens: false,
      said,
    };
  }
}

function* missingEntrances({ service, config, dynamic }: TraefikParts): Generator<Fault> {
  const known = new Set(config.entryPoints.map(({ name }) => name));
  for (const router of dynamic.routers) {
    const { name, entryPoints, said } = router;
    const missing = (entryPoints ?? []).filter((one) => !known.has(one.toLowerCase()));
    const present = (entryPoints ?? []).filter((one) => known.has(one.toLowerCase()));
    const [first] = missing;
    if (first === undefined) continue;
    const minor = missing.length < (entryPoints?.length ?? 0);
    yield {
      kind: 'entrance-missing',
      services: [sayerOf(said, service), service.name].filter(distinct),
      about: `${name} ${first}`,
      text: `The router ${name} names the entry point ${first}, which ${service.name} does not have${minor ? '; it is served on the others' : ', so it is served nowhere'}. ${service.name} has ${nameList([...known]) || 'none'}.`,
      mend: minor
        ? `Leave ${nameList(missing)} out${atLine(said)}.`
        : `Name one that ${service.name} has${atLine(said)}, or add ${first} to its settings.`,
      opens: false,
      minor,
      // Where none is left, a router that is served nowhere would be served.
      ...(minor ? remedy(router, 'entrypoints', present.join(','), `Leave ${nameList(missing)} out`) : {}),
      said,
    };
  }
}

/** A label of a router that a container says; a file is for a person to change. */
function remedy(
  { name, provider, protocol, said }: Router,
  option: string,
  value: string,
  title: string,
): Pick<Fault, 'remedies'> {
  if (provider !== 'docker' || said === null || !('path' in said)) return {};
  const [, service] = said.path;
  if (typeof service !== 'string') return {};
  return { remedies: [{ title, service, key: `traefik.${protocol}.routers.${name}.${option}`, value }] };
}

function distinct(one: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(one) === index;
}

/** What a visitor without a login gets who asks for what a rule names: the first that is served without one. */
function openInstead(parts: TraefikParts, entry: EntryPoint, rule: Rule, isTls: boolean): Outcome | null {
  for (const request of requestsOf(rule, entry, isTls)) {
    const { list } = parts.answer(request);
    const open = list.find(
      ({ answer, by, guards }) => answer === 'serves' && by !== null && guards.length === 0,
    );
    if (open) return open;
  }
  return null;
}

function requestsOf(
  { hosts, paths }: Rule,
  { port }: EntryPoint,
  isTls: boolean,
  welcome = false,
): readonly Request[] {
  const named = hosts.length > 0 ? hosts.map(({ example }) => example) : ['any.example'];
  return named.flatMap((host) =>
    (paths.length > 0 ? paths : ['/']).map((path): Request => {
      const scheme = isTls ? 'https' : 'http';
      return { scheme, host, port, inside: port, path, query: '', source: publicVisitor, welcome };
    }),
  );
}

function* droppedRouters(parts: TraefikParts): Generator<Fault> {
  const { service } = parts;
  for (const { router, entry, rule, isTls, kind, because } of parts.dropped) {
    const open = rule === null ? null : openInstead(parts, entry, rule, isTls);
    const then = open
      ? ` Its requests go to ${open.by}, which answers them without a login.`
      : ' Its requests are answered by another router, or not at all.';
    yield {
      kind,
      services: [sayerOf(router.said, service), service.name].filter(distinct),
      about: router.name,
      text: `${service.name} drops the router ${router.name}: ${because}.${then}`,
      mend:
        kind === 'guard-missing'
          ? `Define that middleware, or correct its name${atLine(router.said)}.`
          : `Correct the router ${router.name}${atLine(router.said)}.`,
      opens: kind === 'guard-missing' && open !== null,
      ...(kind === 'guard-missing' ? elsewhere(parts, router) : {}),
      said: router.said,
    };
  }
}

/** The middleware that is missing, where another provider has a login of that name: it lets in nobody who does not pass it. */
function elsewhere({ dynamic: { middlewares } }: TraefikParts, router: Router): Pick<Fault, 'remedies'> {
  const missing = router.middlewares.filter((name) => !middlewares.has(name));
  const [name = '', ...more] = missing;
  const plain = name.replace(/@[^@]*$/, '');
  const [found, ...others] = [...middlewares].filter(([one]) => one.replace(/@[^@]*$/, '') === plain);
  if (more.length > 0 || !found || others.length > 0 || !logins.has(found[1].type)) return {};
  const named = router.middlewares.map((one) => (one === name ? found[0] : one));
  return remedy(router, 'middlewares', named.map(inLabels).join(','), `Name the login as ${found[0]}`);
}

/** Labels need not say their own provider. */
function inLabels(name: string): string {
  return name.replace(/@docker$/, '');
}

const patternCalls: ReadonlySet<string> = new Set(['hostregexp', 'pathprefix', 'path']);

/** Whether the first word of such a call holds `{name}` or `{name:…}`. */
function holdsTemplate(rule: RuleExpression | null): boolean {
  if (rule === null) return false;
  if (rule.kind === 'not') return holdsTemplate(rule.of);
  if (rule.kind !== 'call') return holdsTemplate(rule.left) || holdsTemplate(rule.right);
  const [first] = rule.args;
  if (!first || !patternCalls.has(rule.name.toLowerCase())) return false;
  const last = first.text.lastIndexOf('}');
  return [...first.text.slice(0, last + 1).matchAll(/\{\w+[:}]/g)].length > 0;
}

/** Templates of version 2 in a rule of version 3: braces are text there. */
function* templates({ service, muxers }: TraefikParts): Generator<Fault> {
  for (const { http } of muxers) {
    for (const { router } of http) {
      if (!holdsTemplate(parseRule(router.rule)) || router.syntax === 'v2' || usesOldRules(router, service))
        continue;
      yield {
        kind: 'never-matches',
        services: [sayerOf(router.said, service), service.name].filter(distinct),
        about: router.name,
        text: `The rule of ${router.name} holds {…}, which was a pattern in Traefik 2 and is plain text in Traefik 3: it fits no request.`,
        mend: `Write it as a regular expression of HostRegexp or PathRegexp${atLine(router.said)}.`,
        opens: false,
        said: router.said,
      };
    }
  }
}

function usesOldRules(_: Router, { image }: Service): boolean {
  return /:v?2(?:[.-]|$)/.test(image ?? '');
}

const logins: ReadonlySet<string> = new Set(['basicauth', 'digestauth', 'forwardauth']);

const isLogin = ({ middleware: { type } }: Route['links'][number]): boolean => logins.has(type);

function hasLogin({ links }: Route): boolean {
  return links.some((link) => isLogin(link));
}

/** Routers of one priority that take one request: each start decides anew which of them has it. */
function* ties({ ground, service, muxers }: TraefikParts): Generator<Fault> {
  for (const { entry, http } of muxers) {
    for (const [one, other] of pairsOf(ground.meter, entry, http)) {
      if (one.router.service === other.router.service && hasLogin(one) === hasLogin(other)) continue;
      const opens = hasLogin(one) !== hasLogin(other);
      const open = hasLogin(one) ? other : one;
      const names = [one.router.name, other.router.name].sort();
      yield {
        kind: 'routes-tie',
        services: [sayerOf(one.router.said, service), sayerOf(other.router.said, service)].filter(distinct),
        about: names.join(' '),
        text: `The routers ${names.join(' and ')} have the same priority and take the same requests, so each start of ${service.name} decides which of them answers.${opens ? ` ${open.router.name} has no login.` : ''}`,
        mend: opens
          ? `Give ${open === one ? other.router.name : one.router.name} a higher priority${atLine((open === one ? other : one).router.said)}.`
          : `Give one of them a higher priority${atLine(other.router.said)}.`,
        opens,
        ...(opens ? loginFirst(http, open === one ? other : one) : {}),
        said: other.router.said,
      };
    }
  }
}

/** Routes of one rank that take the request of one of them, in their order. */
function pairsOf(
  meter: Meter,
  entry: EntryPoint,
  http: readonly Route[],
): readonly (readonly [Route, Route])[] {
  const byRank = new Map<string, Route[]>();
  for (const route of http) {
    const key = `${route.priority} ${route.isTls}`;
    const list = byRank.get(key);
    if (list) list.push(route);
    else byRank.set(key, [route]);
  }
  return [...byRank.values()].flatMap((routes) => {
    const found = new Map<number, readonly [Route, Route]>();
    const places = new Map(routes.map((route, index) => [route, index]));
    const { forHost } = candidatesOf(routes);
    for (const one of routes.length > 1 ? routes : []) {
      for (const request of requestsOf(one.rule, entry, one.isTls)) {
        if (one.rule.matches(request) !== true) continue;
        const rivals = forHost(request.host);
        spend(meter, 4 * rivals.length);
        for (const other of rivals) {
          if (other === one || other.rule.matches(request) !== true) continue;
          const [low = 0, high = 0] = [places.get(one) ?? 0, places.get(other) ?? 0].sort((a, b) => a - b);
          const [first, second] = [routes[low], routes[high]];
          if (first && second) found.set(low * routes.length + high, [first, second]);
        }
      }
    }
    return [...found].sort(([a], [b]) => a - b).map(([, pair]) => pair);
  });
}

/** The router with the login one step before the other, where no third one has that rank. */
function loginFirst(all: readonly Route[], { router, priority }: Route): Pick<Fault, 'remedies'> {
  const next = priority + 1;
  if (all.some((route) => route.priority === next)) return {};
  return remedy(router, 'priority', String(next), `Let ${router.name}, which asks for a login, come first`);
}

function* merges({ service, dynamic, muxers }: TraefikParts): Generator<Fault> {
  const byService = new Map<string, Route[]>();
  for (const { http, tcp } of muxers)
    for (const route of [...http, ...tcp]) {
      const list = byService.get(route.router.service);
      if (list) list.push(route);
      else byService.set(route.router.service, [route]);
    }
  for (const { name, containers, said } of dynamic.merges) {
    const using = byService.get(name) ?? [];
    const routers = new Set(using.map(({ router }) => router.name));
    // One router for both shares the load, as people mean it.
    if (routers.size < 2) continue;
    const opens = using.some(hasLogin) && !using.every(hasLogin);
    const plain = name.replace(/@docker$/, '');
    yield {
      kind: 'names-merge',
      services: [...containers].filter(distinct),
      about: name,
      text: `${nameList([...containers].filter(distinct))} both call their service ${plain}, so ${service.name} sends the requests of ${nameList([...routers])} to each of them in turn.${opens ? ' One of these routers has no login.' : ''}`,
      mend: `Give the service of one of them another name${atLine(said)}.`,
      opens,
      said,
    };
  }
}

/** A TCP router for every server name without an entry point of its own. */
function* catchAll({ service, muxers }: TraefikParts): Generator<Fault> {
  for (const { entry, http, tcp } of muxers) {
    for (const { router, isTls } of tcp) {
      if (isTls || router.entryPoints !== null || !/HostSNI\(\s*[`"]\*[`"]\s*\)/i.test(router.rule)) continue;
      const shadowed = http.filter((route) => !route.isTls && route.router.provider !== 'internal');
      if (shadowed.length === 0) continue;
      yield {
        kind: 'every-host',
        services: [sayerOf(router.said, service), service.name].filter(distinct),
        about: router.name,
        text: `The TCP router ${router.name} takes every connection of the entry point ${entry.name} before HTTP is looked at, so its routers of HTTP (${nameList(shadowed.map((one) => one.router.name))}) and their logins are never asked.`,
        mend: `Give it an entry point of its own${atLine(router.said)}.`,
        opens: shadowed.some(hasLogin),
        said: router.said,
      };
    }
  }
}

/** A container on several networks, of which the proxy shares some: which address is taken changes at each start. */
function* byChance({ ground, service, dynamic, muxers }: TraefikParts): Generator<Fault> {
  const own = ground.reach.facts.get(service.name);
  if (!own || own.isolation === 'open') return;
  const used = new Set(
    muxers.flatMap(({ http, tcp }) => [...http, ...tcp].map(({ router }) => router.service)),
  );
  for (const [name, balancer] of [...dynamic.services, ...dynamic.tcpServices]) {
    if (balancer.kind !== 'servers' || !used.has(name)) continue;
    for (const server of balancer.servers) {
      if (server.kind !== 'container' || server.networks.length < 2) continue;
      const shared = server.networks.filter((network) => own.networks.includes(network));
      if (shared.length === 0 || shared.length === server.networks.length) continue;
      yield {
        kind: 'network-by-chance',
        services: [server.container, service.name],
        about: server.networks.join(' '),
        text: `${server.container} is on ${nameList(server.networks)}, and ${service.name} only on ${nameList(shared)}. Nothing says which of them ${service.name} shall take, so it takes any, and some requests end in a timeout.`,
        mend: `Give ${server.container} the label traefik.docker.network.`,
        opens: false,
        remedies: shared.flatMap((network) => onNetwork(ground, server.container, network)),
        said: balancer.said,
      };
    }
  }
}

function onNetwork(ground: WaysContext, service: string, network: string): readonly LabelRemedy[] {
  const value = ground.dockerName(network);
  if (value === null) return [];
  return [{ title: `Let it be asked on ${network}`, service, key: 'traefik.docker.network', value }];
}

function* trustedSenders({ config }: TraefikParts): Generator<TrustedSender> {
  for (const { name, options, said } of config.entryPoints) {
    const headers = optionAt(options, 'forwardedheaders');
    const anybody = booleanAt(headers, 'insecure', false);
    const ranges = (listAt(headers, 'trustedips') ?? []).filter(isPrivateRange);
    if (!anybody && ranges.length === 0) continue;
    const at = headers?.said ?? said;
    yield {
      about: `${name} ${anybody ? 'insecure' : ranges.join(' ')}`,
      believed: `X-Forwarded-For of ${anybody ? 'everybody' : nameList(ranges)} on ${name}`,
      who: anybody ? 'any visitor' : 'this machine and containers in that range',
      mend: `Name only the proxies before it in forwardedHeaders.trustedIPs${atLine(at)}.`,
      said: at,
    };
  }
}

function* plaintextIn({ dynamic, muxers }: TraefikParts): Generator<PlaintextUpstream> {
  for (const { router, isTls } of muxers.flatMap(({ http }) => http)) {
    const balancer = isTls ? dynamic.services.get(router.service) : undefined;
    if (balancer?.kind !== 'servers') continue;
    for (const server of balancer.servers) {
      const url = server.kind === 'url' ? readHttpUrl(server.url) : null;
      if (url === null || url.scheme !== 'http') continue;
      const { host, port } = url;
      yield {
        host,
        about: `${router.name} ${host}`,
        asked: `${host}:${port} over plain HTTP`,
        route: router.name,
        mend: `Ask that machine over https${atLine(balancer.said)}.`,
        said: balancer.said,
      };
    }
  }
}
