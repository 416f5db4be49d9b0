// What a service asks reverse proxies for: labels of Traefik and of caddy-docker-proxy, and the variables of nginx-proxy.

import { oncePer } from '../../compose/once-per.ts';
import type { KeyValue, Service } from '../../compose/topology.ts';
import { listeningPorts, listeningRange } from '../../images/catalogue.ts';
import type { ProxyRoute } from './proxied.ts';

/** The routes of a service, each proxy, host and port once. */
export const routesOf = oncePer((service: Service): readonly ProxyRoute[] => {
  const all = [...labelRoutes(service), ...virtualHostRoutes(service)];
  return all.length < 2 ? all : onceEach(all);
});

function onceEach(all: readonly ProxyRoute[]): readonly ProxyRoute[] {
  const routes = new Map<string, ProxyRoute>();
  for (const route of all) {
    const key = JSON.stringify([route.by, route.host, route.port]);
    const before = routes.get(key);
    routes.set(
      key,
      before ? { ...before, entrypoints: eitherOf(before.entrypoints, route.entrypoints) } : route,
    );
  }
  return [...routes.values()];
}

/** Where two routers send the same host: at the entry points of both. */
function eitherOf(a: readonly string[], b: readonly string[]): readonly string[] {
  return a.length === 0 || b.length === 0 ? [] : [...new Set([...a, ...b])];
}

/** What the labels of either proxy begin with. */
const proxyLabel = /^(?:traefik|caddy)/i;

function labelRoutes(service: Service): readonly ProxyRoute[] {
  if (!service.labels.some(({ key }) => proxyLabel.test(key))) return [];
  return [...traefikRoutes(service), ...caddyRoutes(service)];
}

/** nginx-proxy: one route for each host name of `VIRTUAL_HOST`. */
function virtualHostRoutes(service: Service): readonly ProxyRoute[] {
  const variable = service.environment.find(({ key }) => key === 'VIRTUAL_HOST');
  if (!variable?.value) return [];
  const hosts = variable.value.split(',').map((host) => host.trim());
  const written = service.environment.find(({ key }) => key === 'VIRTUAL_PORT')?.value;
  const port = portNumber(written) ?? presumedPort(service);
  const at = ['services', service.name, ...variable.path];
  return hosts
    .filter((host) => host !== '')
    .map((host) => ({ by: 'nginx-proxy', host, port, network: null, entrypoints: [], at }));
}

/** The only port that the container exposes, 80 where there are several. */
function presumedPort(service: Service): number | null {
  const ports = tcpPorts(service);
  return ports.length > 1 ? 80 : (ports[0] ?? null);
}

type Labels = ReadonlyMap<string, KeyValue>;

const routerKey = /^traefik\.(http|tcp|udp)\.routers\.([^.]+)\.(?:rule|service|entrypoints|tls)/;
const portKey = /^traefik\.(http|tcp|udp)\.services\.([^.]+)\.loadbalancer\.server\.port$/;
const frontendKey = /^traefik\.(?:(?!http\.|tcp\.|udp\.)([^.]+)\.)?frontend\.rule$/;

/**
 * The routes of Traefik's labels, of version 1 and of versions 2 and 3, in the order of the labels; their names are case-insensitive.
 * `traefik.enable=false` leaves none.
 */
function traefikRoutes(service: Service): readonly ProxyRoute[] {
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
    const entrypoints = namesOf(labels.get(`${prefix}.entrypoints`)?.value);
    for (const host of hostsOfRule(rule?.value ?? ''))
      routes.push({ ...routeTo(service, labels, place, host, port), entrypoints });
  }
  return routes;
}

/** Version 1: `Host:a.example,b.example;PathPrefix:/x`, for the container or for a segment of it. */
function frontendRoutes(service: Service, labels: Labels): ProxyRoute[] {
  const routes: ProxyRoute[] = [];
  for (const [key, label] of labels) {
    const match = frontendKey.exec(key);
    if (!match) continue;
    const ownValue = match[1] === undefined ? undefined : labels.get(`traefik.${match[1]}.port`);
    const port = portNumber((ownValue ?? labels.get('traefik.port'))?.value) ?? lowestPort(service);
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
  const at = ['services', service.name, ...label.path];
  return { by: 'traefik', host, port, network, entrypoints: [], at };
}

/** `web, websecure` as names; none where a variable decides. */
function namesOf(list: string | null | undefined): readonly string[] {
  if (!list || list.includes('$')) return [];
  return list
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
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

const siteKey = /^caddy(?:_\d+)?$/i;
const upstreams = /\{\{\s*upstreams\b([^}]*)\}\}/;

/**
 * The routes of caddy-docker-proxy, site by site in the order of the labels: `caddy` (or `caddy_0`, `caddy_1` …) holds site addresses, a
 * directive below it sends them to the container's own addresses. A site without such a directive is answered by Caddy and is no way in.
 */
function caddyRoutes(service: Service): readonly ProxyRoute[] {
  const routes: ProxyRoute[] = [];
  const network =
    service.labels.find(({ key }) => key.toLowerCase() === 'caddy_ingress_network')?.value?.trim() || null;
  for (const site of service.labels) {
    if (!siteKey.test(site.key)) continue;
    const hosts = (site.value ?? '').split(/[\s,]+/).filter((host) => host !== '' && !/^[({]/.test(host));
    const ports = proxiedPorts(service.labels, site.key);
    for (const host of hosts) {
      for (const port of ports) {
        const at = ['services', service.name, ...site.path];
        routes.push({ by: 'caddy', host: hostOf(host), port, network, entrypoints: [], at });
      }
    }
  }
  return routes;
}

/** Ports in the `reverse_proxy` and `php_fastcgi` directives of a site; without a number Caddy takes 80. */
function proxiedPorts(labels: readonly KeyValue[], site: string): readonly number[] {
  const ports = new Set<number>();
  for (const { key, value } of labels) {
    if (!key.startsWith(`${site}.`) || !/(?:^|[._])(?:reverse_proxy|php_fastcgi)\b/.test(key)) continue;
    const found = upstreams.exec(value ?? '');
    if (!found) continue;
    const words = (found[1] ?? '').split(/\s+/).filter((word) => portNumber(word) !== null);
    ports.add(portNumber(words[0]) ?? 80);
  }
  return [...ports];
}

/** The host of a site address: scheme, port and path taken away; `*` for `:443` and the like. */
function hostOf(address: string): string {
  return address.replace(/^\w+:\/\//, '').replace(/[:/].*$/, '') || '*';
}

/** TCP ports of a service known from the file or the image catalogue, ascending. */
function tcpPorts(service: Service): readonly number[] {
  const ports = listeningPorts(service).filter(({ protocol }) => protocol === 'tcp');
  // Of a range the first: it is only told whether there is one port, and which is the lowest.
  const numbers = ports.flatMap((port) => {
    const { first, last } = listeningRange(port);
    return first === last ? [first] : [first, last];
  });
  return numbers.sort((a, b) => a - b);
}

/** A port number out of a text; null for anything else, such as an unset variable. */
function portNumber(text: string | null | undefined): number | null {
  const found = /^\s*(\d{1,5})\s*$/.exec(text ?? '');
  const port = found ? Number(found[1]) : 0;
  return port > 0 && port <= 65535 ? port : null;
}
