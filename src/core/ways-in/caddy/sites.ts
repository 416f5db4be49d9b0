// The sites of a Caddyfile as servers: one for each port, with the sites in the order in which they are matched.

import { examplePath, goRegexp } from '../go-regexp.ts';
import { placeText, type SourcePlace } from '../places.ts';
import type { NamedHost, ProxyRoute } from '../proxy/reader.ts';
import { anyHost, plainPaths } from '../proxy/samples.ts';
import type { Caddyfile, Directive, Site } from './caddyfile.ts';
import { type ClientTrust, trustIn } from './client-trust.ts';
import { type AdaptContext, routesOf } from './directives.ts';
import { hostMatcher, pathMatcher, plainHosts } from './matchers.ts';
import type { Route } from './routes.ts';

export interface SiteAddress {
  readonly text: string;
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** The source of a server's certificate for a host. */
export type Issuer = 'public' | 'internal' | 'files';

export interface CaddyServer {
  readonly name: string;
  readonly ports: readonly number[];
  /** The bind address; null for all addresses. */
  readonly bind: string | null;
  readonly routes: readonly Route[];
  /** The hosts with TLS and the source of each certificate. */
  readonly secured: ReadonlyMap<string, Issuer>;
  /** The hosts whose visitors need a client certificate, with the deciding line; '' for any host. */
  readonly certificates: ReadonlyMap<string, SourcePlace>;
  /** True when TLS is configured by hand or for any host. */
  readonly tlsByHand: boolean;
  /** Whom it believes about visitors; null for nobody. */
  readonly trust: ClientTrust | null;
  /** The requests that sites or routes distinguish. */
  readonly named: readonly NamedSite[];
  readonly declaredAt: SourcePlace;
}

export interface NamedSite extends Omit<ProxyRoute, 'on'> {
  readonly declaredAt: SourcePlace;
}

/** Returns a host as a site writes it, with an example; a `*` stands for one label. */
export function namedHost(host: string): NamedHost {
  return host === '' || host === '*' ? anyHost : { host, example: host.replaceAll('*', 'x') };
}

export interface SiteOptions {
  readonly httpPort: number;
  readonly httpsPort: number;
  /** True when Caddy signs all certificates itself. */
  readonly localCerts: boolean;
}

/** Returns the address of a site; null when it is not supported. */
export function readAddress(text: string, { httpPort, httpsPort }: SiteOptions): SiteAddress | null {
  const [, scheme = '', host = '', port = '', path = ''] =
    /^(?:(https?):\/\/)?(\[[^\]]*\]|[^/:]*)(?::(\d+))?(\/.*)?$/i.exec(text) ?? [];
  if (text !== '' && scheme === '' && host === '' && port === '' && path === '') return null;
  const kind = scheme.toLowerCase();
  const usual = kind === 'http' ? httpPort : httpsPort;
  return { text, scheme: kind, host: host.toLowerCase(), port: port === '' ? usual : Number(port), path };
}

/** Returns the servers of a Caddyfile by port, or a sentence when an address cannot be read. */
export function serversOf(
  file: Caddyfile,
  context: AdaptContext,
  options: SiteOptions,
): readonly CaddyServer[] | string {
  const byPort = new Map<string, { readonly site: Site; readonly addresses: readonly SiteAddress[] }[]>();
  for (const site of file.sites) {
    const addresses: SiteAddress[] = [];
    for (const key of site.keys) {
      const address = readAddress(key, options);
      if (address === null) return `${placeText(site.place)}: the address of a site is not read.`;
      if (address.scheme === 'http' && address.port === options.httpsPort)
        context.refuse(`${placeText(site.place)}: http on the port of https.`);
      addresses.push(address);
    }
    const bind = bindOf(site);
    for (const port of new Set(addresses.map((siteAddress) => siteAddress.port))) {
      const key = `${bind ?? ''}|${port}`;
      const list = byPort.get(key) ?? [];
      byPort.set(key, list);
      list.push({ site, addresses: addresses.filter((siteAddress) => siteAddress.port === port) });
    }
  }
  const servers: CaddyServer[] = [];
  for (const [key, list] of byPort) {
    refuseTwice(context, list);
    const [bind = '', port = ''] = key.split('|');
    servers.push(serverOf(context, options, file.options, Number(port), bind === '' ? null : bind, list));
  }
  return servers;
}

function bindOf({ directives }: Site): string | null {
  return directives.find(({ name }) => name === 'bind')?.args[0]?.text ?? null;
}

type Listed = { readonly site: Site; readonly addresses: readonly SiteAddress[] };

/** Records a refusal when two sites of one port have the same address, at which Caddy exits. */
function refuseTwice(context: AdaptContext, list: readonly Listed[]): void {
  const seen = new Set<string>();
  for (const { site, addresses } of list) {
    for (const { text } of addresses) {
      if (seen.has(text)) context.refuse(`${placeText(site.place)}: two sites have the address ${text}.`);
      seen.add(text);
    }
  }
}

function serverOf(
  context: AdaptContext,
  options: SiteOptions,
  settings: readonly Directive[],
  port: number,
  bind: string | null,
  list: readonly Listed[],
): CaddyServer {
  const ordered = [...list].sort(bySpecificity);
  const secured = new Map<string, Issuer>();
  const certificates = new Map<string, SourcePlace>();
  let tlsByHand = false;
  for (const { site, addresses } of list) {
    const tls = tlsOf(site.directives);
    const asked = clientAuth(site.directives);
    for (const { host, scheme } of addresses) {
      if (scheme === 'http' || port === options.httpPort) continue;
      if (asked) certificates.set(host, asked);
      if (host === '') tlsByHand ||= tls !== null || scheme === 'https';
      else secured.set(host, tls ?? (options.localCerts ? 'internal' : 'public'));
    }
  }
  const [first] = list;
  return {
    name: `:${port}`,
    ports: [port],
    bind,
    routes: ordered.map(({ site, addresses }) => siteRoute(context, site, addresses)),
    secured,
    certificates,
    tlsByHand,
    trust: trustIn(settings, port),
    named: ordered.map(({ site, addresses }) => namedSite(site, addresses)),
    declaredAt: first?.site.place ?? { file: '', line: 1 },
  };
}

function tlsOf(directives: readonly Directive[]): Issuer | null {
  const tls = directives.find(({ name }) => name === 'tls');
  if (!tls) return null;
  const words = tls.args.map(({ text }) => text);
  if (
    words[0] === 'internal' ||
    (tls.block ?? []).some(({ name, args }) => name === 'issuer' && args[0]?.text === 'internal')
  )
    return 'internal';
  return words.length === 2 ? 'files' : null;
}

/** Returns the `client_auth` line when it refuses visitors without a matching certificate. */
function clientAuth(directives: readonly Directive[]): SourcePlace | null {
  const lines = directives.filter(({ name }) => name === 'tls').flatMap(({ block }) => block ?? []);
  const auth = lines.find(({ name }) => name === 'client_auth');
  const mode = auth?.block?.find(({ name }) => name === 'mode')?.args[0]?.text;
  // Without a stated mode, a trusted authority makes Caddy require and verify a certificate.
  const refuses =
    mode === undefined ? (auth?.block ?? []).length > 0 : /^require(?:_and_verify)?$/.test(mode);
  return auth && refuses ? auth.place : null;
}

function bySpecificity(a: Listed, b: Listed): number {
  const wild = ({ addresses }: Listed) => addresses.some(({ host }) => host === '' || host.includes('*'));
  const most = ({ addresses }: Listed, length: (address: SiteAddress) => number) =>
    addresses.reduce((longest, address) => Math.max(longest, length(address)), 0);
  const hosts = (listed: Listed) => most(listed, ({ host }) => host.replaceAll('*', '').length);
  const paths = (listed: Listed) => most(listed, ({ path }) => path.length);
  return Number(wild(a)) - Number(wild(b)) || hosts(b) - hosts(a) || paths(b) - paths(a);
}

function siteRoute(context: AdaptContext, site: Site, addresses: readonly SiteAddress[]): Route {
  const catching = site.directives.find(({ name }) => name === 'handle_errors');
  const routes = routesOf(
    { ...context, catchesErrors: catching !== undefined },
    site.directives,
    new Map(),
    true,
  );
  const sets = addresses.map(({ host, path }) => [
    ...(host === '' ? [] : [hostMatcher([host])]),
    ...(path === '' ? [] : [pathMatcher([path])]),
  ]);
  return {
    hosts: addresses.every(({ host }) => host !== '') ? plainHosts(addresses.map(({ host }) => host)) : null,
    sets: sets.some((set) => set.length === 0) ? [] : sets,
    handlers: [
      catching ? { kind: 'catching', routes, declaredAt: catching.place } : { kind: 'subroute', routes },
    ],
    terminal: true,
    named: addresses.some(({ host }) => host !== ''),
    group: null,
    title: titleOf(site.keys),
    declaredAt: site.place,
    ranges: [],
    comparedHosts: addresses.map(({ host }) => host).filter((host) => host !== ''),
  };
}

function titleOf(keys: readonly string[]): string {
  return `site ${keys.join(', ')}`;
}

/** Returns an example path for `path_regexp [NAME] PATTERN`, as a matcher or in a block. */
function regexpPath(words: readonly string[]): string | null {
  const at = words.indexOf('path_regexp');
  const source = at < 0 || at > 1 ? undefined : words.slice(at + 1).at(-1);
  const pattern = source === undefined ? null : goRegexp(source);
  return pattern === null || source === undefined ? null : examplePath(pattern, source);
}

function namedSite({ directives, keys, place }: Site, addresses: readonly SiteAddress[]): NamedSite {
  const paths = new Set(['/']);
  const look = (list: readonly Directive[]): void => {
    for (const { name, args, block } of list) {
      const texts =
        name === 'path'
          ? args
          : name.startsWith('@') && args[0]?.text === 'path'
            ? args.slice(1)
            : args.slice(0, 1);
      for (const { text } of texts) {
        if (text.startsWith('/')) paths.add(text.replace(/\*$/, ''));
        else if (/^\*[^*]+$/.test(text)) paths.add(`/x${text.slice(1)}`);
      }
      if (/^@|^path_regexp$/.test(name)) {
        const path = regexpPath([name, ...args.map(({ text }) => text)]);
        if (path !== null) paths.add(path);
      }
      if (block) look(block);
    }
  };
  look(directives);
  return {
    title: titleOf(keys),
    hosts: addresses.map(({ host }) => namedHost(host)),
    paths: plainPaths(paths),
    declaredAt: place,
  };
}
