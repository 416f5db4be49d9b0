// Caddy's routes in the structure of its JSON configuration, and the outcomes of a request at them.

import { memoize } from '../../compose/memoize.ts';
import type { Tri } from '../../compose/topology.ts';
import { byHost } from '../hosts-index.ts';
import { giveUp, type Meter, spend } from '../limits.ts';
import type { Guard, Headers, OnwardRequest, Outcomes, Request } from '../model.ts';
import { dial } from '../network/upstreams.ts';
import {
  behindGuard,
  combineOutcomes,
  redirectOutcome,
  singleOutcome,
  statusOutcome,
  undecidedOutcome,
  unknownOutcome,
  withSteps,
} from '../outcomes.ts';
import { atLine, type SourceLocation } from '../places.ts';
import { peerOf, withEntry, withHeader, withOnward } from '../proxy/client-address.ts';
import { askDecider, askUpstream, upstreamOutcome } from '../proxy/upstream.ts';
import { hostHeaderOf } from '../urls.ts';
import type { ProgramContext } from '../ways-context.ts';
import { type ClientTrust, isTrustedSender } from './client-trust.ts';
import type { FileRoot } from './file-server.ts';
import { cleanPath } from './matchers.ts';
import type { Matcher, Passing } from './passing.ts';
import { type ChosenUpstream, readUpstream, type Upstream } from './upstream-text.ts';

export type Handler =
  | { readonly kind: 'subroute'; readonly routes: readonly Route[] }
  /** A block whose errors get custom pages, which are not supported. */
  | { readonly kind: 'catching'; readonly routes: readonly Route[]; readonly declaredAt: SourceLocation }
  | {
      readonly kind: 'proxy';
      /** The servers, or a sentence when they are unknown. */
      readonly upstreams: readonly Upstream[] | string;
      /** The addresses of servers that a request completes by placeholders. */
      readonly chosen: readonly ChosenUpstream[];
      readonly firstOnly: boolean;
      /** What it does with the headers of the request for the server behind, in order. */
      readonly headers: readonly HeaderChange[];
      /** True when the certificates of the servers behind are not verified. */
      readonly trusting: boolean;
      readonly declaredAt: SourceLocation;
    }
  | {
      readonly kind: 'forward-auth';
      readonly upstreams: readonly Upstream[] | string;
      readonly declaredAt: SourceLocation;
    }
  | { readonly kind: 'login'; readonly how: string; readonly declaredAt: SourceLocation }
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly body: boolean;
      readonly declaredAt: SourceLocation;
    }
  | { readonly kind: 'redirect'; readonly to: string; readonly declaredAt: SourceLocation }
  | { readonly kind: 'abort'; readonly declaredAt: SourceLocation }
  | { readonly kind: 'rewrite'; readonly apply: (path: string, passing: Passing) => string | null }
  | { readonly kind: 'files'; readonly serves: FileRoot; readonly declaredAt: SourceLocation }
  | { readonly kind: 'unknown'; readonly because: string; readonly declaredAt: SourceLocation };

/** A header that is set, added to or removed; a value may hold placeholders, '' removes it, and null is one that is not followed. */
export interface HeaderChange {
  readonly name: string;
  readonly value: string | null;
  readonly isAdded: boolean;
}

export interface Route {
  /** The hosts in lower case, one of which each matcher set requires; null when the route may take any host. */
  readonly hosts: readonly string[] | null;
  /** The matcher sets, any of which admits a request when all of its matchers match; no set admits all requests. */
  readonly sets: readonly (readonly Matcher[])[];
  readonly handlers: readonly Handler[];
  readonly terminal: boolean;
  /** True when the route is for named hosts; redirects to https come after the last of these. */
  readonly named: boolean;
  /** The group of the route; only the first matching route of a group is taken. */
  readonly group: string | null;
  /** The title on a request's way; null for a route without one. */
  readonly title: string | null;
  /** The place of the route in the configuration. */
  readonly declaredAt: SourceLocation;
  /** The ranges that decide whether the route is taken, shown with its guard. */
  readonly ranges: readonly string[];
  /** The hosts that its matchers compare, as a list says them. */
  readonly comparedHosts?: readonly string[];
}

type Next = (passing: Passing) => Outcomes;

/** The answer when no route answers: an empty page. */
const end: Next = () => singleOutcome('empty', { because: 'No route of Caddy answers it.' });

/** Returns the outcomes of a request at the given routes. */
export function runRoutes(
  waysContext: ProgramContext,
  proxy: string,
  routes: readonly Route[],
  trust: ClientTrust | null,
  request: Request,
): Outcomes {
  return run(
    { waysContext, proxy, trust, left: { left: 20_000 } },
    routes,
    {
      request,
      path: request.path,
      clean: cleanPath(request.path),
      query: request.query,
      groups: new Set(),
      depth: 0,
    },
    end,
  );
}

interface Context {
  readonly waysContext: ProgramContext;
  readonly proxy: string;
  readonly trust: ClientTrust | null;
  readonly left: Meter;
}

const candidates = memoize((routes: readonly Route[]) => byHost(routes, ({ hosts }) => hosts));

function run(context: Context, all: readonly Route[], passing: Passing, next: Next): Outcomes {
  return runFrom(context, candidates(all)(passing.request.host), 0, passing, next);
}

/** The maximum number of routes that one request passes inside each other. */
const maxDepth = 500;

function runFrom(
  context: Context,
  routes: readonly Route[],
  from: number,
  passing: Passing,
  next: Next,
): Outcomes {
  for (let at = from; at < routes.length; at++) {
    const route = routes[at];
    if (!route) break;
    spend(context.left, 1, route.declaredAt);
    spend(context.waysContext.meter, 1, route.declaredAt);
    if (route.group !== null && passing.groups.has(route.group)) continue;
    const matches = matchesRoute(route, passing);
    if (matches === false) continue;
    if (passing.depth > maxDepth) giveUp(`Routes${atLine(route.declaredAt)} exceed the nesting limit.`);
    const goOn: Next = (after) => runFrom(context, routes, at + 1, after, next);
    const taken = (): Outcomes => {
      const groups = route.group === null ? passing.groups : new Set([...passing.groups, route.group]);
      const inner = { ...passing, groups, depth: passing.depth + 1 };
      const found = handle(context, route.handlers, inner, route.terminal ? end : goOn);
      return route.title === null
        ? found
        : withSteps({ way: [{ kind: 'route', text: route.title, declaredAt: route.declaredAt }] }, found);
    };
    if (matches === true) return taken();
    return undecidedOutcome(
      [taken(), goOn(passing)],
      `Whether ${route.title ?? 'a route of Caddy'} takes it is unknown.`,
    );
  }
  return next(passing);
}

function matchesRoute({ sets }: Route, passing: Passing): Tri {
  if (sets.length === 0) return true;
  const each = sets.map((set): Tri => {
    const all = set.map((matcher) => matcher(passing));
    return all.includes(false) ? false : all.includes('unknown') ? 'unknown' : true;
  });
  return each.includes(true) ? true : each.includes('unknown') ? 'unknown' : false;
}

function handle(context: Context, handlers: readonly Handler[], passing: Passing, next: Next): Outcomes {
  const [handler, ...rest] = handlers;
  if (!handler) return next(passing);
  const goOn: Next = (after) => handle(context, rest, after, next);
  const { request } = passing;
  const { authenticated } = request;
  switch (handler.kind) {
    case 'subroute':
      return run(context, handler.routes, passing, goOn);
    case 'catching': {
      const { list, undecided } = run(context, handler.routes, passing, goOn);
      const because = 'handle_errors may answer in its place.';
      return {
        undecided,
        list: list.map((outcome) =>
          outcome.answer === 'bad-gateway' || outcome.answer === 'error'
            ? { ...outcome, answer: 'unknown', because }
            : outcome,
        ),
      };
    }
    case 'rewrite': {
      const path = passing.path === null ? null : handler.apply(passing.path, passing);
      return goOn({ ...passing, path, clean: path === null ? null : cleanPath(path) });
    }
    case 'login': {
      const { how, declaredAt } = handler;
      const guard: Guard = { kind: 'login', how, by: null, declaredAt };
      return guarded(guard, authenticated ? goOn(passing) : singleOutcome('login'));
    }
    case 'forward-auth':
      return forwardAuth(context, handler, passing, goOn);
    case 'respond':
      return statusOutcome(handler.status, handler.body);
    case 'redirect': {
      const to = expandPlaceholders(handler.to, passing);
      if (to === null)
        return unknownOutcome('The address of a redirection holds a placeholder that is not read.');
      return redirectOutcome(to, request);
    }
    case 'abort':
      return singleOutcome('refused', { because: 'Caddy ends the connection without an answer.' });
    case 'files':
      return passing.path === null
        ? unknownOutcome('A rewrite makes the requested file unknown.')
        : handler.serves(passing.path, request);
    case 'unknown':
      return unknownOutcome(handler.because);
    case 'proxy':
      return proxied(context, handler, passing);
  }
}

function guarded(guard: Guard, outcomes: Outcomes): Outcomes {
  return behindGuard(guard, guard.by === null ? guard.how : `${guard.how} by ${guard.by}`, outcomes);
}

function forwardAuth(
  { waysContext, proxy }: Context,
  { upstreams, declaredAt }: Extract<Handler, { kind: 'forward-auth' }>,
  passing: Passing,
  goOn: Next,
): Outcomes {
  if (typeof upstreams === 'string') return unknownOutcome(upstreams);
  const dialResult = upstreams.flatMap(({ host, port }) => dial(waysContext, proxy, host, port));
  const { by, outcomes } = askDecider(
    dialResult,
    upstreams[0]?.host ?? null,
    passing.request.authenticated,
    'bad-gateway',
    () => goOn(passing),
  );
  return guarded({ kind: 'login', how: 'forward-auth', by, declaredAt }, outcomes);
}

function proxied(context: Context, handler: Extract<Handler, { kind: 'proxy' }>, passing: Passing): Outcomes {
  const { waysContext, proxy } = context;
  const { chosen, firstOnly, declaredAt } = handler;
  const upstreams = chosen.length > 0 ? withChosen(handler, passing) : handler.upstreams;
  if (typeof upstreams === 'string') return unknownOutcome(upstreams);
  const asked = firstOnly ? upstreams.slice(0, 1) : upstreams;
  if (asked.length === 0) return singleOutcome('bad-gateway', { because: 'There is no server behind.' });
  return combineOutcomes(
    asked.map(({ host, port, tls }) => {
      const outcomes = askUpstream(
        waysContext,
        proxy,
        { host, port, text: `${host}:${port}`, declaredAt },
        (dialResult) =>
          tls && !handler.trusting && dialResult.state === 'answers' && !waysContext.namesServers
            ? singleOutcome('bad-gateway', {
                because: `${dialResult.service} is asked over TLS, and its certificate is not trusted.`,
              })
            : upstreamOutcome(dialResult, tls, waysContext.namesServers),
      );
      const onward = onwardRequest(context, handler, passing, tls);
      return onward === null ? outcomes : withOnward(outcomes, onward);
    }),
  );
}

/** Returns the request for the server behind: who is not trusted gets lists of its own in place of those that it sent. */
function onwardRequest(
  { trust }: Context,
  { headers: changes }: Extract<Handler, { kind: 'proxy' }>,
  passing: Passing,
  tls: boolean,
): OnwardRequest | null {
  const { request, path, query } = passing;
  if (path === null) return null;
  const peer = peerOf(request);
  const before = isTrustedSender(trust, peer) ? request.headers?.get('x-forwarded-for') : undefined;
  let headers: Headers = withHeader(request.headers ?? new Map(), 'X-Forwarded-For', withEntry(before, peer));
  // Newer releases ask over TLS for the name of the server itself.
  let hostHeader = tls ? null : hostHeaderOf(request);
  for (const { name, value, isAdded } of changes) {
    const made = value === null ? null : expandPlaceholders(value, passing);
    const list = headers.get(name.toLowerCase());
    if (name.toLowerCase() === 'host') hostHeader = made;
    else headers = withHeader(headers, name, isAdded && made !== null ? withEntry(list, made) : made);
  }
  return { scheme: tls ? 'https' : 'http', hostHeader, path, query, headers, families: 'unknown' };
}

/** Returns the servers of a request that names some of them; a sentence where a placeholder is unknown. */
function withChosen(
  { upstreams, chosen, declaredAt }: Extract<Handler, { kind: 'proxy' }>,
  passing: Passing,
): readonly Upstream[] | string {
  if (typeof upstreams === 'string') return upstreams;
  const all = [...upstreams];
  for (const { text, tls } of chosen) {
    const made = expandPlaceholders(text, passing);
    if (made === null) return `A placeholder of a server's address${atLine(declaredAt)} is not read.`;
    // Without a port, Caddy asks nobody.
    all.push(...(readUpstream(made, tls) ?? []));
  }
  return all;
}

/** Returns the header that a placeholder names, as far as it was sent. */
function sentHeader({ headers }: Request, placeholder: string): string | null | undefined {
  const [, name = ''] = /^header\.(.+)$/.exec(placeholder) ?? [];
  return headers?.get(name.toLowerCase());
}

/** Returns a text with its placeholders filled in; null when one is unknown. */
export function expandPlaceholders(text: string, { request, path, query }: Passing): string | null {
  const { host, scheme } = request;
  const header = hostHeaderOf(request);
  const known = new Map<string, string | null>([
    ['uri', path === null ? null : path + query],
    ['path', path],
    ['host', host],
    ['scheme', scheme],
    ['query', query.replace(/^\?/, '')],
    // Empty without a port in the header.
    ['port', /:(\d+)$/.exec(header)?.[1] ?? ''],
    ['hostport', header],
    ['remote_host', peerOf(request)],
    ['client_ip', request.source],
  ]);
  let failed = false;
  const made = text.replace(/\{(?:http\.request\.)?([^{}]+)\}/g, (_, name: string) => {
    const value =
      known.get(
        name
          .replace(/^uri\.path$/, 'path')
          .replace(/^uri\.query$/, 'query')
          .replace(/^orig_uri$/, 'uri')
          .replace(/^remote\.host$/, 'remote_host')
          .replace(/^http\.vars\.client_ip$/, 'client_ip'),
      ) ?? sentHeader(request, name);
    if (value === undefined || value === null) failed = true;
    return value ?? '';
  });
  return failed ? null : made;
}
