// The programs that let requests in for others: proxies and tunnels, by their images, by the command that starts them, or by settings that
// only they have. Nothing is read here, so that a project without any pays for nothing more.

import { memoize } from '../../compose/memoize.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import { before } from '../../text/cut.ts';

/** Proxies by their images; `other` are those that are known by name alone. */
const byImage = [
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
] as const;

export type ProgramName = (typeof byImage)[number][1];

/** The proxy that a service is; null for none. */
export const programOf = memoize((service: Service): ProgramName | null => {
  const name = imageName(service);
  return byImage.find(([pattern]) => pattern.test(name))?.[1] ?? labelReader(service);
});

/** Proxies that take their routes from labels or variables of other containers. */
export type LabelReader = 'traefik' | 'caddy' | 'nginx-proxy';

/** The kind of such a proxy that a service is; null for any other service. A plain nginx or Caddy reads no labels. */
export const labelReader = memoize((service: Service): LabelReader | null => {
  const name = shortName(service);
  if (name === 'traefik' || name === 'nginx-proxy') return name;
  if (name === 'caddy-docker-proxy' || /\bdocker-proxy\b/.test(service.command ?? '')) return 'caddy';
  if (/--providers\.docker\b/i.test(service.command ?? '')) return 'traefik';
  for (const { key } of service.environment) {
    if (/^TRAEFIK_PROVIDERS_DOCKER/i.test(key)) return 'traefik';
    if (/^CADDY_INGRESS_NETWORKS$|^CADDY_DOCKER_/i.test(key)) return 'caddy';
  }
  return null;
});

/** True for a service that asks such proxies for routes. */
export const asksForRoutes = memoize(
  ({ labels, environment }: Service): boolean =>
    labels.some(({ key }) => /^(?:traefik\.|caddy(?:_\d+)?(?:\.|$))/i.test(key)) ||
    environment.some(({ key, value }) => key === 'VIRTUAL_HOST' && value !== null && value !== ''),
);

interface TunnelProgram {
  readonly program: string;
  /** The last parts of the names of its images. */
  readonly images: string;
  /** How it is started in an image of another name. */
  readonly command?: RegExp;
  /** It opens a private network, whose peers come in; others let in the Internet. */
  readonly overlay?: true;
}

const tunnels: readonly TunnelProgram[] = [
  {
    program: 'cloudflared',
    images: 'cloudflared cloudflare-tunnel cloudflared-tunnel cloudflared-web',
    command: /(?:^|[\s/"'[])cloudflared\s+(?:\S+\s+)*?(?:tunnel|access)\b/,
  },
  {
    program: 'tailscale',
    images: 'tailscale tailscaled',
    command: /(?:^|[\s/"'[])tailscale(?:d\b|\s+(?:up|serve|funnel)\b)/,
  },
  // Both lead to containers by their labels.
  { program: 'tsdproxy', images: 'tsdproxy tsbridge', overlay: true },
  { program: 'newt', images: 'newt', command: /(?:^|[\s/"'[])newt\s+-/ },
  { program: 'dockflare', images: 'dockflare' },
  { program: 'docktail', images: 'docktail' },
  {
    program: 'ngrok',
    images: 'ngrok docker-ngrok ngrok-docker',
    command: /(?:^|[\s/"'[])ngrok\s+(?:http|https|tcp|tls|start|tunnel)\b/,
  },
  { program: 'frp', images: 'frp frpc', command: /(?:^|[\s/"'[])frpc\b/ },
  {
    program: 'playit',
    images: 'playit playit-agent playit-docker playit.gg',
    command: /(?:^|[\s/"'[])playit(?:-cli|-agent)?\b/,
  },
  { program: 'zrok', images: 'zrok', command: /(?:^|[\s/"'[])zrok\s+(?:share|reserve|access)\b/ },
  { program: 'chisel', images: 'chisel', command: /(?:^|[\s/"'[])chisel\s+client\b/ },
  {
    program: 'inlets',
    images: 'inlets inlets-pro',
    command: /(?:^|[\s/"'[])(?:inlets|inlets-pro)\s+(?:http|tcp|uplink)\s+client\b/,
  },
  { program: 'bore', images: 'bore', command: /(?:^|[\s/"'[])bore\s+local\b/ },
  {
    program: 'ssh -R',
    images: '',
    command: /(?:^|[\s/"'[])(?:auto)?ssh\s(?:.*\s)?-[a-zA-Z]*R\b/,
  },
  ...'autossh localtunnel localxpose loclx pagekite pinggy pktriot rathole sish'
    .split(' ')
    .map((program) => ({ program, images: program })),
  { program: 'twingate', images: 'twingate-connector connector', overlay: true },
  { program: 'openziti', images: 'ziti-tunnel ziti-edge-tunnel ziti-host', overlay: true },
  { program: 'olm', images: 'olm', overlay: true },
  {
    program: 'wireguard',
    images:
      'wireguard wireguard-ui wg-easy wg-access-server amneziawg-go amnezia-wg-easy awg-easy netmaker netclient',
    overlay: true,
  },
  { program: 'netbird', images: 'netbird', overlay: true },
  { program: 'nebula', images: 'nebula', overlay: true },
  { program: 'tinc', images: 'tinc', overlay: true },
  { program: 'zerotier', images: 'zerotier zerotier-one zerotier-synchronized', overlay: true },
];

const tunnelImages: ReadonlyMap<string, TunnelProgram> = new Map(
  tunnels.flatMap((tunnel) =>
    tunnel.images.split(' ').map((name): [string, TunnelProgram] => [name, tunnel]),
  ),
);

/** The tunnel that a service is, by its image or its command; null for none. */
export const tunnelOf = memoize((service: Service): TunnelProgram | null => {
  const found = byTunnelImage(service) ?? byTunnelCommand(service);
  return found !== null && !(found.program === 'cloudflared' && isResolver(service)) ? found : null;
});

function byTunnelImage(service: Service): TunnelProgram | null {
  const name = shortName(service);
  if (name === '' || (name === 'connector' && !imageName(service).includes('twingate'))) return null;
  return tunnelImages.get(name) ?? null;
}

function byTunnelCommand({ entrypoint, command }: Service): TunnelProgram | null {
  const words = startOfCommand([entrypoint, command].filter((part) => part !== null).join(' '));
  return words === '' ? null : (tunnels.find((tunnel) => tunnel.command?.test(words)) ?? null);
}

/** cloudflared may be a resolver for DNS over HTTPS, which leads nobody in; without a command, a token and a file it is no tunnel, either. */
function isResolver({ command, environment, mounts, grantedFiles, hasBuild }: Service): boolean {
  if (command !== null) return /\bproxy-dns\b/.test(command);
  const speaks = environment.some(({ key }) => /^TUNNEL_(?!DNS_)/.test(key));
  return !speaks && mounts.length === 0 && grantedFiles.length === 0 && !hasBuild;
}

/** What an image is called, without the folder that it is in. */
export function shortName(service: Service): string {
  return imageName(service).replace(/^.*\//, '');
}

/** Docker takes 255 characters, and a registry before them. */
const longestImage = 1000;

function imageName({ image }: Service): string {
  if (image === null || image.length > longestImage) return '';
  return before(image, '@')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();
}

/** As much of a command as is searched: the patterns go back over it. */
export function startOfCommand(command: string): string {
  return command.slice(0, 10_000);
}

/** True where something lets requests in for others. */
export function hasPrograms({ services }: Topology): boolean {
  return [...services.values()].some((service) => programOf(service) !== null || tunnelOf(service) !== null);
}

/** True where something lets requests in for others, or asks a proxy of elsewhere to do so. */
export function hasWaysToRead(topology: Topology): boolean {
  return hasPrograms(topology) || [...topology.services.values()].some(asksForRoutes);
}
