// Tunnels: ways in that need no port of this machine. Their targets are in their configuration, or in an account that is not read.

import type { Service } from '../../compose/topology.ts';
import { childOf, entriesOf, itemsOf, scalarText } from '../../yaml/tree.ts';
import { commandWords } from '../command-words.ts';
import { readConfigTree } from '../files/config-tree.ts';
import type { Guard, Tunnel, TunnelRoute } from '../model.ts';
import { keepsRunning } from '../network/running.ts';
import { type ConfigText, lineAt, type SourcePlace } from '../places.ts';
import { readHttpUrl } from '../urls.ts';
import { shortName, startOfCommand, tunnelOf } from '../ways/program-of.ts';
import { serviceLocation, type WaysContext } from '../ways-context.ts';

type TunnelTargets = Pick<Tunnel, 'zone' | 'routes' | 'unread'>;
type Reader = (context: WaysContext, service: Service) => TunnelTargets;

const readers: ReadonlyMap<string, Reader> = new Map([
  ['cloudflared', cloudflared],
  ['tailscale', tailscale],
  ['newt', readerByLabels('pangolin')],
  ['dockflare', readerByLabels('dockflare')],
  ['docktail', readerByLabels('docktail')],
  ['ngrok', byCommand],
]);

/** Returns the tunnels among the services, in order. A tunnel without a way out leads nowhere. */
export function readTunnels(context: WaysContext): readonly Tunnel[] {
  return context.reach.services.flatMap((name): readonly Tunnel[] => {
    const service = context.topology.services.get(name);
    const tunnel = service && keepsRunning(service) ? tunnelOf(service) : null;
    if (!service || tunnel === null || context.reach.facts.get(name)?.egress === false) return [];
    const { overlay, images } = tunnel;
    const read = readers.get(tunnel.program) ?? (overlay ? overlayTargets : unknownTargets);
    const byImage = images.split(' ').includes(shortName(service));
    const program = byImage && !readers.has(tunnel.program) ? shortName(service) : tunnel.program;
    const declaredAt = serviceLocation(service, [byImage || service.command === null ? 'image' : 'command']);
    return [{ service: name, program, declaredAt, ...read(context, service) }];
  });
}

const unread = (because: string): Tunnel['unread'] => ({ because, to: 'neighbours' });

function unknownTargets(): TunnelTargets {
  return { zone: 'internet', routes: [], unread: unread('Where the tunnel leads is not read.') };
}

/** Returns the targets of a private network, which admits every holder of a key. */
function overlayTargets(): TunnelTargets {
  const because = 'Whom the peers of its network reach stands in its configuration, which is not read.';
  return { zone: 'tailnet', routes: [], unread: unread(because) };
}

function targetOf(text: string): TunnelRoute['target'] | null {
  const whole = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  const url = readHttpUrl(whole.replace(/^(?:tcp|ssh|h2c):/i, 'http:'));
  return url && { scheme: url.scheme, host: url.host, port: url.port };
}

function routeTo(
  host: string,
  path: string,
  target: string,
  guards: readonly Guard[],
  declaredAt: TunnelRoute['declaredAt'],
): readonly TunnelRoute[] {
  const read = targetOf(target);
  return read === null ? [] : [{ host: host.toLowerCase(), path, target: read, guards, declaredAt }];
}

const cloudflaredFiles = [
  '/etc/cloudflared/config.yml',
  '/etc/cloudflared/config.yaml',
  '/home/nonroot/.cloudflared/config.yml',
  '/home/nonroot/.cloudflared/config.yaml',
  '/root/.cloudflared/config.yml',
];

function cloudflared(context: WaysContext, service: Service): TunnelTargets {
  const words = commandWords(service);
  const option = (name: string) => {
    const at = words.findIndex((word) => word === name || word.startsWith(`${name}=`));
    return at < 0 ? undefined : words[at]?.split('=').slice(1).join('=') || words[at + 1];
  };
  const { values } = context.variables(service);
  const declaredAt = serviceLocation(service, service.command === null ? ['image'] : ['command']);
  const url = option('--url') ?? values.get('TUNNEL_URL');
  if (url !== undefined)
    return { zone: 'internet', routes: routeTo('*', '/', url, [], declaredAt), unread: null };
  const files = context.files(service);
  const named = option('--config');
  for (const path of named === undefined ? cloudflaredFiles : [named]) {
    const found = files.at(path);
    if (found.kind === 'unread' && named !== undefined)
      return { zone: 'internet', routes: [], unread: unread(found.why) };
    if (found.kind !== 'text') continue;
    const read = readConfigTree(found, 'yml');
    if (!read.ok) return { zone: 'internet', routes: [], unread: unread(read.because) };
    const routes = itemsOf(childOf(read.tree, 'ingress')).flatMap((rule) => {
      const at = lineAt(found, rule.from);
      const access =
        scalarText(childOf(childOf(childOf(rule, 'originRequest'), 'access'), 'required')) === 'true';
      const guards: readonly Guard[] = access
        ? [{ kind: 'login', how: 'access', by: 'cloudflare', declaredAt: at }]
        : [];
      const target = scalarText(childOf(rule, 'service')) ?? '';
      if (/^(?:http_status|hello_world|unix)/.test(target)) return [];
      return routeTo(
        scalarText(childOf(rule, 'hostname')) ?? '*',
        pathOf(scalarText(childOf(rule, 'path'))),
        target,
        guards,
        at,
      );
    });
    return { zone: 'internet', routes, unread: null };
  }
  return {
    zone: 'internet',
    routes: [],
    unread: unread('An account at Cloudflare says where the tunnel leads, and it is not read.'),
  };
}

/** Returns a plain path from an expression; `/` for any other expression. */
function pathOf(path: string | null): string {
  const plain = (path ?? '').replace(/^\^/, '').replace(/\$$/, '');
  return /^\/[\w./-]*$/.test(plain) ? plain : '/';
}

function tailscale(context: WaysContext, service: Service): TunnelTargets {
  const own: Tunnel['unread'] = {
    because:
      'Everything that listens in its network namespace is reached from the tailnet, as the rules of the tailnet let it.',
    to: 'namespace',
  };
  const path = context.variables(service).values.get('TS_SERVE_CONFIG');
  const routes: TunnelRoute[] = [];
  let funnel = false;
  if (path !== undefined) {
    const found = context.files(service).at(path);
    if (found.kind !== 'text') return { zone: 'tailnet', routes: [], unread: own };
    const read = serveConfig(found);
    routes.push(...read.routes);
    ({ funnel } = read);
  }
  const declaredAt = serviceLocation(service, ['command']);
  for (const match of startOfCommand(service.command ?? '').matchAll(
    /tailscale (serve|funnel)\b[^;&|]*?((?:https?:\/\/)?(?:[\w.-]+:)?\d+)(?=\s|$)/g,
  )) {
    funnel ||= match[1] === 'funnel';
    const target = match[2] ?? '';
    routes.push(...routeTo('*', '/', /^\d+$/.test(target) ? `127.0.0.1:${target}` : target, [], declaredAt));
  }
  return { zone: funnel ? 'internet' : 'tailnet', routes, unread: own };
}

function serveConfig(file: ConfigText): {
  readonly routes: readonly TunnelRoute[];
  readonly funnel: boolean;
} {
  const read = readConfigTree(file, 'json');
  if (!read.ok) return { routes: [], funnel: false };
  const funnel = entriesOf(childOf(read.tree, 'AllowFunnel')).some(
    ({ value }) => scalarText(value) === 'true',
  );
  const routes = entriesOf(childOf(read.tree, 'Web')).flatMap(({ key, value }) =>
    entriesOf(childOf(value, 'Handlers')).flatMap(({ key: path, keySpan, value: handler }) => {
      const host = key.replace(/:\d+$/, '');
      const at: SourcePlace = lineAt(file, keySpan.from);
      return routeTo(
        host.includes('$') ? '*' : host,
        path,
        scalarText(childOf(handler, 'Proxy')) ?? '',
        [],
        at,
      );
    }),
  );
  return { routes, funnel };
}

/** Reads a command such as `ngrok http app:80`. */
function byCommand(_: WaysContext, service: Service): TunnelTargets {
  const words = commandWords(service);
  const at = words.findIndex((word) => word === 'http' || word === 'tcp' || word === 'tls');
  const target = words.slice(at + 1).find((word) => !word.startsWith('-'));
  if (at < 0 || target === undefined) return unknownTargets();
  const login = words.some((word) => /^--(?:basic-auth|oauth|oidc)/.test(word));
  const declaredAt = serviceLocation(service, ['command']);
  const guards: readonly Guard[] = login ? [{ kind: 'login', how: 'ngrok', by: 'ngrok', declaredAt }] : [];
  return {
    zone: 'internet',
    routes: routeTo('*', '/', /^\d+$/.test(target) ? `127.0.0.1:${target}` : target, guards, declaredAt),
    unread: null,
  };
}

/** Returns the reader of tunnels configured by labels of other containers. */
function readerByLabels(prefix: 'pangolin' | 'dockflare' | 'docktail'): Reader {
  return (context) => {
    const routes = [...context.topology.services.values()].flatMap((service) => labelRoutes(service, prefix));
    const because = `Beside labels, where ${prefix} leads is set elsewhere, and not read.`;
    return { zone: prefix === 'docktail' ? 'tailnet' : 'internet', routes, unread: unread(because) };
  };
}

function labelRoutes(service: Service, prefix: string): readonly TunnelRoute[] {
  const own = service.localName ?? service.name;
  const labels = service.labels.filter(({ key }) => key.startsWith(`${prefix}.`));
  const value = (pattern: RegExp) => labels.find(({ key }) => pattern.test(key))?.value ?? null;
  const host = value(/\.(?:hostname|full-domain)$/) ?? '*';
  const port = value(/\.(?:port|targets\[0\]\.port|service\.port)$/);
  const target =
    value(/^(?:dockflare|docktail)\.service$/) ??
    (port === null ? null : `${value(/\.targets\[0\]\.hostname$/) ?? own}:${port}`);
  const [first] = labels;
  if (!first || target === null) return [];
  const sso = value(/\.auth\.sso-enabled$/) === 'true' || value(/\.access\.policy$/) === 'authenticate';
  const declaredAt = serviceLocation(service, first.path);
  const guards: readonly Guard[] = sso ? [{ kind: 'login', how: 'sso', by: prefix, declaredAt }] : [];
  return routeTo(host, '/', target, guards, declaredAt);
}
