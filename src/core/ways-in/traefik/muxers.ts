// The Traefik routers of each entry point: their order, and those that Traefik drops.

import { memoize } from '../../compose/memoize.ts';
import { type Candidates, candidatesOf, type Route } from './candidates.ts';
import type { DynamicConfig, Router } from './dynamic-config.ts';
import { ownPriority } from './dynamic-of.ts';
import { chainOf, type Refusal } from './middlewares.ts';
import { listAt, textAt } from './options.ts';
import { type Rule, type RuleSyntax, readRule } from './rule.ts';
import { serviceExists } from './servers.ts';
import type { EntryPoint, StaticConfig } from './static-config.ts';

/** A router that Traefik drops on one entry point. */
export interface DroppedRouter extends Refusal {
  readonly router: Router;
  readonly entry: EntryPoint;
  /** The rule; null when it cannot be read. */
  readonly rule: Rule | null;
  readonly isTls: boolean;
}

/** The routers of one entry point. */
export interface Muxer {
  readonly entry: EntryPoint;
  /** The HTTP routes by descending priority; those of equal priority are in an order that each start decides. */
  readonly http: readonly Route[];
  readonly tcp: readonly Route[];
  /** The routes by protocol of the connection, indexed by host. */
  readonly asked: Readonly<Record<'http' | 'https' | 'tcp' | 'tls', Candidates>>;
  /** True when a router of the entry point terminates TLS, even one that was dropped. */
  readonly endsTls: boolean;
}

export function muxerOf(
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
  v2: memoize(({ rule }: Router) => readRule(rule, 'v2')),
  v3: memoize(({ rule }: Router) => readRule(rule, 'v3')),
};

function ruleOf(router: Router, syntax: RuleSyntax): Rule | string {
  return rulesBySyntax[syntax](router);
}

/** True when a router is on an entry point; `byDefault` decides for a router that names none. */
export function isOn({ entryPoints }: Router, { name }: EntryPoint, byDefault: boolean): boolean {
  return entryPoints === null
    ? byDefault
    : entryPoints.some((entryPoint) => entryPoint.toLowerCase() === name);
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

/** Returns the priority of a router: the stated one, or else the length of its rule; the TCP catch-all comes last. */
function priorityOf({ priority, rule, protocol }: Router): number {
  if (priority !== 0) return priority;
  return protocol === 'tcp' && /^\s*HostSNI\(\s*[`"]\*[`"]\s*\)\s*$/i.test(rule) ? -1 : byteLength(rule);
}

/** Returns the length of a text in UTF-8 bytes, as Go counts it. */
function byteLength(text: string): number {
  let length = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
