// Programs that talk to the container runtime: how each is told where it is, and whether it does more than look. General knowledge, keyed as the
// catalogue of images is.

import { imageName } from './catalogue.ts';

/**
 * The source of a socket's address. `env`: an environment variable; `flag`: a command-line option; `file`: a configuration file, or options
 * that exclude other sources.
 */
type AddressSource =
  | { readonly by: 'env'; readonly key: string }
  | { readonly by: 'flag'; readonly flag: string }
  | { readonly by: 'file' };

export interface SocketClient {
  /** True when the client changes the runtime's state; null when unknown. */
  readonly writes: boolean | null;
  readonly addressSource: AddressSource;
}

const dockerHost: AddressSource = { by: 'env', key: 'DOCKER_HOST' };
const ownFile: AddressSource = { by: 'file' };

const rows: readonly (readonly [names: string, writes: boolean, told: AddressSource])[] = [
  // A static source excludes the others: a variable beside a flag is ignored.
  ['traefik', false, ownFile],
  ['portainer portainer-ce portainer-ee', true, { by: 'flag', flag: '-H' }],
  ['watchtower dockge yacht komodo-periphery docker-gc cosmos-server casaos ouroboros', true, dockerHost],
  ['autoheal deunhealth ofelia', true, dockerHost],
  ['gitlab-runner act_runner drone-runner-docker woodpecker-agent jenkins', true, dockerHost],
  [
    'dozzle nginx-proxy docker-gen caddy-docker-proxy netdata glances beszel-agent portracker wud',
    false,
    dockerHost,
  ],
  ['diun', false, { by: 'env', key: 'DIUN_PROVIDERS_DOCKER_ENDPOINT' }],
  [
    'homepage homarr uptime-kuma promtail alloy telegraf crowdsec vector cadvisor fluent-bit filebeat',
    false,
    ownFile,
  ],
];

const clients: ReadonlyMap<string, SocketClient> = new Map(
  rows.flatMap(([names, writes, told]) =>
    names.split(' ').map((name): [string, SocketClient] => [name, { writes, addressSource: told }]),
  ),
);

/** Returns how an image uses the container runtime; an unknown image is assumed to read the usual variable. */
export function socketClient(image: string | null): SocketClient {
  return (
    (image === null ? undefined : clients.get(imageName(image))) ?? {
      writes: null,
      addressSource: dockerHost,
    }
  );
}
