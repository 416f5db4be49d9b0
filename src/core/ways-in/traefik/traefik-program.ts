// Traefik: from a request to the router that takes it, as its muxers do.

import { oncePer } from '../../compose/once-per.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { giveUp, mostSamples, spend } from '../limits.ts';
import type { Carried, Outcomes, Program, Request, Sample, Step } from '../model.ts';
import { usesTls } from '../network/tls-ports.ts';
import { behindCertificate, either, oneOf, only, passed, unknown } from '../outcomes.ts';
import { atLine } from '../places.ts';
import type { ProgramGround } from '../ways-context.ts';
import { placeOfSaid } from '../ways-context.ts';
import { type Candidates, candidatesOf } from './candidates.ts';
import type { DynamicConfig, Router } from './dynamic-config.ts';
import { dynamicOf, ownPriority } from './dynamic-of.ts';
import { chainOf, type Link, type Refusal, rangesOf, runChain } from './middlewares.ts';
import { listAt, textAt } from './options.ts';
import { type Rule, type RuleSyntax, readRule } from './rule.ts';
import { askBalancer, askService, type Behind, serviceExists } from './servers.ts';
import { type EntryPoint, readStatic, type StaticConfig } from './static-config.ts';
import { traefikFaults } from './traefik-faults.ts';

/** A router as one entry point has it. */
export interface Route {
  readonly router: Router;
  readonly rule: Rule;
  readonly links: readonly Link[];
  readonly priority: number;
  readonly isTls: boolean;
}

/** A router that Traefik drops on an entry point. */
export interface DroppedRouter extends Refusal {
  readonly router: Router;
  readonly entry: EntryPoint;
  /** Null where it cannot be read. */
  readonly rule: Rule | null;
  readonly isTls: boolean;
}

/** What one entry point does with connections. */
export interface Muxer {
  readonly entry: EntryPoint;
  /** Highest priority first; those of one priority are asked in an order that each start decides. */
  readonly http: readonly Route[];
  readonly tcp: readonly Route[];
  /** The same by what a connection speaks, and by hosts. */
  readonly asked: Readonly<Record<'http' | 'https' | 'tcp' | 'tls', Candidates>>;
  /** Whether some router of it ends TLS, whatever became of the router. */
  readonly endsTls: boolean;
}

/** Routers, counted on each entry point. */
const mostRoutes = 200_000;

/** The Traefik that a service is; a sentence where its configuration is not known. */
export function traefikProgram(ground: ProgramGround, service: Service): Program | string {
  const config = readStatic(ground, service);
  if (typeof config === 'string') return config;
  if (config.version === 1) return `${service.name} is Traefik 1, whose rules are not answered.`;
  const dynamic = dynamicOf(ground, service, config);
  const dropped: DroppedRouter[] = [];
  if (config.entryPoints.length * dynamic.routers.length > mostRoutes)
    giveUp(`${config.source} and labels say more entry points and routers than what is followed.`);
  const muxers = config.entryPoints
    .filter(({ protocol }) => protocol !== 'udp')
    .map((entry) => muxerOf(entry, config, dynamic, dropped));
  const behind: Behind = { ground, proxy: service.name, config: dynamic, options: config.options };
  const carried = config.entryPoints.flatMap((entry) =>
    entry.protocol === 'udp' ? carriedOn(behind, entry, dropped) : [],
  );
  const answer: Program['answer'] = (request) => {
    const muxer = muxers.find(({ entry }) => entry.port === request.inside);
    if (!muxer) return only('refused');
    const found = askMuxer(behind, muxer, request);
    const [unread] = dynamic.unread;
    // Where a part of the configuration is not read, a router of it may take any request.
    return unread === undefined ? found : oneOf([found, unknown(unread)], unread);
  };
  const rules = muxers.flatMap(({ http, tcp }) => [...http, ...tcp].map(({ rule }) => rule));
  return {
    service: service.name,
    name: 'traefik',
    entrances: config.entryPoints,
    unread: dynamic.unread[0] ?? config.unread,
    ends: null,
    ranges: [...new Set([...rangesOf(dynamic), ...rules.flatMap(({ ranges }) => ranges)])],
    samples: samplesOf(muxers),
    carried,
    answer,
    faults: () => traefikFaults({ ground, service, config, dynamic, muxers, dropped, answer }),
  };
}

function muxerOf(
  entry: EntryPoint,
  config: StaticConfig,
  dynamic: DynamicConfig,
  dropped: DroppedRouter[],
): Muxer {
  const http: Route[] = [];
  const tcp: Route[] = [];
  let endsTls = false;
  const own = (listAt(entry.options, 'http.middlewares') ?? []).map((name) => name.toLowerCase());
  for (const router of dynamic.routers) {
    if (router.protocol === 'udp' || !isOn(router, entry, entry.byDefault)) continue;
    const isTls =
      router.protocol === 'http'
        ? router.tls !== 'none' || entry.protocol === 'https'
        : router.tls !== 'none';
    const rule = ruleOf(router, syntaxOf(router, config));
    if (isTls && router.protocol === 'http' && typeof rule !== 'string') endsTls = true;
    const route = routeOf(router, rule, own, { config, dynamic, isTls });
    if ('because' in route)
      dropped.push({
        router,
        entry,
        rule: typeof rule === 'string' ? null : rule,
        isTls,
        kind: route.kind,
        because: route.because,
      });
    else (router.protocol === 'http' ? http : tcp).push(route);
  }
  const byPriority = (a: Route, b: Route) => b.priority - a.priority;
  http.sort(byPriority);
  tcp.sort(byPriority);
  const of = (routes: readonly Route[], isTls: boolean) =>
    candidatesOf(routes.filter((route) => route.isTls === isTls));
  const asked = { http: of(http, false), https: of(http, true), tcp: of(tcp, false), tls: of(tcp, true) };
  return { entry, http, tcp, asked, endsTls };
}

const rulesBySyntax = {
  v2: oncePer(({ rule }: Router) => readRule(rule, 'v2')),
  v3: oncePer(({ rule }: Router) => readRule(rule, 'v3')),
};

function ruleOf(router: Router, syntax: RuleSyntax): Rule | string {
  return rulesBySyntax[syntax](router);
}

function isOn({ entryPoints }: Router, { name }: EntryPoint, byDefault: boolean): boolean {
  return entryPoints === null
    ? byDefault
    : entryPoints.some((entryPoint) => entryPoint.toLowerCase() === name);
}

/** What a UDP entry point does with packets: without one of its own, a router is on all of them. */
function carriedOn(behind: Behind, entry: EntryPoint, dropped: DroppedRouter[]): readonly Carried[] {
  const { ground, config, options } = behind;
  const entrance: Step = { kind: 'entrance', text: `${entry.name} (:${entry.port}/udp)`, said: entry.said };
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
      said: router.said,
    };
    const sure = passed({ way: [entrance, step] }, askBalancer(behind, router.service, 'udp'));
    const doubt = router.doubt ?? unread;
    return doubt === undefined ? sure : oneOf([sure, unknown(doubt, { way: [entrance] })], doubt);
  });
  const [first, ...more] = routers;
  if (!first) return [];
  const last = placeOfSaid(ground, more.at(-1)?.said ?? null);
  const where = last === null ? '' : `${last.file}:${last.line}: `;
  const outcomes =
    more.length === 0
      ? either(found)
      : oneOf(
          found,
          `${where}${entry.name} has more than one UDP router, and which of them takes its packets is unknown.`,
        );
  return [{ entrance: entry.name, protocol: 'udp', outcomes, said: first.said }];
}

function syntaxOf({ syntax, byDefault, provider }: Router, { version, options }: StaticConfig): RuleSyntax {
  if (version === 2) return 'v2';
  if (syntax !== null) return syntax;
  if (byDefault || provider === 'internal') return 'v3';
  return textAt(options, 'core.defaultrulesyntax')?.toLowerCase() === 'v2' ? 'v2' : 'v3';
}

function routeOf(
  router: Router,
  rule: Rule | string,
  own: readonly string[],
  {
    config,
    dynamic,
    isTls,
  }: { readonly config: StaticConfig; readonly dynamic: DynamicConfig; readonly isTls: boolean },
): Route | Refusal {
  const never = (because: string): Refusal => ({ kind: 'never-matches', because });
  if (typeof rule === 'string') return never(rule);
  const priority = priorityOf(router);
  if (router.protocol === 'tcp') {
    if (!isTls && !/^\s*HostSNI\(\s*[`"]\*[`"]\s*\)\s*$/i.test(router.rule) && /HostSNI/i.test(router.rule))
      return never('a server name asks for TLS, and the router has none');
    if (!serviceExists(dynamic, config.options, router.service, 'tcp'))
      return never(`the service ${router.service} does not exist`);
    const guards = chainOf({ ...dynamic, middlewares: dynamic.tcpMiddlewares }, router.middlewares);
    return 'because' in guards ? guards : { router, rule, links: guards, priority, isTls };
  }
  if (router.priority > ownPriority - 1000 && router.provider !== 'internal')
    return never('its priority is one of those that Traefik keeps');
  if (!serviceExists(dynamic, config.options, router.service))
    return never(`the service ${router.service} does not exist`);
  const links = chainOf(dynamic, [...own, ...router.middlewares]);
  if ('because' in links) return links;
  return { router, rule, links, priority, isTls };
}

/** Without one it is the length of the rule; the catch-all of TCP comes last. */
function priorityOf({ priority, rule, protocol }: Router): number {
  if (priority !== 0) return priority;
  return protocol === 'tcp' && /^\s*HostSNI\(\s*[`"]\*[`"]\s*\)\s*$/i.test(rule) ? -1 : byteLength(rule);
}

/** The length in bytes of UTF-8, as Go counts it. */
function byteLength(text: string): number {
  let length = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}

function askMuxer(behind: Behind, muxer: Muxer, request: Request): Outcomes {
  const entrance = {
    kind: 'entrance',
    text: `${muxer.entry.name} (:${muxer.entry.port})`,
    said: muxer.entry.said,
  } as const;
  return passed({ way: [entrance] }, askTcp(behind, muxer, request));
}

/** TCP routers see a connection before HTTP does. */
function askTcp(behind: Behind, muxer: Muxer, request: Request): Outcomes {
  const http = () => askHttp(behind, muxer, request);
  const { tcp: clear, tls, https } = muxer.asked;
  const raw = (route: Route) => tcpAnswer(behind, route, request);
  if (request.scheme !== 'https') return first(behind, clear, request, raw, http);
  const onlyClear = clear.size > 0 && tls.size === 0 && !muxer.endsTls;
  // Without TLS on the entry point the server behind gets the first words of TLS as they are.
  if (onlyClear) return first(behind, clear, request, (route) => withoutTls(raw(route)), http);
  return https.names(request.host) ? http() : first(behind, tls, request, raw, http);
}

/** What speaks TLS of its own may answer; any other server does not understand the greeting. */
function withoutTls(outcomes: Outcomes): Outcomes {
  const speaks = outcomes.list.some(
    ({ answer, port }) => answer === 'serves' && port !== null && usesTls(port),
  );
  return speaks ? unknown('Whether the server behind speaks TLS is unknown.') : only('no-tls');
}

function tcpAnswer(behind: Behind, route: Route, request: Request): Outcomes {
  const step = { kind: 'route', text: `TCP router ${route.router.name}`, said: route.router.said } as const;
  const because = `${route.router.name} passes TLS on, and what is behind it speaks for itself.`;
  const reached = () => {
    const found = askBalancer(behind, route.router.service, 'tcp');
    if (route.router.tls !== 'passes') return found;
    const list = found.list.map((outcome) =>
      outcome.answer === 'serves' ? { ...outcome, answer: 'unknown' as const, because } : outcome,
    );
    return { ...found, list };
  };
  const { links } = route;
  return passed({ way: [step] }, closing(runChain(behind.ground, behind.proxy, links, request, reached)));
}

/** A connection that a list of addresses refuses ends without an answer. */
function closing({ list, undecided }: Outcomes): Outcomes {
  const ended = list.map((outcome) =>
    outcome.answer === 'forbidden' ? { ...outcome, answer: 'refused' as const } : outcome,
  );
  return { list: ended, undecided };
}

function askHttp(behind: Behind, muxer: Muxer, request: Request): Outcomes {
  const routes = muxer.asked[request.scheme];
  const none = () => only('not-found', { because: `No router of ${muxer.entry.name} takes it.` });
  return first(behind, routes, request, (route) => httpAnswer(behind, route, request), none);
}

function httpAnswer(behind: Behind, { router, rule, links, isTls }: Route, request: Request): Outcomes {
  const step = {
    kind: 'route',
    text: `router ${router.name}@${router.provider}${ruleText(rule)}`,
    said: router.said,
  } as const;
  const behindAll = () => askService(behind, router.service, request);
  const chain = () => runChain(behind.ground, behind.proxy, links, request, behindAll);
  // Options by the name of `default` hold for every router that names none.
  const asked = isTls ? behind.config.certificates.get(router.tlsOptions ?? 'default@file') : undefined;
  const found = asked === undefined ? chain() : behindCertificate(asked, request.welcome, 'no-tls', chain);
  return passed({ way: [step] }, found);
}

/** The hosts and paths of a rule; what else it asks for may be secret. */
function ruleText({ hosts, paths }: Rule): string {
  const words = [...hosts.map(({ host }) => host), ...paths];
  return words.length === 0 ? '' : `: ${words.join(' ')}`;
}

/** The first route that matches; of equal ones any, as a start decides it. */
function first(
  { ground }: Behind,
  candidates: Candidates,
  request: Request,
  answer: (route: Route) => Outcomes,
  none: () => Outcomes,
): Outcomes {
  const routes = candidates.forHost(request.host);
  // Most of those that stand for several hosts are expressions.
  spend(ground.meter, 1 + 4 * routes.length);
  /** What routes of one priority may answer that are not known to match, the first of them last. */
  const open: { readonly perhaps: readonly Route[]; readonly because: string }[] = [];
  let found: Outcomes | null = null;
  for (let from = 0; from < routes.length && found === null; ) {
    const priority = routes[from]?.priority;
    const sure: Route[] = [];
    const perhaps: Route[] = [];
    for (; routes[from]?.priority === priority; from++) {
      const route = routes[from];
      const matches: Tri = route ? route.rule.matches(request) : false;
      if (!route || matches === false) continue;
      if (matches === true && route.router.doubt === null) sure.push(route);
      else perhaps.push(route);
    }
    if (sure.length > 0) found = either(sure.map(answer));
    const [doubtful] = perhaps;
    if (!doubtful) continue;
    const because = doubtful.router.doubt ?? `Whether the rule of ${doubtful.router.name} fits is unknown.`;
    open.push({ perhaps: [...sure, ...perhaps], because });
  }
  return open.reduceRight(
    (rest, { perhaps, because }) => oneOf([rest, either(perhaps.map(answer))], because),
    found ?? none(),
  );
}

function samplesOf(muxers: readonly Muxer[]): readonly Sample[] {
  const samples = new Map<string, { -readonly [K in keyof Sample]: Sample[K] } & { entrances: string[] }>();
  for (const { entry, http, tcp } of muxers) {
    for (const { router, rule } of [...http, ...tcp]) {
      if (router.provider === 'internal' && router.service === 'noop@internal') continue;
      const hosts = rule.hosts.length > 0 ? rule.hosts : [{ host: '*', example: 'any.example' }];
      const paths = rule.paths.length > 0 ? rule.paths : ['/'];
      for (const { host, example } of hosts) {
        for (const path of paths) {
          const key = JSON.stringify([host, path, router.name, router.provider]);
          const before = samples.get(key);
          if (before) {
            before.entrances.push(entry.name);
            continue;
          }
          if (samples.size >= mostSamples)
            giveUp(
              `${router.name}@${router.provider}${atLine(router.said)}: hosts and paths are more than what is asked.`,
            );
          samples.set(key, {
            host,
            path,
            ask: { host: example, path: askedPath(router.service, path) },
            entrances: [entry.name],
            admin: /^(?:api|dashboard|rest)@internal$/.test(router.service),
            said: router.said,
          });
        }
      }
    }
  }
  return [...samples.values()];
}

/** Of Traefik's own interface a page that is there. */
function askedPath(service: string, path: string): string {
  const pages =
    service === 'api@internal'
      ? ['/api/version', '/dashboard/']
      : service === 'dashboard@internal'
        ? ['/dashboard/']
        : [];
  return pages.find((page) => page.startsWith(path)) ?? path;
}
