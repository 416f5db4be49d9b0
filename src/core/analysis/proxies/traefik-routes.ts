// Traefik's Docker labels, of version 1 and of versions 2 and 3: which hosts it shall send to which port of a service.
// Label names have no case there. Knows nothing of whether any Traefik runs.

import type { KeyValue, Service } from '../../compose/topology.ts';
import type { ProxyRoute } from './proxied.ts';
import { portNumber, tcpPorts } from './route-port.ts';

type Labels = ReadonlyMap<string, KeyValue>;

const routerKey = /^traefik\.(http|tcp|udp)\.routers\.([^.]+)\.(?:rule|service|entrypoints|tls)/;
const portKey = /^traefik\.(http|tcp|udp)\.services\.([^.]+)\.loadbalancer\.server\.port$/;
const frontendKey = /^traefik\.(?:(?!http\.|tcp\.|udp\.)([^.]+)\.)?frontend\.rule$/;

/** The routes in the order of their labels, each host and port once. `traefik.enable=false` leaves none. */
export function traefikRoutes(service: Service): readonly ProxyRoute[] {
  const labels = new Map(service.labels.map((label) => [label.key.toLowerCase(), label]));
  const enable = labels.get('traefik.enable');
  const written = enable?.value?.trim().toLowerCase();
  if (written === 'false' || written === '0') return [];
  const routes = [...routerRoutes(service, labels), ...frontendRoutes(service, labels)];
  // Enabled and nothing more: the rule is the default of the proxy, which is not in this file.
  if (routes.length === 0 && enable && !asksForInternals(labels)) {
    const port = onlyServerPort(labels, null) ?? lowestPort(service);
    routes.push(routeTo(service, labels, enable, '*', port));
  }
  return routes;
}

/** Versions 2 and 3: routers, each with the service it names or the only one. */
function routerRoutes(service: Service, labels: Labels): ProxyRoute[] {
  const routes: ProxyRoute[] = [];
  const seen = new Set<string>();
  for (const [key, label] of labels) {
    const [, protocol = '', router = ''] = routerKey.exec(key) ?? [];
    if (router === '' || seen.has(`${protocol}.${router}`)) continue;
    seen.add(`${protocol}.${router}`);
    const prefix = `traefik.${protocol}.routers.${router}`;
    const target = labels.get(`${prefix}.service`)?.value?.toLowerCase() ?? null;
    // `api@internal`, `other@file`: the target is not this container.
    if (target?.includes('@') && !target.endsWith('@docker')) continue;
    const name = target?.replace(/@docker$/, '') ?? null;
    const port = onlyServerPort(labels, name) ?? lowestPort(service);
    const rule = labels.get(`${prefix}.rule`);
    const place = rule ?? label;
    for (const host of hostsOfRule(rule?.value ?? ''))
      routes.push(routeTo(service, labels, place, host, port));
  }
  return routes;
}

/** Version 1: `Host:a.example,b.example;PathPrefix:/x`, for the container or for a segment of it. */
function frontendRoutes(service: Service, labels: Labels): ProxyRoute[] {
  const routes: ProxyRoute[] = [];
  for (const [key, label] of labels) {
    const match = frontendKey.exec(key);
    if (!match) continue;
    const own = match[1] === undefined ? undefined : labels.get(`traefik.${match[1]}.port`);
    const port = portNumber((own ?? labels.get('traefik.port'))?.value) ?? lowestPort(service);
    const hosts = /(?:^|;)\s*Host(?:Regexp)?:([^;]*)/i.exec(label.value ?? '')?.[1] ?? '';
    const names = hosts.split(',').map((host) => host.trim());
    for (const host of names) routes.push(routeTo(service, labels, label, host || '*', port));
  }
  return routes;
}

function routeTo(
  service: Service,
  labels: Labels,
  label: KeyValue,
  host: string,
  port: number | null,
): ProxyRoute {
  const network = labels.get('traefik.docker.network')?.value?.trim() || null;
  return { by: 'traefik', host, port, network, at: ['services', service.name, ...label.path] };
}

/** The port of the named service, else of the only one. */
function onlyServerPort(labels: Labels, name: string | null): number | null {
  const ports = new Map<string, number | null>();
  for (const [key, { value }] of labels) {
    const [, , service] = portKey.exec(key) ?? [];
    if (service !== undefined) ports.set(service, portNumber(value));
  }
  if (name !== null) return ports.get(name) ?? null;
  const [only] = ports.values();
  return ports.size === 1 ? (only ?? null) : null;
}

function lowestPort(service: Service): number | null {
  return tcpPorts(service)[0] ?? null;
}

function asksForInternals(labels: Labels): boolean {
  for (const [key, { value }] of labels) {
    if (routerKey.test(key) && key.endsWith('.service') && value?.includes('@')) return true;
  }
  return false;
}

/** Names in `Host(…)`, `HostRegexp(…)` and `HostSNI(…)`; `*` where a rule names none. */
function hostsOfRule(rule: string): readonly string[] {
  const hosts: string[] = [];
  for (const [, list = ''] of rule.matchAll(/\bHost(?:Regexp|SNI|SNIRegexp)?\s*\(([^)]*)\)/gi)) {
    for (const [, host = ''] of list.matchAll(/[`"']([^`"']*)[`"']/g)) hosts.push(host.trim() || '*');
  }
  return hosts.length === 0 ? ['*'] : hosts;
}
