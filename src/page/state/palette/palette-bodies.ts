// The ready containers of the palette: an image and the keys that make it run, small enough to be read at a glance.
// No named volumes: they would need a declaration of their own; a bind mount beside the file does not.

import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { Topology } from '../../../core/compose/topology.ts';
import type { Writable } from '../../../core/yaml/format-value.ts';

/** The definition of a new service apart from its networks. `closed` and `joined` apply when no lane was chosen. */
interface PaletteBody {
  readonly image: string;
  readonly home: 'edge' | 'app' | 'data' | 'closed' | 'joined';
  readonly keys: { readonly [key: string]: Writable };
}

export type ContainerKind =
  | 'web'
  | 'app'
  | 'worker'
  | 'database'
  | 'cache'
  | 'proxy'
  | 'log-tail'
  | 'hardware'
  | 'monitor';

/** Returns the definition for a kind; `name` is the new service's, for folders that must not be shared. */
export function paletteBody(kind: ContainerKind, name: string): PaletteBody {
  switch (kind) {
    case 'web':
      return {
        image: 'nginx:1.27-alpine',
        home: 'edge',
        keys: { volumes: [`./${name}:/usr/share/nginx/html:ro`] },
      };
    case 'app':
      return {
        image: 'node:22-alpine',
        home: 'app',
        keys: {
          command: ['node', 'server.js'],
          user: 'node',
          working_dir: '/app',
          volumes: [`./${name}:/app:ro`],
        },
      };
    case 'worker':
      return {
        image: 'python:3.13-slim',
        home: 'app',
        keys: { command: ['python', '/app/worker.py'], user: '1000:1000', volumes: [`./${name}:/app:ro`] },
      };
    case 'database':
      return {
        image: 'postgres:17',
        home: 'data',
        keys: {
          environment: { POSTGRES_PASSWORD: `\${POSTGRES_PASSWORD}` },
          volumes: [`./${name}:/var/lib/postgresql/data`],
        },
      };
    case 'cache':
      return { image: 'redis:7-alpine', home: 'data', keys: { tmpfs: ['/data'] } };
    case 'proxy':
      return {
        image: 'caddy:2-alpine',
        home: 'edge',
        keys: { ports: ['443:443'], volumes: [`./${name}/Caddyfile:/etc/caddy/Caddyfile:ro`] },
      };
    case 'log-tail':
      return {
        image: 'busybox:1.37',
        home: 'closed',
        keys: {
          command: ['tail', '-F', '/logs/access.log'],
          cap_drop: ['ALL'],
          read_only: true,
          volumes: ['./logs:/logs:ro'],
        },
      };
    case 'hardware':
      return {
        image: 'busybox:1.37',
        home: 'closed',
        keys: {
          // The firmware area of memory, read once: the raw capability and the device are all it has.
          command: ['sh', '-c', 'dd if=/dev/mem bs=1024 skip=960 count=64 | strings'],
          cap_drop: ['ALL'],
          cap_add: ['SYS_RAWIO'],
          devices: ['/dev/mem:/dev/mem:r'],
          read_only: true,
        },
      };
    case 'monitor':
      return {
        image: 'nicolaka/netshoot:v0.13',
        home: 'joined',
        keys: { command: ['tcpdump', '-n', '-i', 'any'], cap_drop: ['ALL'], cap_add: ['NET_RAW'] },
      };
  }
}

// The sandbox of the palette (docs/sandbox.md): an agent that gets out through its proxy alone, as an intent and as networks.

const bridgeOption = 'com.docker.network.bridge.';

/** Network options that keep a network from its host: H4 from Engine 28 on, E6 before. Each Engine ignores the other's. */
const hostIsolation: readonly (readonly [key: string, value: string])[] = [
  ['inhibit_ipv4', 'true'],
  ['gateway_mode_ipv4', 'isolated'],
  ['gateway_mode_ipv6', 'isolated'],
];

/** Returns the operations that add an agent, its proxy, the network between them and the proxy's way out; none when a name is taken. */
export function sandboxOperations({ services, networks }: Topology): readonly Operation[] {
  const taken = ['agent', 'agent-proxy'].some((name) => services.has(name));
  if (taken || networks.has('cell') || networks.has('way-out')) return [];
  const proxy = 'http://agent-proxy:3128';
  return [
    { type: 'add-network', network: 'way-out', internal: false },
    { type: 'add-network', network: 'cell', internal: true },
    ...hostIsolation.map(
      ([key, value]): Operation => ({ type: 'driver-opt', network: 'cell', key: bridgeOption + key, value }),
    ),
    {
      type: 'add-service',
      service: 'agent-proxy',
      image: 'ubuntu/squid:latest',
      body: {
        volumes: ['./agent-proxy/squid.conf:/etc/squid/squid.conf:ro'],
        networks: ['cell', 'way-out'],
      },
    },
    {
      type: 'add-service',
      service: 'agent',
      image: 'python:3.13-slim',
      body: {
        command: ['python', '/app/agent.py'],
        user: '1000:1000',
        environment: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy },
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        volumes: ['./agent:/app:ro'],
        networks: ['cell'],
      },
    },
    { type: 'intent', kind: 'out-only-through', text: 'agent -> agent-proxy' },
  ];
}
