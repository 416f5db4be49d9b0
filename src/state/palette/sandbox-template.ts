// The sandbox of the palette (docs/sandbox.md): an agent that gets out through its proxy alone, as an intent and as networks.

import type { Operation } from '../../core/compose/operations/operation.ts';
import type { Topology } from '../../core/compose/topology.ts';

const bridge = 'com.docker.network.bridge.';

/** H4 from Engine 28 on, E6 before: each Engine follows its own setting and ignores the other. */
const withoutHost: readonly (readonly [key: string, value: string])[] = [
  ['inhibit_ipv4', 'true'],
  ['gateway_mode_ipv4', 'isolated'],
  ['gateway_mode_ipv6', 'isolated'],
];

/** The operations that add agent, proxy, their cell and the proxy's way out; none where a name is taken. */
export function sandboxOperations({ services, networks }: Topology): readonly Operation[] {
  const taken = ['agent', 'agent-proxy'].some((name) => services.has(name));
  if (taken || networks.has('cell') || networks.has('way-out')) return [];
  const proxy = 'http://agent-proxy:3128';
  return [
    { type: 'add-network', network: 'way-out', internal: false },
    { type: 'add-network', network: 'cell', internal: true },
    ...withoutHost.map(
      ([key, value]): Operation => ({ type: 'driver-opt', network: 'cell', key: bridge + key, value }),
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
