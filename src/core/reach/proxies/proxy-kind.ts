// Whether a service is one of the proxies that read labels of other containers: by its image, else by settings that only
// such a proxy has.

import { oncePer } from '../../compose/once-per.ts';
import type { Service } from '../../compose/topology.ts';
import type { ProxyKind } from './proxied.ts';

/** The kind of proxy that a service is; null for none. A plain nginx or Caddy reads no labels. */
export const proxyKind = oncePer((service: Service): ProxyKind | null => {
  const name = (service.image ?? '')
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (last === 'traefik') return 'traefik';
  if (last === 'caddy-docker-proxy') return 'caddy';
  if (last === 'nginx-proxy') return 'nginx-proxy';
  if (/--providers\.docker\b/i.test(service.command ?? '')) return 'traefik';
  for (const { key } of service.environment) {
    if (/^TRAEFIK_PROVIDERS_DOCKER/i.test(key)) return 'traefik';
    if (/^CADDY_INGRESS_NETWORKS$|^CADDY_DOCKER_/i.test(key)) return 'caddy';
  }
  return null;
});

/** Whether a Traefik is configured, in this file, to take only containers that are enabled one by one. */
export function wantsEnabling(proxy: Service): boolean {
  if (/--providers\.docker\.exposedbydefault=false/i.test(proxy.command ?? '')) return true;
  return proxy.environment.some(
    ({ key, value }) =>
      /^TRAEFIK_PROVIDERS_DOCKER_EXPOSEDBYDEFAULT$/i.test(key) && /^false$/i.test(value ?? ''),
  );
}
