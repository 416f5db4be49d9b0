// The Traefik configuration in container labels. Each container has a configuration of its own; all are merged, and different declarations
// of one name are dropped.

import type { Service } from '../../compose/topology.ts';
import type { FaultKind } from '../faults.ts';
import { becomesHealthy, keepsRunning } from '../network/running.ts';
import { placeText, type SourceLocation } from '../places.ts';
import { serviceLocation, type WaysContext } from '../ways-context.ts';
import { serverReader } from './container-server.ts';
import { defaultRule, defaultRuleTemplate, normalized } from './default-rule.ts';
import type { Balancer, Dropped, Middleware, Router } from './dynamic-config.ts';
import { unknownOption } from './label-fields.ts';
import { httpRouters, rawRouters } from './label-routers.ts';
import {
  booleanAt,
  goBoolean,
  maxOptionDepth,
  newOptions,
  type Options,
  optionAt,
  setOption,
  textAt,
} from './options.ts';
import { constraintsHold } from './rule.ts';

/** The configuration of one container, with names that lack a provider. */
export interface ContainerConfig {
  readonly container: string;
  readonly routers: readonly Router[];
  readonly middlewares: ReadonlyMap<string, Middleware>;
  readonly services: ReadonlyMap<string, Balancer>;
  readonly tcpServices: ReadonlyMap<string, Balancer>;
  readonly udpServices: ReadonlyMap<string, Balancer>;
  readonly tcpMiddlewares: ReadonlyMap<string, Middleware>;
}

/** The result of reading a container's labels. */
export type ContainerReading =
  | { readonly kind: 'config'; readonly config: ContainerConfig }
  | { readonly kind: 'dropped'; readonly dropped: Dropped }
  | { readonly kind: 'unknown'; readonly because: string }
  /** A container that has no Traefik labels and is not enabled. */
  | { readonly kind: 'none' };

type Drop = (because: string, kind?: FaultKind | null, at?: SourceLocation) => ContainerReading;

const provider = 'docker';

/** Reads the labels of one service; `settings` are those of the provider in the static configuration. */
export function readContainer(
  context: WaysContext,
  service: Service,
  settings: Options | undefined,
): ContainerReading {
  if (!keepsRunning(service) || service.isProvider) return { kind: 'none' };
  const deep = service.labels.find(({ key }) => key.split('.').length > maxOptionDepth);
  if (deep) {
    const place = placeText(context.place(['services', service.name, ...deep.path]));
    return { kind: 'unknown', because: `${place}: the label exceeds the nesting limit.` };
  }
  const labels = labelsOf(context, service);
  const options = labelOptions(service);
  const enable = textAt(options, 'enable');
  const declaredAt: SourceLocation =
    optionAt(options, 'enable')?.declaredAt ?? serviceLocation(service, ['labels']);
  const drop: Drop = (because, kind = null, at = declaredAt) => ({
    kind: 'dropped',
    dropped: { what: service.name, because, kind, services: [service.name], declaredAt: at },
  });
  if (enable !== null && goBoolean(enable) === null)
    return drop('traefik.enable is no boolean.', 'labels-dropped');
  if (!(goBoolean(enable) ?? booleanAt(settings, 'exposedbydefault', true))) {
    return ['http', 'tcp', 'udp'].some((protocol) => options.below.has(protocol))
      ? drop('It is not enabled: traefik.enable is not true.')
      : { kind: 'none' };
  }
  const constraints = textAt(settings, 'constraints') ?? '';
  if (constraints !== '') {
    const holds = constraintsHold(constraints, labels);
    if (holds === null)
      return drop(
        'The constraints of the provider cannot be evaluated, so no container is taken.',
        'never-matches',
      );
    if (!holds) return drop('It does not fit the constraints of the provider.');
  }
  if (!becomesHealthy(service))
    return drop('Its health check never passes.', null, serviceLocation(service, ['healthcheck']));
  const wrong = unknownOption(options);
  if (wrong !== null)
    return drop(
      `Traefik knows no option traefik.${wrong}, and drops everything that the container says.`,
      'labels-dropped',
      optionAt(options, wrong)?.declaredAt ?? declaredAt,
    );
  return build(context, service, options, labels, settings, drop);
}

/** Returns the Traefik labels of a service as options. */
export function labelOptions(service: Service): Options {
  const options = newOptions();
  for (const { key, value, path } of service.labels) {
    const [first = '', ...names] = key.split('.');
    if (first.toLowerCase() === 'traefik' && names.length > 0)
      setOption(options, names, value ?? '', serviceLocation(service, path));
  }
  return options;
}

/** Returns the labels of a service, with the labels of Compose that rules commonly use. */
function labelsOf(context: WaysContext, service: Service): ReadonlyMap<string, string> {
  const project = context.project(service.name);
  return new Map([
    ...service.labels.map(({ key, value }) => [key, value ?? ''] as const),
    ['com.docker.compose.service', service.localName ?? service.name],
    ...(project === null ? [] : [['com.docker.compose.project', project] as const]),
  ]);
}

function build(
  context: WaysContext,
  service: Service,
  options: Options,
  labels: ReadonlyMap<string, string>,
  settings: Options | undefined,
  drop: Drop,
): ContainerReading {
  const project = context.project(service.name);
  const { http, tcp, udp } = {
    http: optionAt(options, 'http'),
    tcp: optionAt(options, 'tcp'),
    udp: optionAt(options, 'udp'),
  };
  const [hasTcp, hasUdp] = [tcp, udp].map(
    (one) => (optionAt(one, 'routers')?.below.size ?? 0) + (optionAt(one, 'services')?.below.size ?? 0) > 0,
  );
  // A declaration for either protocol replaces the default router of a container.
  const hasRaw = hasTcp === true || hasUdp === true;
  const hasHttp = ['routers', 'middlewares', 'services'].some(
    (kind) => (optionAt(http, kind)?.below.size ?? 0) > 0,
  );
  const own = service.localName ?? service.name;
  if (project === null && (hasHttp || !hasRaw) && needsProject(http, own))
    return { kind: 'unknown', because: `The name of the project of ${service.name} is unknown.` };
  const name = normalized(project === null ? `${service.name} of a project` : `${own}-${project}`);
  const servers = serverReader(context, service, options, settings);
  let doubt: string | null = null;
  const balancers = (from: Options | undefined): Map<string, Balancer> | string => {
    const found = new Map<string, Balancer>();
    const written = optionAt(from, 'services')?.below ?? new Map<string, Options>();
    const all = written.size > 0 ? [...written] : [[name, undefined] as const];
    for (const [key, one] of all) {
      const read = servers(optionAt(one, 'loadbalancer.server'));
      if ('because' in read) return `service ${key}: ${read.because}`;
      doubt ??= read.doubt;
      const transport = textAt(one, 'loadbalancer.serverstransport');
      found.set(key, {
        kind: 'servers',
        servers: [read.server],
        transport,
        provider,
        declaredAt: one?.declaredAt ?? serviceLocation(service, ['labels']),
      });
    }
    return found;
  };
  const tcpServices = hasTcp ? balancers(tcp) : new Map<string, Balancer>();
  if (typeof tcpServices === 'string') return drop(tcpServices, 'never-matches');
  const udpServices = hasUdp ? balancers(udp) : new Map<string, Balancer>();
  if (typeof udpServices === 'string') return drop(udpServices, 'never-matches');
  const services = hasRaw && !hasHttp ? new Map<string, Balancer>() : balancers(http);
  if (typeof services === 'string') return drop(services, 'never-matches');
  const routers: Router[] = [];
  routers.push(...rawRouters('tcp', optionAt(tcp, 'routers'), tcpServices, doubt));
  routers.push(...rawRouters('udp', optionAt(udp, 'routers'), udpServices, doubt));
  if (hasHttp || !hasRaw) {
    const template = textAt(settings, 'defaultrule') ?? defaultRuleTemplate;
    const rule = defaultRule(template, { name, labels });
    const made = httpRouters(optionAt(http, 'routers'), services, { name, rule, doubt, service });
    if (typeof made === 'string') return { kind: 'unknown', because: made };
    routers.push(...made);
  }
  return {
    kind: 'config',
    config: {
      container: service.name,
      routers,
      middlewares: middlewaresOf(http),
      tcpMiddlewares: middlewaresOf(tcp),
      services,
      tcpServices,
      udpServices,
    },
  };
}

function middlewaresOf(from: Options | undefined): ReadonlyMap<string, Middleware> {
  const found = new Map<string, Middleware>();
  for (const [key, one] of optionAt(from, 'middlewares')?.below ?? []) {
    const [type] = one.below;
    if (type)
      found.set(key, {
        type: type[0],
        options: type[1],
        provider,
        declaredAt: type[1].declaredAt ?? one.declaredAt,
      });
  }
  return found;
}

/** True when the project name is part of a route: in the default rule or in a service name. */
function needsProject(http: Options | undefined, service: string): boolean {
  const routers = [...(optionAt(http, 'routers')?.below.values() ?? [])];
  const written = optionAt(http, 'services')?.below;
  return (
    routers.length === 0 ||
    routers.some((router) => {
      const target = textAt(router, 'service')?.toLowerCase() ?? '';
      const isDefault = target.startsWith(normalized(`${service}-`)) && !written?.has(target);
      return textAt(router, 'rule') === null || isDefault;
    })
  );
}
