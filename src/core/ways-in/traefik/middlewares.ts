// The effect of middlewares on a request, in order: refuse, redirect, or pass.

import type { Tri } from '../../compose/topology.ts';
import { goRegexp } from '../go-regexp.ts';
import { giveUp } from '../limits.ts';
import type { Guard, Outcomes, Request } from '../model.ts';
import { isInAny, readRange } from '../network/addresses.ts';
import { dial } from '../network/upstreams.ts';
import {
  behindGuard,
  redirectOutcome,
  singleOutcome,
  statusOutcome,
  undecidedOutcome,
  unknownOutcome,
  withSteps,
} from '../outcomes.ts';
import { askDecider } from '../proxy/upstream.ts';
import { originOf, readHttpUrl } from '../urls.ts';
import type { WaysContext } from '../ways-context.ts';
import { type DynamicConfig, type Middleware, qualified } from './dynamic-config.ts';
import { listAt, type Options, optionAt, textAt } from './options.ts';

/** A middleware of a router, with chains expanded. */
export interface Link {
  readonly name: string;
  readonly middleware: Middleware;
}

const maxDepth = 20;
/** The maximum number of middlewares of one router, with chains expanded. */
const maxLinks = 1000;

/** The reason why Traefik drops a router. */
export interface Refusal {
  readonly kind: 'guard-missing' | 'never-matches';
  readonly because: string;
}

/** Returns the middlewares in order with chains expanded, or the reason why Traefik drops the router. */
export function chainOf(
  config: DynamicConfig,
  names: readonly string[],
  trail: readonly string[] = [],
): readonly Link[] | Refusal {
  const links: Link[] = [];
  for (const name of names) {
    if (trail.includes(name))
      return { kind: 'never-matches', because: 'a chain of middlewares leads to itself' };
    if (trail.length > maxDepth || links.length > maxLinks)
      giveUp(`The middleware ${name} is in chains that exceed the size limit.`);
    const middleware = config.middlewares.get(name);
    if (!middleware) return { kind: 'guard-missing', because: `the middleware ${name} does not exist` };
    if (middleware.type !== 'chain') {
      const wrong = refusedOptions(name, middleware);
      if (wrong !== null) return { kind: 'never-matches', because: wrong };
      links.push({ name, middleware });
      continue;
    }
    const members = (listAt(middleware.options, 'middlewares') ?? []).map((one) =>
      qualified(one.toLowerCase(), middleware.provider),
    );
    const inner = chainOf(config, members, [...trail, name]);
    if ('because' in inner) return inner;
    for (const link of inner) links.push(link);
  }
  return links;
}

function refusedOptions(name: string, { type, options }: Middleware): string | null {
  if (type === 'ipallowlist' || type === 'ipwhitelist') {
    const ranges = listAt(options, 'sourcerange') ?? [];
    if (ranges.length === 0 || ranges.some((text) => readRange(text) === null))
      return `the middleware ${name} has no list of addresses that can be read`;
  }
  return null;
}

/** Returns the address ranges that middlewares distinguish. */
export function rangesOf(config: DynamicConfig): readonly string[] {
  return [...config.middlewares.values(), ...config.tcpMiddlewares.values()].flatMap(({ options, type }) =>
    type === 'ipallowlist' || type === 'ipwhitelist' ? (listAt(options, 'sourcerange') ?? []) : [],
  );
}

/**
 * Returns the outcomes of a middleware chain: those of the first middleware that does not pass the request, or else those behind the chain.
 */
export function runChain(
  context: WaysContext,
  proxy: string,
  links: readonly Link[],
  request: Request,
  behind: () => Outcomes,
): Outcomes {
  const [link, ...rest] = links;
  if (!link) return behind();
  const next = () => runChain(context, proxy, rest, request, behind);
  return runOne(context, proxy, link, request, next);
}

function runOne(
  context: WaysContext,
  proxy: string,
  { name, middleware }: Link,
  request: Request,
  next: () => Outcomes,
): Outcomes {
  const { type, options, declaredAt } = middleware;
  const guarded = (guard: Omit<Guard, 'declaredAt'>, outcomes: Outcomes): Outcomes =>
    behindGuard({ ...guard, declaredAt }, `${name} (${guard.how})`, outcomes);
  switch (type) {
    case 'basicauth':
    case 'digestauth': {
      const how = type === 'basicauth' ? 'basic' : 'digest';
      return guarded(
        { kind: 'login', how, by: name },
        request.authenticated ? next() : singleOutcome('login'),
      );
    }
    case 'forwardauth':
      return forwardAuth(context, proxy, options, request, guarded, next);
    case 'ipallowlist':
    case 'ipwhitelist': {
      const ranges = listAt(options, 'sourcerange') ?? [];
      const lets = letsIn(ranges, options, request.source);
      const guard = { kind: 'addresses', how: 'allow-list', by: ranges.join(', ') } as const;
      if (lets === true) return guarded(guard, next());
      const refused = statusOutcome(Number(textAt(options, 'rejectstatuscode') ?? 403), false);
      if (lets === false) return guarded(guard, refused);
      return guarded(guard, undecidedOutcome([refused, next()], `${name} takes the address from a header.`));
    }
    case 'redirectscheme':
    case 'redirectregex':
      return redirect(type, options, request) ?? next();
    case 'plugin': {
      const plugin = [...options.below.keys()].join(', ');
      return guarded(
        { kind: 'unknown', how: `plugin ${plugin}`, by: name },
        unknownOutcome(`What the plugin ${plugin} does is not read.`),
      );
    }
    case 'errors':
      return withSteps(
        { way: [{ kind: 'route', text: `${name} may answer with a page of its own`, declaredAt }] },
        next(),
      );
    case 'headers':
      if (
        optionAt(options, 'allowedhosts') &&
        !(listAt(options, 'allowedhosts') ?? []).includes(request.host)
      )
        return singleOutcome('error');
      return next();
    default:
      return next();
  }
}

function letsIn(ranges: readonly string[], options: Options, source: string): Tri {
  if (optionAt(options, 'ipstrategy.depth') || optionAt(options, 'ipstrategy.excludedips')) return 'unknown';
  return isInAny(source, ranges);
}

function forwardAuth(
  context: WaysContext,
  proxy: string,
  options: Options,
  request: Request,
  guarded: (guard: Omit<Guard, 'declaredAt'>, outcomes: Outcomes) => Outcomes,
  next: () => Outcomes,
): Outcomes {
  const address = textAt(options, 'address') ?? '';
  const url = readHttpUrl(address);
  const guard = { kind: 'login', how: 'forward-auth', by: url?.host ?? null } as const;
  if (url === null)
    return guarded({ ...guard, kind: 'unknown' }, unknownOutcome('The address that decides cannot be read.'));
  const dialResult = dial(context, proxy, url.host, url.port);
  const { by, outcomes } = askDecider(dialResult, url.host, request.authenticated, 'error', next);
  return guarded({ ...guard, by }, outcomes);
}

/** Returns the redirect of a middleware; null when the URL would stay the same, in which case Traefik passes the request. */
function redirect(
  type: 'redirectscheme' | 'redirectregex',
  options: Options,
  request: Request,
): Outcomes | null {
  const here = originOf(request.scheme, request.host, request.port) + request.path + request.query;
  let target = here;
  if (type === 'redirectregex') {
    const pattern = goRegexp(textAt(options, 'regex') ?? '');
    if (pattern === null) return unknownOutcome('The expression of a redirection cannot be read.');
    if (!pattern.test(here)) return null;
    target = pattern.replace(here, textAt(options, 'replacement') ?? '');
  } else {
    const scheme = textAt(options, 'scheme') ?? '';
    const port = textAt(options, 'port') ?? '';
    const usual =
      port === '' || (scheme === 'http' && port === '80') || (scheme === 'https' && port === '443');
    target = `${scheme}://${request.host}${usual ? '' : `:${port}`}${request.path}${request.query}`;
  }
  return target === here ? null : redirectOutcome(target, request);
}
