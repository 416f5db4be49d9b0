// Labels of caddy-docker-proxy: `caddy` (or `caddy_0`, `caddy_1` …) holds site addresses, a directive below it sends them
// to the container's own addresses. Sites without such a directive answer by themselves and are no way in.

import type { KeyValue, Service } from '../../compose/topology.ts';
import type { ProxyRoute } from './proxied.ts';
import { portNumber } from './route-port.ts';

const siteKey = /^caddy(?:_\d+)?$/i;
const upstreams = /\{\{\s*upstreams\b([^}]*)\}\}/;

/** The routes of every site in the order of the labels. */
export function caddyRoutes(service: Service): readonly ProxyRoute[] {
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
        routes.push({ by: 'caddy', host: hostOf(host), port, network, at });
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
