// For tests only: random operations on what a service is connected to: networks, modes, ports.

import type { ModeSpec } from '../../operations/membership/write-mode.ts';
import type { Service } from '../../topology.ts';
import { anyNetwork, type Maker } from './maker.ts';
import type { Random } from './random.ts';

/** One of them is chosen each time. */
export const membershipMakers: readonly Maker[] = [
  (random, _, service) => ({
    type: 'unpublish',
    service: service.name,
    ...portOf(random, service),
    protocol: random.chance(30) ? 'tcp' : null,
  }),
  (random, _, { name }, __, network) => ({
    type: 'attach',
    service: name,
    network,
    ...(random.chance(20) ? { shared: true } : {}),
  }),
  (_, __, { name }, ___, network) => ({ type: 'attach', service: name, network }),
  (random, _, { name }, __, network) => ({
    type: 'detach',
    service: name,
    network,
    last: random.pick([null, 'none', 'default']),
  }),
  (random, topology, { name }, _, network) => ({
    type: 'move',
    service: name,
    from: network,
    to: anyNetwork(random, topology),
  }),
  (random, _, { name }, __, network) => ({
    type: 'alias',
    service: name,
    network,
    alias: random.pick(['store', 'fresh.name', 'a', 'on']),
  }),
  (random, _, { name }, __, network) => ({
    type: 'unalias',
    service: name,
    network,
    alias: random.pick(['store', 'a', 'api.internal']),
  }),
  (random, _, { name }, __, network) => ({
    type: 'address',
    service: name,
    network,
    address: random.pick(['10.9.0.9', 'fd00::9', 'x']),
  }),
  (random, _, { name }, __, network) => ({
    type: 'unaddress',
    service: name,
    network,
    address: random.pick(['10.9.0.9', '10.9.0.7', 'fd00::7', '02:42:ac:11:00:02', '169.254.1.2']),
  }),
  (random, _, { name }, __, network) => ({
    type: 'link-local',
    service: name,
    network,
    address: random.pick(['169.254.1.2', '169.254.8.8']),
  }),
  (_, __, { name }, ___, network) => ({ type: 'mac', service: name, network, address: '02:42:AC:11:00:09' }),
  (random, _, { name }, __, network) => ({
    type: 'gw-priority',
    service: name,
    network,
    priority: random.pick([5, 0, -1]),
  }),
  (random, _, { name }) => ({
    type: 'mode',
    service: name,
    mode: random.pick<ModeSpec>([
      { kind: 'none' },
      { kind: 'host' },
      { kind: 'host', dropLinks: true },
      { kind: 'bridge' },
    ]),
  }),
  (random, _, { name }, other) => ({
    type: 'mode',
    service: name,
    mode: { kind: 'service', of: other, ...(random.chance(50) ? { handOver: true } : {}) },
  }),
  (random, topology, { name }, _, network) => ({
    type: 'mode',
    service: name,
    mode: { kind: 'networks', networks: [...new Set([network, anyNetwork(random, topology)])] },
  }),
  (random, _, { name }) => ({
    type: 'publish',
    service: name,
    port: {
      hostIp: random.pick(['', '127.0.0.1', '::1']),
      hostPort: random.pick(['7777', '8080', '']),
      containerPort: '77',
      protocol: random.pick(['tcp', 'udp']),
    },
  }),
  (random, _, service) => ({
    type: 'bind',
    service: service.name,
    ...portOf(random, service),
    hostIp: random.pick(['127.0.0.1', '::1', '0.0.0.0']),
  }),
  (random, _, service) => ({
    type: 'remap',
    service: service.name,
    from: containerPortOf(random, service),
    to: '8099',
  }),
  (random, _, service) => ({
    type: 'host-port',
    service: service.name,
    from: portOf(random, service).hostPort || '8080',
    to: random.pick(['9585', '9585', '9500-9501']),
  }),
];

function portOf(
  random: Random,
  service: Service,
): { readonly hostPort: string; readonly containerPort: string } {
  const binding = random.some(service.ports)?.bindings[0];
  if (!binding) return { hostPort: '8080', containerPort: '' };
  return binding.hostPort === ''
    ? { hostPort: '', containerPort: String(binding.containerPort) }
    : { hostPort: binding.hostPort, containerPort: '' };
}

function containerPortOf(random: Random, service: Service): string {
  return String(random.some(service.ports)?.bindings[0]?.containerPort ?? 80);
}
