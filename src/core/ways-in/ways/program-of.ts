// Recognizes proxies and tunnels by image, start command, or specific settings. No configuration is read here, so that projects without
// proxies pay nothing for them.

import { memoize } from '../../compose/memoize.ts';
import type { Service, Topology } from '../../compose/topology.ts';
import { serviceKind } from '../../images/service-kind.ts';
import { textBefore } from '../../text/cut.ts';

/** The proxies by image name; `other` proxies are known by name only. */
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

/** The programs that lead requests of clients out, by image name; `other` ones are known by name only. */
const forwardByImage = [
  [/(?:^|\/)(?:docker-)?squid(?:-(?:alpine|proxy|openssl))?$/, 'squid'],
  [/(?:^|\/)(?:docker-)?tinyproxy(?:-docker)?$/, 'tinyproxy'],
  [/(?:^|\/)(?:docker-)?privoxy$/, 'privoxy'],
  [/(?:^|\/)(?:mitmproxy|3proxy|dante(?:-server)?|microsocks|gost|goproxy|smokescreen|sockd)$/, 'other'],
] as const;

export type ForwardProgram = (typeof forwardByImage)[number][1];

/** Returns the forward proxy that a service is by its image; null for none. */
export const forwardProgramOf = memoize((service: Service): ForwardProgram | null => {
  const name = imageName(service);
  return forwardByImage.find(([pattern]) => pattern.test(name))?.[1] ?? null;
});

/** Returns the proxy program of a service; null for none. */
export const programOf = memoize((service: Service): ProgramName | null => {
  const name = imageName(service);
  return byImage.find(([pattern]) => pattern.test(name))?.[1] ?? labelReader(service);
});

/** The proxies that take routes from labels or variables of other containers. */
export type LabelReader = 'traefik' | 'caddy' | 'nginx-proxy';

/** Returns the kind of label-reading proxy that a service is; null for any other service. A plain nginx or Caddy reads no labels. */
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

/** True for a service that requests routes from such proxies. */
export const requestsRoutes = memoize(
  ({ labels, environment }: Service): boolean =>
    labels.some(({ key }) => /^(?:traefik\.|caddy(?:_\d+)?(?:\.|$))/i.test(key)) ||
    environment.some(({ key, value }) => key === 'VIRTUAL_HOST' && value !== null && value !== ''),
);

interface TunnelProgram {
  readonly program: string;
  /** The last parts of its image names. */
  readonly images: string;
  /** Matches its command in an image of another name. */
  readonly command?: RegExp;
  /** True for a private network that admits its peers; other tunnels admit the Internet. */
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
  // Both forward to containers by labels.
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

/** Returns the tunnel program of a service, by image or command; null for none. */
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

/** True for a cloudflared that only resolves DNS over HTTPS, or that has neither a command, a token nor a file; it is not a tunnel then. */
function isResolver({ command, environment, mounts, grantedFiles, hasBuild }: Service): boolean {
  if (command !== null) return /\bproxy-dns\b/.test(command);
  const speaks = environment.some(({ key }) => /^TUNNEL_(?!DNS_)/.test(key));
  return !speaks && mounts.length === 0 && grantedFiles.length === 0 && !hasBuild;
}

/** Returns the name of an image without its folder. */
export function shortName(service: Service): string {
  return imageName(service).replace(/^.*\//, '');
}

/** The maximum length of an image name: 255 characters in Docker, plus a registry. */
const maxImageLength = 1000;

function imageName({ image }: Service): string {
  if (image === null || image.length > maxImageLength) return '';
  return textBefore(image, '@')
    .replace(/:[^/:]*$/, '')
    .toLowerCase();
}

/** Returns the part of a command that is searched, since the patterns backtrack. */
export function startOfCommand(command: string): string {
  return command.slice(0, 10_000);
}

/** True when a service of the topology is a proxy or a tunnel. */
export function hasPrograms({ services }: Topology): boolean {
  return [...services.values()].some((service) => programOf(service) !== null || tunnelOf(service) !== null);
}

/** True when files beside the compose files say what leads in or out. */
export function hasFilesToRead(topology: Topology): boolean {
  return (
    hasWaysToRead(topology) ||
    [...topology.services.values()].some(
      (service) =>
        forwardProgramOf(service) !== null ||
        serviceKind(service) === 'vpn' ||
        service.capAdd.some((one) => /NET_ADMIN|^ALL$/i.test(one)),
    )
  );
}

/** True when a service is a proxy or a tunnel, or requests routes from a proxy elsewhere. */
export function hasWaysToRead(topology: Topology): boolean {
  return hasPrograms(topology) || [...topology.services.values()].some(requestsRoutes);
}
