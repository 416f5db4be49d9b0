// The routes that a service's labels request from a Traefik that is not in these files or has unknown settings.

import type { Service } from '../../compose/topology.ts';
import { exposedPorts } from '../network/running.ts';
import type { SourceLocation } from '../places.ts';
import type { RequestedRoute } from '../ways/ways.ts';
import { serviceLocation } from '../ways-context.ts';
import { labelOptions } from './docker-provider.ts';
import { goBoolean, type Options, optionAt, textAt } from './options.ts';
import { readRule } from './rule.ts';

/** Returns the routers of versions 2 and 3 and the frontends of version 1, in label order. */
export function routesRequestedFromTraefik(service: Service): readonly RequestedRoute[] {
  const options = labelOptions(service);
  const enable = textAt(options, 'enable');
  if (options.below.size === 0 || goBoolean(enable) === false) return [];
  const network = textAt(options, 'docker.network')?.trim() || null;
  const lowest = exposedPorts(service).ports[0] ?? null;
  const ask = (host: string, port: number | null, declaredAt: SourceLocation): RequestedRoute => ({
    service: service.name,
    by: 'traefik',
    host,
    port: port ?? lowest,
    network,
    declaredAt: declaredAt ?? serviceLocation(service, ['labels']),
  });
  const protocols = ['http', 'tcp', 'udp'].map((protocol) => optionAt(options, protocol));
  const routers = protocols.flatMap((protocol) =>
    [...(optionAt(protocol, 'routers')?.below.values() ?? [])].map((router) => ({ protocol, router })),
  );
  const routes = routers.flatMap(({ protocol, router }) => {
    const target = targetOf(router);
    if (target === null) return [];
    const port = serverPort(protocol, target);
    const declaredAt = optionAt(router, 'rule')?.declaredAt ?? firstLocation(router);
    return hostsOf(textAt(router, 'rule')).map((host) => ask(host, port, declaredAt));
  });
  const frontends = frontendsOf(options).flatMap(({ hosts, port, declaredAt }) =>
    hosts.map((host) => ask(host, port, declaredAt)),
  );
  const all = [...routes, ...frontends];
  if (all.length > 0 || routers.length > 0 || enable === null) return all;
  // The service is enabled without a rule, so the proxy's default rule applies, which is not in these files.
  return [ask('*', serverPort(protocols[0], ''), optionAt(options, 'enable')?.declaredAt ?? null)];
}

/** Returns the service that a router names, '' for the only one; null when it belongs to another container. */
function targetOf(router: Options): string | null {
  const target = textAt(router, 'service')?.toLowerCase() ?? '';
  if (target.includes('@') && !target.endsWith('@docker')) return null;
  return target.replace(/@docker$/, '');
}

/** Returns the port of the named service, or of the only one. */
function serverPort(protocol: Options | undefined, name: string): number | null {
  const services = optionAt(protocol, 'services')?.below ?? new Map<string, Options>();
  const only = services.size === 1 ? [...services.values()][0] : undefined;
  return portNumber(textAt(name === '' ? only : services.get(name), 'loadbalancer.server.port'));
}

function hostsOf(rule: string | null): readonly string[] {
  for (const syntax of ['v3', 'v2'] as const) {
    const read = rule === null ? '' : readRule(rule, syntax);
    if (typeof read !== 'string' && read.hosts.length > 0)
      return [...new Set(read.hosts.map(({ host }) => host))];
  }
  return ['*'];
}

interface Frontend {
  readonly hosts: readonly string[];
  readonly port: number | null;
  readonly declaredAt: SourceLocation;
}

/** Returns the frontends of version 1, such as `Host:a.example,b.example;PathPrefix:/x`, for a container or one of its segments. */
function frontendsOf(options: Options): readonly Frontend[] {
  const segments = [...options.below].filter(([name]) => !['http', 'tcp', 'udp'].includes(name));
  return [options, ...segments.map(([, segment]) => segment)].flatMap((segment) => {
    const rule = optionAt(segment, 'frontend.rule');
    if (rule === undefined) return [];
    const names = /(?:^|;)\s*Host(?:Regexp)?:([^;]*)/i.exec(rule.value ?? '')?.[1] ?? '';
    const hosts = names.split(',').map((host) => host.trim() || '*');
    const port = portNumber(textAt(segment, 'port')) ?? portNumber(textAt(options, 'port'));
    return [{ hosts, port, declaredAt: rule.declaredAt }];
  });
}

function firstLocation({ declaredAt, below }: Options): SourceLocation {
  return declaredAt ?? [...below.values()][0]?.declaredAt ?? null;
}

/** Returns a port number from a text; null for any other text, such as an unset variable. */
function portNumber(text: string | null): number | null {
  const port = /^\s*\d{1,5}\s*$/.test(text ?? '') ? Number(text) : 0;
  return port > 0 && port <= 65_535 ? port : null;
}
