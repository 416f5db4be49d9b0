// What the labels of a service ask Traefik for, whatever Traefik makes of it: for a Traefik that is not in these files, or whose settings are
// not known.

import type { Service } from '../../compose/topology.ts';
import { exposedPorts } from '../network/running.ts';
import type { Said } from '../places.ts';
import type { AskedRoute } from '../ways/ways.ts';
import { saidBy } from '../ways-context.ts';
import { labelOptions } from './docker-provider.ts';
import { goBoolean, type Options, optionAt, textAt } from './options.ts';
import { readRule } from './rule.ts';

/** Routers of versions 2 and 3, frontends of version 1, in the order of the labels. */
export function askedOfTraefik(service: Service): readonly AskedRoute[] {
  const options = labelOptions(service);
  const enable = textAt(options, 'enable');
  if (options.below.size === 0 || goBoolean(enable) === false) return [];
  const network = textAt(options, 'docker.network')?.trim() || null;
  const lowest = exposedPorts(service).ports[0] ?? null;
  const ask = (host: string, port: number | null, said: Said): AskedRoute => ({
    service: service.name,
    by: 'traefik',
    host,
    port: port ?? lowest,
    network,
    said: said ?? saidBy(service, ['labels']),
  });
  const protocols = ['http', 'tcp', 'udp'].map((protocol) => optionAt(options, protocol));
  const routers = protocols.flatMap((protocol) =>
    [...(optionAt(protocol, 'routers')?.below.values() ?? [])].map((router) => ({ protocol, router })),
  );
  const routes = routers.flatMap(({ protocol, router }) => {
    const target = targetOf(router);
    if (target === null) return [];
    const port = serverPort(protocol, target);
    const said = optionAt(router, 'rule')?.said ?? firstSaid(router);
    return hostsOf(textAt(router, 'rule')).map((host) => ask(host, port, said));
  });
  const frontends = frontendsOf(options).flatMap(({ hosts, port, said }) =>
    hosts.map((host) => ask(host, port, said)),
  );
  const all = [...routes, ...frontends];
  if (all.length > 0 || routers.length > 0 || enable === null) return all;
  // Enabled and nothing more: the rule is the default of the proxy, which is not in these files.
  return [ask('*', serverPort(protocols[0], ''), optionAt(options, 'enable')?.said ?? null)];
}

/** The service that a router names, '' for the only one; null where it is not one of the container's own. */
function targetOf(router: Options): string | null {
  const target = textAt(router, 'service')?.toLowerCase() ?? '';
  if (target.includes('@') && !target.endsWith('@docker')) return null;
  return target.replace(/@docker$/, '');
}

/** The port of the named service, else of the only one. */
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
  readonly said: Said;
}

/** Version 1: `Host:a.example,b.example;PathPrefix:/x`, for the container or for a segment of it. */
function frontendsOf(options: Options): readonly Frontend[] {
  const segments = [...options.below].filter(([name]) => !['http', 'tcp', 'udp'].includes(name));
  return [options, ...segments.map(([, segment]) => segment)].flatMap((segment) => {
    const rule = optionAt(segment, 'frontend.rule');
    if (rule === undefined) return [];
    const names = /(?:^|;)\s*Host(?:Regexp)?:([^;]*)/i.exec(rule.value ?? '')?.[1] ?? '';
    const hosts = names.split(',').map((host) => host.trim() || '*');
    const port = portNumber(textAt(segment, 'port')) ?? portNumber(textAt(options, 'port'));
    return [{ hosts, port, said: rule.said }];
  });
}

function firstSaid({ said, below }: Options): Said {
  return said ?? [...below.values()][0]?.said ?? null;
}

/** A port number out of a text; null for anything else, such as an unset variable. */
function portNumber(text: string | null): number | null {
  const port = /^\s*\d{1,5}\s*$/.test(text ?? '') ? Number(text) : 0;
  return port > 0 && port <= 65_535 ? port : null;
}
