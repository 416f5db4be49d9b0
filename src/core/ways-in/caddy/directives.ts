// The directives of a site as routes, in Caddy's order.

import type { ContainerFiles } from '../files/container-files.ts';
import { placeText } from '../places.ts';
import type { Directive } from './caddyfile.ts';
import { fileRoot } from './file-server.ts';
import {
  argumentError,
  errorStatus,
  indexesOf,
  redirectHandler,
  respondHandler,
  rewriteHandler,
  uriHandler,
  withoutPrefix,
} from './handlers.ts';
import {
  leadingMatcher,
  type MatcherSet,
  type NamedMatchers,
  pathSet,
  readNamedMatcher,
} from './matcher-words.ts';
import { proxyHandlers, upstreamsOf } from './proxy-directive.ts';
import type { Handler, Route } from './routes.ts';

/** The order in which Caddy runs directives that a site writes in any order. */
export const defaultOrder = [
  'tracing',
  'map',
  'vars',
  'fs',
  'root',
  'log_append',
  'log_skip',
  'skip_log',
  'log_name',
  'header',
  'copy_response_headers',
  'request_body',
  'redir',
  'method',
  'rewrite',
  'uri',
  'try_files',
  'basicauth',
  'basic_auth',
  'forward_auth',
  'request_header',
  'encode',
  'push',
  'intercept',
  'templates',
  'invoke',
  'handle',
  'handle_path',
  'route',
  'abort',
  'error',
  'copy_response',
  'respond',
  'metrics',
  'reverse_proxy',
  'php_fastcgi',
  'file_server',
  'acme_server',
];

/** Directives that sites read elsewhere and that add no route. */
const siteDirectives: ReadonlySet<string> = new Set(['fs', 'log', 'tls', 'bind', 'root', 'handle_errors']);

/** Directives whose route does not affect the answer. The route still separates two others that Caddy would otherwise merge. */
const neutralDirectives: ReadonlySet<string> = new Set([
  'tracing',
  'log_append',
  'log_skip',
  'skip_log',
  'log_name',
  'header',
  'copy_response_headers',
  'request_body',
  'method',
  'request_header',
  'encode',
  'push',
  'templates',
  'map',
  'vars',
  'intercept',
]);

export interface AdaptContext {
  readonly order: readonly string[];
  readonly files: ContainerFiles;
  readonly named: ReadonlyMap<string, readonly Directive[]>;
  /** Additional directives that this Caddy may know. */
  readonly mayHaveMore: boolean;
  /** True when the site has its own error pages. */
  readonly catchesErrors: boolean;
  /** Returns a new name for a group of routes. */
  nextGroup(): string;
  /** Records the first reason why Caddy would refuse the file. */
  refuse(because: string): void;
}

interface Piece {
  readonly directive: string;
  readonly set: MatcherSet | null;
  readonly handlers: readonly Handler[];
  readonly word: Directive;
  readonly title: string | null;
}

/** Returns the routes of a block, in Caddy's order when `sorts` is true, else as written. */
export function routesOf(
  context: AdaptContext,
  directives: readonly Directive[],
  outer: NamedMatchers,
  sorts: boolean,
): readonly Route[] {
  const named = new Map(outer);
  for (const directive of directives)
    if (directive.name.startsWith('@')) named.set(directive.name, readNamedMatcher(directive));
  const root = rootOf(directives);
  const pieces = directives.flatMap((directive): readonly Piece[] =>
    directive.name.startsWith('@') ? [] : piecesOf(context, directive, named, root),
  );
  return grouped(context, sorts ? sorted(context, pieces) : pieces);
}

function rootOf(directives: readonly Directive[]): string {
  const rootArguments = directives.find(({ name }) => name === 'root')?.args.map(({ text }) => text) ?? [];
  return rootArguments.at(-1) ?? '/srv';
}

function sorted(context: AdaptContext, pieces: readonly Piece[]): readonly Piece[] {
  const place = ({ directive }: Piece) => {
    const index = context.order.indexOf(directive);
    return index < 0 ? -1 : index;
  };
  return pieces
    .map((piece, index) => ({ piece, index }))
    .sort(
      (a, b) =>
        place(a.piece) - place(b.piece) ||
        (a.piece.directive === b.piece.directive ? bySet(a.piece, b.piece) : 0) ||
        a.index - b.index,
    )
    .map(({ piece }) => piece);
}

/** Orders longer paths first, then pieces with a matcher before those without. */
function bySet({ set: a }: Piece, { set: b }: Piece): number {
  if (a?.path != null && b?.path != null) {
    const [one, other] = [a.path.replace(/\*$/, ''), b.path.replace(/\*$/, '')];
    return one === other ? a.path.length - b.path.length : b.path.length - a.path.length;
  }
  return (a === null ? 1 : 0) - (b === null ? 1 : 0);
}

/**
 * Returns the routes of pieces. Of several `handle` or `rewrite` only the first match runs, and neighbours with equal matchers are merged.
 */
function grouped(context: AdaptContext, pieces: readonly Piece[]): readonly Route[] {
  const names = new Map<string, string>();
  for (const exclusive of ['rewrite', 'handle']) {
    const count = pieces.filter(({ directive }) => directive === exclusive).length;
    if (count > 1 || (exclusive === 'rewrite' && count > 0)) names.set(exclusive, context.nextGroup());
  }
  const groupOf = ({ directive }: Piece) => names.get(directive) ?? null;
  const routes: Route[] = [];
  pieces.forEach((piece, index) => {
    const { set, handlers, word, title } = piece;
    const route: Route = {
      hosts: null,
      sets: set ? [set.matchers] : [],
      handlers,
      terminal: false,
      named: false,
      group: groupOf(piece),
      title,
      declaredAt: word.place,
      ranges: set?.ranges ?? [],
      comparedHosts: set?.comparedHosts ?? [],
    };
    const [previous, last] = [pieces[index - 1], routes.at(-1)];
    const isEqual = previous && groupOf(previous) === route.group && previous.set?.key === set?.key;
    if (last && isEqual) routes[routes.length - 1] = merged(last, route);
    else routes.push(route);
  });
  return routes;
}

/**
 * Returns the single route that Caddy makes of two neighbours with equal matchers and group: the matchers are evaluated once, then both
 * run. So a second `handle /a/*` runs when the first does not answer, and `reverse_proxy /a/*` still handles what `uri /a/*` has rewritten.
 */
function merged(first: Route, second: Route): Route {
  if (first.handlers.length === 0 && first.title === null) return second;
  if (second.handlers.length === 0 && second.title === null) return first;
  const inner: Route = { ...second, sets: [], group: null };
  return { ...first, handlers: [...first.handlers, { kind: 'subroute', routes: [inner] }] };
}

function piecesOf(
  context: AdaptContext,
  word: Directive,
  named: NamedMatchers,
  root: string,
): readonly Piece[] {
  const { name, args, place } = word;
  if (siteDirectives.has(name)) return [];
  const { set, rest, missing } = splitMatcher(word, named);
  if (missing !== null) context.refuse(`${placeText(place)}: the matcher ${missing} is not defined.`);
  const wrong = neutralDirectives.has(name) ? null : argumentError(word, rest);
  if (wrong !== null) context.refuse(`${placeText(place)}: ${wrong}`);
  const piece = (
    handlers: readonly Handler[],
    title: string | null = null,
    directive = name,
    ownMatcherSet = set,
  ): readonly Piece[] => [{ directive, set: ownMatcherSet, handlers, word, title }];
  const called = (what: string) => (set === null ? what : `${what} ${set.title}`);
  const inner = (sorts: boolean) =>
    ({ kind: 'subroute', routes: routesOf(context, word.block ?? [], named, sorts) }) as const;
  if (neutralDirectives.has(name)) return piece([]);
  switch (name) {
    case 'handle':
      return piece([inner(true)], called('handle'));
    case 'handle_path': {
      const [path] = args;
      const prefix = (path?.text ?? '').replace(/\*$/, '').replace(/\/$/, '');
      const strip: Handler = { kind: 'rewrite', apply: (asked) => withoutPrefix(asked, prefix) };
      return piece(
        [strip, inner(true)],
        `handle_path ${path?.text ?? ''}`,
        'handle',
        path ? pathSet(path.text) : null,
      );
    }
    case 'route':
      return piece([inner(false)], called('route'));
    case 'invoke': {
      const routes = routesOf(context, context.named.get(rest[0]?.text ?? '') ?? [], new Map(), false);
      return piece([{ kind: 'subroute', routes }], called('invoke'));
    }
    case 'basic_auth':
    case 'basicauth':
      return piece([{ kind: 'login', how: 'basic', declaredAt: place }]);
    case 'forward_auth':
      return piece([{ kind: 'forward-auth', upstreams: upstreamsOf(word, rest), declaredAt: place }]);
    case 'reverse_proxy':
    case 'php_fastcgi':
      return piece(proxyHandlers(word, rest), called(name));
    case 'file_server':
      return piece(
        [
          {
            kind: 'files',
            serves: fileRoot(context.files, root, root === '/srv', indexesOf(word)),
            declaredAt: place,
          },
        ],
        called(name),
      );
    case 'abort':
      return piece([{ kind: 'abort', declaredAt: place }], called(name));
    case 'error':
      if (context.catchesErrors)
        return piece([
          { kind: 'unknown', because: `${placeText(place)}: handle_errors may answer.`, declaredAt: place },
        ]);
      return piece(
        [{ kind: 'respond', status: errorStatus(rest), body: false, declaredAt: place }],
        called(name),
      );
    case 'respond':
      return piece([respondHandler(word, rest)], called(name));
    case 'redir':
      return piece([redirectHandler(word, rest)], called(name));
    case 'rewrite':
      return piece([rewriteHandler(rest)]);
    case 'uri':
      return piece([uriHandler(rest)]);
    case 'metrics':
    case 'acme_server':
      return piece([{ kind: 'respond', status: 200, body: true, declaredAt: place }], called(name));
    case 'try_files':
    case 'copy_response':
      return piece([
        { kind: 'unknown', because: `${placeText(place)}: ${name} is not followed.`, declaredAt: place },
      ]);
    default: {
      const because = `${placeText(place)}: the directive ${name} is unknown here.`;
      if (!context.mayHaveMore) context.refuse(because);
      // An unknown directive may answer before everything else.
      return piece([{ kind: 'unknown', because, declaredAt: place }]);
    }
  }
}

function splitMatcher(word: Directive, named: NamedMatchers): ReturnType<typeof leadingMatcher> {
  // `rewrite` with a single word has no matcher, even when it starts with a slash.
  if (word.name === 'rewrite' && word.args.length === 1) return { set: null, rest: word.args, missing: null };
  return leadingMatcher(word.args, named);
}
