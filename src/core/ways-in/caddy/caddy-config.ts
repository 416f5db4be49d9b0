// The configuration that Caddy reads, as it is before Caddy listens.

import type { Service } from '../../compose/topology.ts';
import { commandWords } from '../command-words.ts';
import { configFile } from '../files/config-file.ts';
import { readConfigTree } from '../files/config-tree.ts';
import type { Program } from '../model.ts';
import type { ConfigText, SourceLocation } from '../places.ts';
import type { WaysContext } from '../ways-context.ts';
import { readCaddyJson } from './caddy-json.ts';
import { type Caddyfile, type Directive, readCaddyfile } from './caddyfile.ts';
import { type AdaptContext, defaultOrder } from './directives.ts';
import { labelSites } from './docker-labels.ts';
import { type CaddyServer, serversOf } from './sites.ts';

/** The complete configuration that Caddy runs with. */
export interface CaddyConfig {
  readonly servers: readonly CaddyServer[];
  readonly automatic: 'on' | 'off' | 'no-redirects';
  /** The address of the admin interface; null when it is off. */
  readonly admin: string | null;
  readonly adminDeclaredAt: SourceLocation;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly ends: Program['ends'];
  /** The Caddyfile; null for a JSON configuration. */
  readonly file: Caddyfile | null;
}

/** Returns the configuration of a Caddy service, or a sentence when it is unknown. */
export function readCaddyConfig(waysContext: WaysContext, service: Service): CaddyConfig | string {
  const files = waysContext.files(service);
  if (readsLabels(service)) {
    if (/CADDY_DOCKER_CADDYFILE_PATH/.test(service.environment.map(({ key }) => key).join()))
      return `The Caddyfile beside the labels of ${service.name} is not read.`;
    return adapted(waysContext, service, labelSites(waysContext));
  }
  const path = configPath(service);
  const found = configFile(waysContext, service, path);
  if (typeof found === 'string') return found;
  if (path.endsWith('.json') || adapterOf(service) === 'json') {
    const read = readConfigTree(found, 'json');
    if (!read.ok) return read.because;
    const json = readCaddyJson(read.tree, found, files);
    const automatic = json.servers.some((server) => server.automatic === 'on')
      ? 'on'
      : (json.servers[0]?.automatic ?? 'off');
    const { servers, admin, declaredAt, httpPort, httpsPort } = json;
    return {
      servers,
      automatic,
      admin: admin === '' ? 'localhost:2019' : admin,
      adminDeclaredAt: declaredAt,
      httpPort,
      httpsPort,
      ends: null,
      file: null,
    };
  }
  return fromCaddyfile(waysContext, service, found, path);
}

/** True for caddy-docker-proxy, which generates its Caddyfile from labels. */
function readsLabels({ image, command }: Service): boolean {
  return /(?:^|\/)caddy-docker-proxy(?::|@|$)/.test(image ?? '') || /\bdocker-proxy\b/.test(command ?? '');
}

/** Returns the file named by `--config`, or else the default file. */
function configPath(service: Service): string {
  const words = commandWords(service);
  const at = words.findIndex((word) => /^--?c(?:onfig)?$/.test(word));
  const joined = words.find((word) => /^--?c(?:onfig)?=/.test(word));
  const named = at >= 0 ? words[at + 1] : joined?.replace(/^[^=]*=/, '');
  if (named === undefined) return '/etc/caddy/Caddyfile';
  return named.startsWith('/') ? named : `/srv/${named}`;
}

function adapterOf({ command }: Service): string | null {
  return /--adapter[= ](\S+)/.exec(command ?? '')?.[1] ?? null;
}

function fromCaddyfile(
  waysContext: WaysContext,
  service: Service,
  text: ConfigText,
  path: string,
): CaddyConfig | string {
  const files = waysContext.files(service);
  const reading = readCaddyfile(text, path, files, waysContext.variables(service), isStock(service));
  const nobody = {
    servers: [],
    automatic: 'off',
    admin: null,
    adminDeclaredAt: null,
    httpPort: 80,
    httpsPort: 443,
    file: null,
  } as const;
  if (reading.kind === 'refused')
    return {
      ...nobody,
      ends: { because: `Caddy refuses its configuration. ${reading.because}`, declaredAt: null },
    };
  return adapted(waysContext, service, reading.file);
}

function adapted(waysContext: WaysContext, service: Service, file: Caddyfile): CaddyConfig | string {
  const files = waysContext.files(service);
  const { options, named } = file;
  const value = (name: string) => options.find((directive) => directive.name === name)?.args[0]?.text;
  const httpPort = Number(value('http_port') ?? 80);
  const httpsPort = Number(value('https_port') ?? 443);
  let group = 0;
  let refused: string | null = null;
  const context: AdaptContext = {
    order: orderOf(options),
    files,
    named,
    mayHaveMore: !isStock(service),
    catchesErrors: false,
    nextGroup: () => `group${group++}`,
    refuse: (because) => {
      refused ??= because;
    },
  };
  const localCerts = options.some(({ name }) => name === 'local_certs');
  const servers = serversOf(file, context, { httpPort, httpsPort, localCerts });
  if (typeof servers === 'string') return servers;
  const https = value('auto_https');
  const adminLine = options.find(({ name }) => name === 'admin');
  const admin = adminLine?.args[0]?.text ?? 'localhost:2019';
  return {
    servers,
    automatic: https === 'off' ? 'off' : https === 'disable_redirects' ? 'no-redirects' : 'on',
    admin: admin === 'off' ? null : admin,
    adminDeclaredAt: adminLine?.place ?? null,
    httpPort,
    httpsPort,
    ends:
      refused === null ? null : { because: `Caddy refuses its configuration. ${refused}`, declaredAt: null },
    file,
  };
}

/** True for the official image, which has only known directives and files. */
function isStock({ hasBuild, image }: Service): boolean {
  return !hasBuild && /^(?:docker\.io\/)?(?:library\/)?caddy(?::|$|@)/.test(image ?? '');
}

function orderOf(options: readonly Directive[]): readonly string[] {
  let order = [...defaultOrder];
  for (const { name, args } of options) {
    if (name !== 'order') continue;
    const [directive = '', where = '', other = ''] = args.map(({ text }) => text);
    order = order.filter((one) => one !== directive);
    const at = order.indexOf(other);
    if (where === 'first') order.unshift(directive);
    else if (where === 'before' && at >= 0) order.splice(at, 0, directive);
    else if (where === 'after' && at >= 0) order.splice(at + 1, 0, directive);
    else order.push(directive);
  }
  return order;
}
