// For tests only: random operations on networks, and those that add a network or service.

import { anyNetwork, FRESH, type Maker } from './maker.ts';

/** One of them is chosen each time. */
export const networkMakers: readonly Maker[] = [
  (random, _, __, ___, network) => ({
    type: 'ipam',
    network,
    setting: random.pick(['subnet', 'gateway', 'ip_range']),
    value: random.pick(['10.9.0.0/24', '10.8.0.0/16', '10.9.0.5', '10.9.0.128/25', 'fd00:1::/64', '', 'x']),
  }),
  (random, _, __, ___, network) => ({ type: 'enable-ipv6', network, enabled: random.chance(50) }),
  (random, _, __, ___, network) => ({ type: 'external', network, external: random.chance(50) }),
  (random, _, __, ___, network) => ({
    type: 'driver',
    network,
    driver: random.pick(['bridge', 'macvlan', 'none']),
  }),
  (random, _, __, ___, network) => ({
    type: 'network-name',
    network,
    name: random.pick(['real-name', 'outside_net', '', '7']),
  }),
  (random, _, __, ___, network) => ({ type: 'internal', network, internal: random.chance(50) }),
  (random, _, __, ___, network) => ({
    type: 'driver-opt',
    network,
    key: random.pick(['com.docker.network.bridge.enable_icc', 'k', '__proto__']),
    value: random.pick(['true', 'false', '1', 'x y']),
  }),
  (random) => ({ type: 'add-network', network: random.pick(FRESH), internal: random.chance(50) }),
  (random, topology, _, __, network) => ({
    type: 'remove-network',
    network,
    soleMembers: random.pick([null, 'none', 'default', anyNetwork(random, topology)]),
  }),
  (random, _, __, ___, network) => ({
    type: 'rename-network',
    network,
    to: random.pick(FRESH),
    ...(random.chance(30) ? { keepName: true } : {}),
  }),
  (random, _, __, ___, network) => ({
    type: 'add-service',
    service: random.pick(FRESH),
    image: 'nginx:1.27',
    body: random.chance(50) ? {} : { cap_drop: ['ALL'], environment: { A: 'on' }, networks: [network] },
  }),
];
