// Which services are proxies or tunnels: by their images alone, so that a project without any pays for nothing more.

import { oncePer } from '../../compose/once-per.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import type { ProgramName } from '../model.ts';

const byImage: readonly (readonly [RegExp, ProgramName])[] = [
  [/^(?:[^/]+\/)*traefik$/, 'traefik'],
  [/(?:^|\/)(?:[a-z0-9]+-)*caddy(?:-[a-z0-9]+)*$/, 'caddy'],
  [/(?:^|\/)nginx-proxy$/, 'nginx-proxy'],
  [/(?:^|\/)(?:nginx-proxy-manager|npmplus)$/, 'nginx-proxy-manager'],
  [/(?:^|\/)(?:nginx|nginx-unprivileged|swag|openresty)$/, 'nginx'],
  [/(?:^|\/)haproxy(?:-alpine)?$/, 'haproxy'],
  [/(?:^|\/)httpd$/, 'apache'],
  [
    /(?:^|\/)(?:envoy(?:-distroless)?|kong(?:-gateway)?|varnish|pomerium|zoraxy|bunkerweb(?:-all-in-one)?|apisix|krakend|tyk-gateway|gerbil|godoxy|cosmos-server|sozu|ferron)$/,
    'other',
  ],
];

/** The proxy that a service is, by its image; null for none. */
export const programOf = oncePer((service: Service): ProgramName | null => {
  const name = imageName(service);
  const found = byImage.find(([pattern]) => pattern.test(name));
  if (found) return found[1];
  return /--providers\.docker\b/i.test(service.command ?? '') ? 'traefik' : null;
});

const tunnels: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)cloudflared$/, 'cloudflared'],
  [/(?:^|\/)tailscale$/, 'tailscale'],
  [/(?:^|\/)newt$/, 'newt'],
  [/(?:^|\/)dockflare$/, 'dockflare'],
  [/(?:^|\/)docktail$/, 'docktail'],
  [/(?:^|\/)ngrok(?:-docker)?$/, 'ngrok'],
  [
    /(?:^|\/)(?:wireguard(?:-ui)?|wg-easy|wg-access-server|amneziawg-go|amnezia-wg-easy|awg-easy|netbird|netmaker|netclient|nebula|tinc|zerotier(?:-one|-synchronized)?)$/,
    'overlay',
  ],
  [
    /(?:^|\/)(?:frpc|frp|zrok|playit(?:-docker|-agent)?|pinggy|bore|localtunnel|sish|rathole|chisel|inlets)$/,
    'tunnel',
  ],
];

/** The program of the tunnel that a service is, by its image; null for none. */
export function tunnelOf(service: Service): string | null {
  const name = imageName(service);
  return tunnels.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** What an image is called, without the folder that it is in. */
export function shortName(service: Service): string {
  return imageName(service).replace(/^.*\//, '');
}

function imageName({ image }: Service): string {
  return (image ?? '')
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();
}

/** Whether anything lets requests in for others. */
export function hasPrograms({ services }: Topology): boolean {
  return [...services.values()].some((service) => programOf(service) !== null || tunnelOf(service) !== null);
}
