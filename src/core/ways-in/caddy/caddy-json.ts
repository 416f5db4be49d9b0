// Caddy's configuration as JSON.

import { textBefore } from '../../text/cut.ts';
import { childOf, deref, entriesOf, entryOf, itemsOf, scalarText, type Tree } from '../../yaml/tree.ts';
import type { ContainerFiles } from '../files/container-files.ts';
import { type ConfigText, lineAt, type SourcePlace } from '../places.ts';
import { plainPaths } from '../proxy/samples.ts';
import { trustInJson } from './client-trust.ts';
import { fileRoot } from './file-server.ts';
import { allOf, expandRanges, matcherBy, noneOf, plainHosts } from './matchers.ts';
import type { Matcher } from './passing.ts';
import { explicitRanges } from './ranges.ts';
import type { Handler, HeaderChange, Route } from './routes.ts';
import { type CaddyServer, type Issuer, type NamedSite, namedHost } from './sites.ts';
import { type ChosenUpstream, readUpstream, type Upstream } from './upstream-text.ts';

export interface JsonConfig {
  readonly servers: readonly JsonServer[];
  /** The address of the admin interface; null when it is off, '' when unstated. */
  readonly admin: string | null;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly declaredAt: SourcePlace;
}

export interface JsonServer extends CaddyServer {
  readonly automatic: 'on' | 'off' | 'no-redirects';
}

interface Context {
  readonly file: ConfigText;
  readonly files: ContainerFiles;
}

export function readCaddyJson(tree: Tree | null, file: ConfigText, files: ContainerFiles): JsonConfig {
  const context: Context = { file, files };
  const admin = childOf(tree, 'admin');
  const http = childOf(childOf(tree, 'apps'), 'http');
  const httpPort = Number(scalarText(childOf(http, 'http_port')) ?? 80);
  const policies = itemsOf(childOf(childOf(childOf(childOf(tree, 'apps'), 'tls'), 'automation'), 'policies'));
  const internal = policies.some((policy) =>
    itemsOf(childOf(policy, 'issuers')).some(
      (issuer) => scalarText(childOf(issuer, 'module')) === 'internal',
    ),
  );
  const off = scalarText(childOf(admin, 'disabled')) === 'true';
  return {
    servers: entriesOf(childOf(http, 'servers')).map(({ key, value }) =>
      serverOf(context, key, value, httpPort, internal ? 'internal' : 'public'),
    ),
    admin: off ? null : (scalarText(childOf(admin, 'listen')) ?? ''),
    httpPort,
    httpsPort: Number(scalarText(childOf(http, 'https_port')) ?? 443),
    declaredAt: lineAt(file, admin?.from ?? 0),
  };
}

function texts(tree: Tree | null): readonly string[] {
  return itemsOf(tree).flatMap((item) => scalarText(item) ?? []);
}

function serverOf(context: Context, name: string, tree: Tree, httpPort: number, issuer: Issuer): JsonServer {
  const listens = texts(childOf(tree, 'listen')).map((text) => /^(?:tcp\/)?(.*):(\d+)$/.exec(text));
  const ports = listens.flatMap((match) => (match?.[2] === undefined ? [] : [Number(match[2])]));
  const bind = listens.find((match) => match?.[1])?.[1] ?? null;
  const routes = itemsOf(childOf(tree, 'routes'));
  const automatic = childOf(tree, 'automatic_https');
  const skipped = new Set([
    ...texts(childOf(automatic, 'skip')),
    ...texts(childOf(automatic, 'skip_certificates')),
  ]);
  const hosts = routes.flatMap((route) =>
    itemsOf(childOf(route, 'match')).flatMap((set) => texts(childOf(set, 'host'))),
  );
  const isOff = scalarText(childOf(automatic, 'disable')) === 'true';
  const secured = new Map<string, Issuer>();
  if (!isOff && ports.some((port) => port !== httpPort))
    for (const host of hosts) if (!skipped.has(host)) secured.set(host.toLowerCase(), issuer);
  return {
    name,
    ports,
    bind,
    routes: routes.map((route) => routeOf(context, route, 0)),
    secured,
    certificates: new Map(),
    trust: trustInJson(tree, lineAt(context.file, tree.from)),
    tlsByHand: itemsOf(childOf(tree, 'tls_connection_policies')).length > 0,
    automatic: isOff
      ? 'off'
      : scalarText(childOf(automatic, 'disable_redirects')) === 'true'
        ? 'no-redirects'
        : 'on',
    named: routes.flatMap((route) => namedIn(context, route)),
    declaredAt: lineAt(context.file, tree.from),
  };
}

function namedIn({ file }: Context, route: Tree): readonly NamedSite[] {
  const sets = itemsOf(childOf(route, 'match'));
  const declaredAt = lineAt(file, route.from);
  const title = 'a route';
  if (sets.length === 0) return [{ title, hosts: [], paths: plainPaths(['/']), declaredAt }];
  return sets.map((set) => {
    const paths = texts(childOf(set, 'path')).map((path) => path.replace(/\*$/, '') || '/');
    return {
      title,
      hosts: texts(childOf(set, 'host')).map(namedHost),
      paths: plainPaths(paths.length > 0 ? paths : ['/']),
      declaredAt,
    };
  });
}

const maxDepth = 40;

function routeOf(context: Context, tree: Tree, depth: number): Route {
  const sets = itemsOf(childOf(tree, 'match'));
  const sourcePlace = lineAt(context.file, tree.from);
  const handles = itemsOf(childOf(tree, 'handle'));
  const words = sets.flatMap((set) => [...texts(childOf(set, 'host')), ...texts(childOf(set, 'path'))]);
  const handlers: readonly Handler[] =
    depth > maxDepth
      ? [
          {
            kind: 'unknown',
            because: 'Routes exceed the nesting limit.',
            declaredAt: sourcePlace,
          },
        ]
      : handles.flatMap((handle) => handlersOf(context, handle, depth));
  return {
    hosts: sets.length === 0 ? null : plainHosts(sets.flatMap((set) => hostsOf(set))),
    sets: sets.map((set) => entriesOf(set).map(({ key, value }) => matcherOf(key, value))),
    handlers,
    terminal: scalarText(childOf(tree, 'terminal')) === 'true',
    named: sets.some((set) => entryOf(set, 'host') !== null),
    group: scalarText(childOf(tree, 'group')),
    title: words.length === 0 ? 'a route' : `route ${words.join(' ')}`,
    declaredAt: sourcePlace,
    ranges: sets.flatMap(rangesOf),
    comparedHosts: sets.flatMap((set) => texts(childOf(set, 'host'))),
  };
}

/** Returns the hosts that a matcher set requires; `*` without such a matcher. */
function hostsOf(set: Tree): readonly string[] {
  return entryOf(set, 'host') === null ? ['*'] : texts(childOf(set, 'host'));
}

function rangesOf(set: Tree): readonly string[] {
  return entriesOf(set).flatMap(({ key, value }) => {
    if (key === 'not') return itemsOf(value).flatMap(rangesOf);
    return key === 'remote_ip' || key === 'client_ip'
      ? explicitRanges(expandRanges(texts(childOf(value, 'ranges'))))
      : [];
  });
}

function matcherOf(name: string, value: Tree): Matcher {
  if (name !== 'not') return matcherBy(name, valuesOf(name, value));
  const sets = itemsOf(value).map((set) =>
    noneOf(allOf(entriesOf(set).map((treeEntry) => matcherOf(treeEntry.key, treeEntry.value)))),
  );
  return allOf(sets);
}

/** Returns the values of a matcher in Caddyfile notation. */
function valuesOf(name: string, value: Tree): readonly string[] {
  switch (name) {
    case 'path_regexp':
      return [scalarText(childOf(value, 'pattern')) ?? ''];
    case 'protocol':
      return [scalarText(value) ?? ''];
    case 'remote_ip':
    case 'client_ip':
      return texts(childOf(value, 'ranges'));
    case 'header':
      return entriesOf(value).map(({ key }) => key);
    case 'query':
      return entriesOf(value).flatMap(({ key, value: all }) => texts(all).map((one) => `${key}=${one}`));
    default:
      return texts(value);
  }
}

/** Handlers that do not affect the answer. */
const neutralHandlers: ReadonlySet<string> = new Set([
  'headers',
  'vars',
  'encode',
  'request_body',
  'templates',
  'map',
  'tracing',
  'push',
  'log_append',
  'copy_response_headers',
  'intercept',
]);

function handlersOf(context: Context, tree: Tree, depth: number): readonly Handler[] {
  const name = scalarText(childOf(tree, 'handler')) ?? '';
  const sourcePlace = lineAt(context.file, tree.from);
  if (neutralHandlers.has(name)) return [];
  switch (name) {
    case 'subroute':
      return [
        {
          kind: 'subroute',
          routes: itemsOf(childOf(tree, 'routes')).map((route) => routeOf(context, route, depth + 1)),
        },
      ];
    case 'reverse_proxy':
      return [proxyHandler(tree, sourcePlace)];
    case 'authentication': {
      const providers = entriesOf(childOf(tree, 'providers')).map(({ key }) => key);
      if (providers.every((provider) => provider === 'http_basic'))
        return [{ kind: 'login', how: 'basic', declaredAt: sourcePlace }];
      return [
        {
          kind: 'unknown',
          because: `How ${providers.join(', ')} decides is unknown.`,
          declaredAt: sourcePlace,
        },
      ];
    }
    case 'static_response':
      return [staticResponse(tree, sourcePlace)];
    case 'error':
      return [
        {
          kind: 'respond',
          status: Number(scalarText(childOf(tree, 'status_code')) ?? 500),
          body: false,
          declaredAt: sourcePlace,
        },
      ];
    case 'rewrite':
      return [rewrite(tree)];
    case 'file_server': {
      const root = scalarText(childOf(tree, 'root')) ?? '/srv';
      return [
        {
          kind: 'files',
          serves: fileRoot(context.files, root, root === '/srv', ['index.html', 'index.txt']),
          declaredAt: sourcePlace,
        },
      ];
    }
    default:
      return [
        { kind: 'unknown', because: `What the handler ${name} does is unknown.`, declaredAt: sourcePlace },
      ];
  }
}

/** Returns the changes of headers for the server behind, as `headers.request` states them. */
function headerChanges(tree: Tree | null): readonly HeaderChange[] {
  const values = (name: string) =>
    entriesOf(childOf(tree, name)).map(({ key, value }): HeaderChange => {
      const text = name === 'replace' ? null : texts(value).join(', ');
      return { name: key, value: text, isAdded: name === 'add' };
    });
  const removed = texts(childOf(tree, 'delete')).map((name) => ({ name, value: '', isAdded: false }));
  return [...values('add'), ...values('set'), ...removed, ...values('replace')];
}

function proxyHandler(tree: Tree, sourcePlace: SourcePlace): Handler {
  if (itemsOf(childOf(tree, 'handle_response')).length > 0)
    return { kind: 'unknown', because: 'Answers are changed by handle_response.', declaredAt: sourcePlace };
  const transport = childOf(tree, 'transport');
  const tls = entryOf(transport, 'tls') !== null;
  const trusting = scalarText(childOf(childOf(transport, 'tls'), 'insecure_skip_verify')) === 'true';
  const policy = scalarText(childOf(childOf(childOf(tree, 'load_balancing'), 'selection_policy'), 'policy'));
  const found: Upstream[] = [];
  const chosen: ChosenUpstream[] = [];
  let unread: string | null = entryOf(tree, 'dynamic_upstreams')
    ? 'Servers that are looked up while it runs are unknown.'
    : null;
  for (const upstream of itemsOf(childOf(tree, 'upstreams'))) {
    const text = scalarText(childOf(upstream, 'dial')) ?? '';
    const read = readUpstream(text, tls);
    if (text.includes('{')) chosen.push({ text, tls });
    else if (read) found.push(...read);
    else unread = 'The address of a server is not read.';
  }
  return {
    kind: 'proxy',
    upstreams: unread ?? found,
    chosen,
    firstOnly: policy === 'first',
    headers: headerChanges(childOf(childOf(tree, 'headers'), 'request')),
    trusting,
    declaredAt: sourcePlace,
  };
}

function staticResponse(tree: Tree, sourcePlace: SourcePlace): Handler {
  if (scalarText(childOf(tree, 'abort')) === 'true') return { kind: 'abort', declaredAt: sourcePlace };
  const status = Number(scalarText(childOf(tree, 'status_code')) ?? 200);
  const location = entriesOf(childOf(tree, 'headers')).find(({ key }) => key.toLowerCase() === 'location');
  const to =
    location &&
    (deref(location.value)?.kind === 'seq' ? texts(location.value)[0] : scalarText(location.value));
  if (status >= 300 && status < 400 && to) return { kind: 'redirect', to, declaredAt: sourcePlace };
  return {
    kind: 'respond',
    status,
    body: (scalarText(childOf(tree, 'body')) ?? '') !== '',
    declaredAt: sourcePlace,
  };
}

function rewrite(tree: Tree): Handler {
  const uri = scalarText(childOf(tree, 'uri'));
  const strip = scalarText(childOf(tree, 'strip_path_prefix'));
  return {
    kind: 'rewrite',
    apply: (path) => {
      if (uri !== null) return uri.includes('{') ? null : textBefore(uri, '?');
      if (strip === null) return null;
      return path.startsWith(strip) ? path.slice(strip.length) || '/' : path;
    },
  };
}
