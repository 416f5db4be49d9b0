// Keys of the file, and of what stands at its top: networks, volumes, secrets, configurations.

import { bulkheadKeys } from './bulkhead-keys.ts';
import {
  byName,
  deprecated,
  honoured,
  keysOf,
  onOff,
  pairs,
  refused,
  refusedAs,
  type SwarmRow,
  silent,
} from './key.ts';
import { serviceKeys } from './service-keys.ts';

/** The keys of IPAM configurations; those with the same subnet are merged. */
const ipamKeys = keysOf({
  config: {
    merge: 'subnets',
    below: keysOf({
      '-': {
        below: keysOf({
          aux_addresses: { swarm: refused(), hash: 'pairs' },
          gateway: { swarm: refused() },
          ip_range: { swarm: refused() },
        }),
      },
    }),
  },
  options: { swarm: refused(), hash: 'pairs' },
});

export const networkKeys = keysOf<SwarmRow>({
  internal: {
    about: 'true: nothing leaves through this network. The host still reaches it.',
    swarm: refusedAs('text'),
    ...onOff,
  },
  driver: {
    about: 'bridge (the default), macvlan, ipvlan or overlay.',
    swarm: refusedAs('bridge', 'overlay, or no driver'),
    words: {
      bridge: 'a network on this host',
      macvlan: "addresses on the host's own network",
      ipvlan: "the same, with the host's MAC address",
      overlay: 'across the hosts of a swarm',
    },
  },
  driver_opts: {
    about: 'Options of the driver.',
    swarm: honoured,
    block: true,
    hash: 'pairs',
    below: keysOf({ '*': { swarm: silent({ form: 'bridge', changes: 'isolation' }) } }),
  },
  external: {
    about: 'true: it exists already; Compose does not create it.',
    swarm: refusedAs('text'),
    ...onOff,
    below: keysOf({ name: { swarm: deprecated({ instead: '`name`' }) } }),
  },
  name: { about: 'The name in Docker. Absent: PROJECT_KEY.', swarm: honoured },
  attachable: {
    about: 'Lets standalone containers join an overlay network.',
    swarm: refusedAs('text'),
    ...onOff,
  },
  enable_ipv4: { about: 'false: no IPv4 addresses.', swarm: refused(), ...onOff, hash: 'zero' },
  enable_ipv6: { about: 'true: assigns IPv6 addresses, too.', swarm: refused(), ...onOff, hash: 'zero' },
  ipam: { about: 'Subnets and gateways.', swarm: honoured, block: true, below: ipamKeys },
  labels: { about: 'Labels of the network.', swarm: honoured, ...pairs },
});

export const volumeKeys = keysOf({
  name: { about: 'The name in Docker. Absent: PROJECT_KEY.' },
  driver: { about: 'The volume driver.' },
  driver_opts: { about: 'Options of the driver.', block: true },
  external: { about: 'true: it exists already; Compose does not create it.', ...onOff },
  labels: { about: 'Labels of the volume.', block: true },
});

export const secretKeys = keysOf<SwarmRow>({
  file: { about: 'The file with the content.', swarm: honoured },
  environment: {
    about: 'The environment variable with the content.',
    swarm: refused({ instead: '`file`, or a secret created beforehand' }),
  },
  external: { about: 'true: it exists already.', swarm: honoured, ...onOff },
  name: { about: 'The name in Docker.', swarm: honoured },
  labels: { about: 'Labels of the secret.', swarm: honoured, block: true },
  driver: { about: 'The secret driver.', swarm: honoured },
  driver_opts: { about: 'Options of the driver.', swarm: honoured, block: true },
  template_driver: { about: 'The template driver.', swarm: honoured },
});

export const configKeys = keysOf<SwarmRow>({
  file: { about: 'The file with the content.', swarm: honoured },
  content: { about: 'The content, inline.', swarm: refused({ instead: '`file`' }) },
  environment: { about: 'The environment variable with the content.', swarm: refused({ instead: '`file`' }) },
  external: { about: 'true: it exists already.', swarm: honoured, ...onOff },
  name: { about: 'The name in Docker.', swarm: honoured },
  labels: { about: 'Labels of the configuration.', swarm: honoured, block: true },
  template_driver: { about: 'The template driver.', swarm: honoured },
});

/** The top-level keys. */
export const fileKeys = keysOf<SwarmRow>({
  services: {
    about: 'The containers of the project.',
    swarm: honoured,
    block: true,
    below: byName(serviceKeys),
  },
  networks: {
    about: 'The networks of the project.',
    swarm: honoured,
    block: true,
    below: byName(networkKeys),
  },
  volumes: { about: 'The volumes of the project.', swarm: honoured, block: true, below: byName(volumeKeys) },
  secrets: { about: 'The secrets of the project.', swarm: honoured, block: true, below: byName(secretKeys) },
  configs: {
    about: 'The configurations of the project.',
    swarm: honoured,
    block: true,
    below: byName(configKeys),
  },
  models: { about: 'The models of the project.', swarm: refused(), block: true },
  name: {
    about: 'The name of the project, a prefix of its networks and containers.',
    swarm: refused({ instead: 'the name is an argument of `docker stack deploy`' }),
    shared: true,
  },
  include: {
    about: 'Other Compose files that this project includes.',
    swarm: refused({ instead: 'pass each file with -c' }),
    shared: true,
    block: true,
  },
  version: { about: 'Obsolete: has no effect.', swarm: honoured },
  'x-bulkhead': {
    about: 'Intents, suppressions and layout for Bulkhead.',
    swarm: honoured,
    shared: true,
    block: true,
    below: bulkheadKeys,
  },
});
