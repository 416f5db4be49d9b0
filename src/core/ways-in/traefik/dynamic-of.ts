// The complete dynamic configuration: merged container labels, files, and Traefik's own parts.

import type { Service } from '../../compose/topology.ts';
import type { WaysContext } from '../ways-context.ts';
import { type ContainerConfig, readContainer } from './docker-provider.ts';
import type { Balancer, Dropped, DynamicConfig, Merge, Middleware, Router } from './dynamic-config.ts';
import { internalMiddleware, readFileProvider } from './file-provider.ts';
import { type Options, optionAt, textAt } from './options.ts';
import type { EntryPoint, StaticConfig } from './static-config.ts';

/** The lowest priority that is reserved for Traefik itself. */
export const ownPriority = Number.MAX_SAFE_INTEGER;

/** Providers that get their routers from another system. */
const otherProviders = [
  'http',
  'consul',
  'consulcatalog',
  'etcd',
  'redis',
  'zookeeper',
  'nomad',
  'ecs',
  'kubernetescrd',
  'kubernetesingress',
  'kubernetesgateway',
  'rest',
  'plugin',
  'swarm',
];

export function dynamicOf(context: WaysContext, service: Service, config: StaticConfig): DynamicConfig {
  const { options, entryPoints } = config;
  const unread: string[] = [];
  const dropped: Dropped[] = [];
  for (const name of otherProviders)
    if (optionAt(options, `providers.${name}`))
      unread.push(`The provider ${name} of ${service.name} is not read.`);
  const docker = optionAt(options, 'providers.docker');
  const merged = docker ? mergeContainers(containersFor(context, docker, unread, dropped), dropped) : null;
  const file = readFileProvider(context, service, optionAt(options, 'providers.file'));
  unread.push(...file.unread);
  const own = ownConfig(options, entryPoints);
  const named = <T>(provider: string, from: ReadonlyMap<string, T> | undefined) =>
    [...(from ?? [])].map(([name, value]) => [`${name}@${provider}`, value] as const);
  return {
    routers: [...own.routers, ...(merged?.routers ?? []), ...file.routers],
    middlewares: new Map([
      ...named('internal', own.middlewares),
      ...named('docker', merged?.middlewares),
      ...named('file', file.middlewares),
    ]),
    services: new Map([...named('docker', merged?.services), ...named('file', file.services)]),
    tcpServices: new Map([...named('docker', merged?.tcpServices), ...named('file', file.tcpServices)]),
    udpServices: new Map([...named('docker', merged?.udpServices), ...named('file', file.udpServices)]),
    tcpMiddlewares: new Map([
      ...named('docker', merged?.tcpMiddlewares),
      ...named('file', file.tcpMiddlewares),
    ]),
    certificates: new Map([...file.certificates].map(([name, declaredAt]) => [`${name}@file`, declaredAt])),
    unread,
    dropped,
    merges: merged?.merges ?? [],
  };
}

function containersFor(
  context: WaysContext,
  docker: Options,
  unread: string[],
  dropped: Dropped[],
): readonly ContainerConfig[] {
  return context.reach.services.flatMap((name) => {
    const service = context.topology.services.get(name);
    const read = service && readContainer(context, service, docker);
    if (read?.kind === 'unknown') unread.push(read.because);
    if (read?.kind === 'dropped') dropped.push(read.dropped);
    return read?.kind === 'config' ? [read.config] : [];
  });
}

interface Merged extends Omit<ContainerConfig, 'container'> {
  readonly merges: readonly Merge[];
}

/** Merges the configurations of containers: different declarations of one name are dropped, and servers of one service are combined. */
function mergeContainers(configs: readonly ContainerConfig[], dropped: Dropped[]): Merged {
  const routers = new Map<string, Router>();
  const [middlewares, tcpMiddlewares] = [new Map<string, Middleware>(), new Map<string, Middleware>()];
  const services = new Map<string, Balancer>();
  const [tcpServices, udpServices] = [new Map<string, Balancer>(), new Map<string, Balancer>()];
  const conflicting = new Set<string>();
  const merges = new Map<string, Merge>();
  const declarers = new Map<string, string[]>();
  const clash = (kind: string, name: string, declaredAt: Dropped['declaredAt']): void => {
    conflicting.add(`${kind} ${name}`);
    dropped.push({
      what: `${kind} ${name}`,
      because: 'Two containers say it differently, so it is served for neither.',
      kind: 'names-merge',
      services: declarers.get(`${kind} ${name}`) ?? [],
      declaredAt,
    });
  };
  for (const { routers: own, ...config } of configs) {
    const addDeclarer = (kind: string, name: string): void => {
      const key = `${kind} ${name}`;
      declarers.set(key, [...(declarers.get(key) ?? []), config.container]);
    };
    for (const router of own) {
      const key = `${router.protocol} ${router.name}`;
      addDeclarer('router', key);
      const before = routers.get(key);
      if (!before) routers.set(key, router);
      else if (routerText(before) !== routerText(router)) clash('router', key, router.declaredAt);
    }
    for (const [from, into, kind] of [
      [config.middlewares, middlewares, 'middleware'],
      [config.tcpMiddlewares, tcpMiddlewares, 'TCP middleware'],
    ] as const)
      for (const [name, middleware] of from) {
        addDeclarer(kind, name);
        const before = into.get(name);
        if (!before) into.set(name, middleware);
        else if (
          before.type !== middleware.type ||
          optionsText(before.options) !== optionsText(middleware.options)
        )
          clash(kind, name, middleware.declaredAt);
      }
    for (const [from, into, kind] of [
      [config.services, services, 'service'],
      [config.tcpServices, tcpServices, 'TCP service'],
      [config.udpServices, udpServices, 'UDP service'],
    ] as const)
      for (const [name, balancer] of from) {
        const before = into.get(name);
        const both = before && joined(before, balancer);
        addDeclarer(kind, name);
        if (!before) into.set(name, balancer);
        else if (both) {
          into.set(name, both);
          const containers = declarers.get(`${kind} ${name}`) ?? [];
          merges.set(`${kind} ${name}`, {
            name: `${name}@docker`,
            containers,
            declaredAt: balancer.declaredAt,
          });
        } else clash(kind, name, balancer.declaredAt);
      }
  }
  const withoutConflicts = <T>(kind: string, all: ReadonlyMap<string, T>) =>
    new Map([...all].filter(([name]) => !conflicting.has(`${kind} ${name}`)));
  return {
    routers: [...withoutConflicts('router', routers).values()],
    middlewares: withoutConflicts('middleware', middlewares),
    services: withoutConflicts('service', services),
    tcpServices: withoutConflicts('TCP service', tcpServices),
    udpServices: withoutConflicts('UDP service', udpServices),
    tcpMiddlewares: withoutConflicts('TCP middleware', tcpMiddlewares),
    merges: [...merges.values()],
  };
}

function joined(one: Balancer, other: Balancer): Balancer | null {
  if (one.kind !== 'servers' || other.kind !== 'servers' || one.transport !== other.transport) return null;
  const servers = new Map(
    [...one.servers, ...other.servers].map((server) => [JSON.stringify(server), server]),
  );
  return { ...one, servers: [...servers.values()] };
}

function routerText({ declaredAt: _, doubt: __, ...router }: Router): string {
  return JSON.stringify(router);
}

function optionsText({ value, below, items }: Options): string {
  return JSON.stringify([
    value,
    [...below].map(([name, one]) => [name, optionsText(one)]).sort(),
    items?.map(optionsText),
  ]);
}

/** Returns Traefik's own routers and middlewares: redirects of entry points, and the interface of `api.insecure`. */
function ownConfig(
  options: Options,
  entryPoints: readonly EntryPoint[],
): Pick<DynamicConfig, 'routers' | 'middlewares'> {
  const routers: Router[] = [];
  const middlewares = new Map<string, Middleware>();
  const add = (
    name: string,
    on: string,
    rule: string,
    service: string,
    priority: number,
    by: readonly string[],
    declaredAt: Router['declaredAt'],
  ) =>
    routers.push({
      name,
      provider: 'internal',
      protocol: 'http',
      rule,
      entryPoints: [on],
      middlewares: by.map((one) => `${one}@internal`),
      service: `${service}@internal`,
      priority,
      tls: 'none',
      tlsOptions: null,
      syntax: 'v3',
      byDefault: false,
      doubt: null,
      declaredAt,
    });
  for (const entry of entryPoints) {
    const redirect = optionAt(entry.options, 'http.redirections.entrypoint');
    const to = textAt(redirect, 'to') ?? '';
    const target = entryPoints.find(({ name }) => name === to.toLowerCase());
    const port = /^:(\d+)$/.exec(to)?.[1] ?? (target ? String(target.port) : null);
    if (port === null) continue;
    const name = `${entry.name}-to-${to.replace(/[^a-z0-9]+/gi, '')}`;
    const scheme = textAt(redirect, 'scheme') ?? 'https';
    middlewares.set(`redirect-${name}`, internalMiddleware('redirectscheme', { scheme, port }));
    const statedPriority = textAt(redirect, 'priority');
    const priority = statedPriority === null ? ownPriority : Number(statedPriority) || ownPriority;
    add(
      name,
      entry.name,
      'HostRegexp(`^.+$`)',
      'noop',
      priority,
      [`redirect-${name}`],
      redirect?.declaredAt ?? null,
    );
  }
  if (/^(?:true|1)$/i.test(textAt(options, 'api.insecure') ?? '')) {
    const { declaredAt } = optionAt(options, 'api.insecure') ?? { declaredAt: null };
    add('api', 'traefik', 'PathPrefix(`/api`)', 'api', ownPriority, [], declaredAt);
    if (!/^(?:false|0)$/i.test(textAt(options, 'api.dashboard') ?? ''))
      add('dashboard', 'traefik', 'PathPrefix(`/`)', 'dashboard', ownPriority - 1, [], declaredAt);
  }
  return { routers, middlewares };
}
