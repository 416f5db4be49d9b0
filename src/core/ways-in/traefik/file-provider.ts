// Traefik's dynamic configuration in mounted files.

import type { Service } from '../../compose/topology.ts';
import { readConfigTree } from '../files/config-tree.ts';
import type { FileLookup } from '../files/container-files.ts';
import { inContainer } from '../files/container-path.ts';
import type { SourceLocation } from '../places.ts';
import type { WaysContext } from '../ways-context.ts';
import {
  type Balancer,
  type DynamicConfig,
  type Middleware,
  qualified,
  type Router,
} from './dynamic-config.ts';
import { booleanAt, newOptions, type Options, optionAt, textAt, treeOptions } from './options.ts';
import { routerParts } from './router-parts.ts';

/** The configuration of files, in which each name is declared by one of them. */
export type FileConfig = Omit<DynamicConfig, 'dropped' | 'merges'>;

const provider = 'file';
const none: FileConfig = {
  routers: [],
  middlewares: new Map(),
  services: new Map(),
  tcpServices: new Map(),
  udpServices: new Map(),
  tcpMiddlewares: new Map(),
  certificates: new Map(),
  unread: [],
};

/** Returns the configuration that the file provider reads; empty without the provider. */
export function readFileProvider(
  context: WaysContext,
  service: Service,
  settings: Options | undefined,
): FileConfig {
  if (!settings) return none;
  const files = context.files(service);
  const directory = textAt(settings, 'directory') ?? '';
  const filename = textAt(settings, 'filename') ?? '';
  if (directory === '' && filename === '') return none;
  let paths: readonly string[];
  if (directory === '') paths = [inContainer(filename)];
  else {
    const listed = files.below(inContainer(directory), true);
    if (listed.kind === 'unread') return unread(`${directory} in ${service.name}: ${listed.why}`);
    paths = listed.kind === 'files' ? listed.paths.filter((path) => /\.(?:toml|ya?ml)$/.test(path)) : [];
  }
  const found = paths.map((path) => ({ path, found: files.at(path) }));
  return merge(found);
}

function unread(why: string): FileConfig {
  return { ...none, unread: [why] };
}

/** Merges the configurations of all files; a single unreadable file discards all others, as in Traefik. */
function merge(files: readonly { readonly path: string; readonly found: FileLookup }[]): FileConfig {
  const routers = new Map<string, Router>();
  const [middlewares, tcpMiddlewares] = [new Map<string, Middleware>(), new Map<string, Middleware>()];
  const targets = {
    http: new Map<string, Balancer>(),
    tcp: new Map<string, Balancer>(),
    udp: new Map<string, Balancer>(),
  };
  const certificates = new Map<string, SourceLocation>();
  for (const { path, found } of files) {
    if (found.kind === 'unread') return unread(`${path}: ${found.why}`);
    if (found.kind !== 'text') continue;
    if (found.text.includes('{{')) return unread(`${found.file} holds a template of Go, which is not read.`);
    const read = readConfigTree(found, path.slice(path.lastIndexOf('.') + 1));
    if (!read.ok) return unread(read.because);
    const options = treeOptions(read.tree, found);
    for (const [kind, into] of [
      ['http', middlewares],
      ['tcp', tcpMiddlewares],
    ] as const)
      for (const [name, one] of optionAt(options, `${kind}.middlewares`)?.below ?? []) {
        const [type] = one.below;
        if (type && !into.has(name))
          into.set(name, { type: type[0], options: type[1], provider, declaredAt: type[1].declaredAt });
      }
    for (const [name, one] of optionAt(options, 'tls.options')?.below ?? [])
      if (/^require/i.test(textAt(one, 'clientauth.clientauthtype') ?? ''))
        certificates.set(name, one.declaredAt);
    for (const kind of ['http', 'tcp', 'udp'] as const) {
      const target = targets[kind];
      for (const [name, one] of optionAt(options, `${kind}.services`)?.below ?? [])
        if (!target.has(name)) target.set(name, balancerOf(one));
      for (const [name, one] of optionAt(options, `${kind}.routers`)?.below ?? []) {
        const key = `${kind} ${name}`;
        if (!routers.has(key)) routers.set(key, routerOf(kind, name, one));
      }
    }
  }
  return {
    routers: [...routers.values()],
    middlewares,
    tcpMiddlewares,
    services: targets.http,
    tcpServices: targets.tcp,
    udpServices: targets.udp,
    certificates,
    unread: [],
  };
}

function routerOf(protocol: Router['protocol'], name: string, one: Options): Router {
  const tls = optionAt(one, 'tls');
  return {
    ...routerParts(name, one, provider),
    protocol,
    rule: textAt(one, 'rule') ?? '',
    service: qualified((textAt(one, 'service') ?? '').toLowerCase(), provider),
    tls: tls === undefined ? 'none' : booleanAt(tls, 'passthrough', false) ? 'passes' : 'ends',
    byDefault: false,
    doubt: null,
  };
}

function balancerOf(one: Options): Balancer {
  const { declaredAt } = one;
  const balancer = optionAt(one, 'loadbalancer');
  if (balancer) {
    const listed = optionAt(balancer, 'servers')?.items ?? [];
    const urls = listed.flatMap((server) => textAt(server, 'url') ?? textAt(server, 'address') ?? []);
    const transport = textAt(balancer, 'serverstransport');
    return {
      kind: 'servers',
      servers: urls.map((url) => ({ kind: 'url', url })),
      transport,
      provider,
      declaredAt,
    };
  }
  const group =
    optionAt(one, 'weighted.services')?.items ?? optionAt(one, 'highestrandomweight.services')?.items;
  if (group) {
    const members = group.flatMap((member) => textAt(member, 'name') ?? []);
    return {
      kind: 'group',
      members: members.map((name) => qualified(name.toLowerCase(), provider)),
      provider,
      declaredAt,
    };
  }
  const mirrored = textAt(one, 'mirroring.service');
  if (mirrored !== null)
    return { kind: 'group', members: [qualified(mirrored.toLowerCase(), provider)], provider, declaredAt };
  return { kind: 'unknown', because: 'a kind of service that is not read', declaredAt };
}

/** Returns a middleware that Traefik creates itself. */
export function internalMiddleware(type: string, values: Readonly<Record<string, string>>): Middleware {
  const options = newOptions();
  for (const [name, value] of Object.entries(values)) {
    const one = newOptions();
    one.value = value;
    options.below.set(name, one);
  }
  return { type, options, provider: 'internal', declaredAt: null };
}
