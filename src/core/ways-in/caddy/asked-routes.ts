// The routes that a service's labels request from caddy-docker-proxy, whatever it makes of them.

import type { Service } from '../../compose/topology.ts';
import type { RequestedRoute } from '../ways/ways.ts';
import { serviceLocation, type WaysContext } from '../ways-context.ts';
import type { Directive } from './caddyfile.ts';
import { ownSites } from './docker-labels.ts';
import { readAddress } from './sites.ts';

const usual = { httpPort: 80, httpsPort: 443, localCerts: false };

/**
 * Returns the routes of a service's labels in order, with the ports that their directives forward to. Caddy itself answers a site without
 * such a directive.
 */
export function routesRequestedFromCaddy(
  waysContext: WaysContext,
  service: Service,
): readonly RequestedRoute[] {
  const own = service.localName ?? service.name;
  const network =
    service.labels.find(({ key }) => key.toLowerCase() === 'caddy_ingress_network')?.value?.trim() || null;
  return ownSites(waysContext, service).flatMap(({ name, keys, directives }) => {
    const ports = new Set(directives.flatMap((directive) => upstreamPorts(directive, own)));
    const label = service.labels.find(({ key }) => key === name);
    const declaredAt = serviceLocation(service, label?.path ?? ['labels']);
    return keys.flatMap((key) => {
      const address = /^[({]/.test(key) ? null : readAddress(key, usual);
      if (address === null) return [];
      return [...ports].map(
        (port): RequestedRoute => ({
          service: service.name,
          by: 'caddy',
          host: address.host || '*',
          port,
          network,
          declaredAt,
        }),
      );
    });
  });
}

/** Returns the container ports in `reverse_proxy` and `php_fastcgi`, 80 when no number is given. */
function upstreamPorts({ name, args, block }: Directive, own: string): readonly number[] {
  const inside = (block ?? []).flatMap((directive) => upstreamPorts(directive, own));
  if (name !== 'reverse_proxy' && name !== 'php_fastcgi') return inside;
  const asked = args.flatMap(({ text }) => {
    const [, host, port] = /^(?:\w+:\/\/)?([^:/]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
    return host === own ? [Number(port ?? 80)] : [];
  });
  return [...asked.slice(0, 1), ...inside];
}
