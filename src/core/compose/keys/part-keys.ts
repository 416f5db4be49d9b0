// Keys of the parts of a service: memberships, ports, mounts, its health check and its image.

import {
  everywhere,
  extension,
  honoured,
  itemsOf,
  keysOf,
  onOff,
  refused,
  refusedAs,
  type SwarmRow,
  silent,
  swarmTexts,
  translated,
} from './key.ts';

/** The keys of a membership, below `networks`. */
export const membershipKeys = keysOf<SwarmRow>({
  aliases: { about: 'More names under which others find it on this network.', swarm: honoured, block: true },
  ipv4_address: { about: 'A fixed address; the network needs a subnet in ipam.', swarm: silent() },
  ipv6_address: { about: 'A fixed IPv6 address; the network needs a subnet in ipam.', swarm: silent() },
  gw_priority: {
    about: 'The network with the highest one gives the way out.',
    swarm: refused({ effect: null }),
    hash: 'nonzero',
  },
  priority: {
    about: 'The order in which it is connected.',
    swarm: refused({ effect: null }),
    hash: 'nonzero',
  },
  mac_address: { about: 'A fixed hardware address on this network.', swarm: refused() },
  interface_name: { about: 'Name of the device inside the container.', swarm: refused({ effect: null }) },
  link_local_ips: { about: 'Link-local addresses.', swarm: refused(), block: true },
  driver_opts: {
    about: 'Options of the driver for this membership.',
    swarm: refused({ releases: ['26'] }),
    block: true,
    hash: 'pairs',
  },
  ...extension,
});

export const dependencyKeys = keysOf({
  condition: {
    about: 'service_started, service_healthy or service_completed_successfully.',
    words: {
      service_started: 'it runs',
      service_healthy: 'its health check says so',
      service_completed_successfully: 'it ran and ended well',
    },
  },
  restart: { about: 'true: starts again when that service was updated.', ...onOff },
  required: { about: 'false: goes on without it.', ...onOff },
});

/** The keys of an entry of `ports` in its long form. */
export const portKeys = keysOf<SwarmRow>({
  target: { about: 'The port inside the container.', swarm: refusedAs('text', 'a number'), cast: 'whole' },
  published: { about: 'The port on the host, in quotes.', swarm: refusedAs('text', 'a number') },
  host_ip: {
    about: 'The address of the host it listens on; 127.0.0.1 keeps it on the host.',
    swarm: refused(),
  },
  protocol: { about: 'tcp or udp.', swarm: honoured, words: { tcp: 'connections', udp: 'datagrams' } },
  mode: {
    about: 'host or ingress.',
    swarm: honoured,
    words: { ingress: 'balanced over the swarm', host: 'on this host' },
  },
  name: { about: 'A name for people.', swarm: refused({ effect: null }) },
  app_protocol: { about: 'What is spoken there, such as http.', swarm: refused({ effect: null }) },
  ...extension,
});

/** The keys of an entry of `volumes` in its long form. */
export const mountKeys = keysOf<SwarmRow>({
  type: {
    about: 'bind, volume, tmpfs, image, npipe or cluster.',
    swarm: honoured,
    words: {
      bind: 'a folder of the host',
      volume: 'a volume of the project',
      tmpfs: 'a folder in memory',
      image: 'the files of an image',
    },
  },
  source: { about: 'A folder of the host, or a volume of the project.', swarm: honoured },
  target: { about: 'The folder inside the container.', swarm: honoured },
  read_only: { about: 'true: it may not write there.', swarm: refusedAs('text'), ...onOff },
  bind: {
    about: 'Options of a folder of the host.',
    swarm: honoured,
    below: keysOf({
      create_host_path: { cast: 'flag', swarm: silent() },
      recursive: { swarm: silent() },
      selinux: { swarm: silent() },
    }),
  },
  volume: {
    about: 'Options of a volume.',
    swarm: honoured,
    below: keysOf({ nocopy: { cast: 'flag', swarm: refusedAs('text') }, labels: { hash: 'pairs' } }),
  },
  tmpfs: {
    about: 'Options of a folder in memory.',
    swarm: honoured,
    block: true,
    below: keysOf({
      mode: { cast: 'whole', hash: 'zero' },
      size: { cast: 'size', swarm: refusedAs('text') },
    }),
  },
  image: { about: 'Options of an image that is mounted.', swarm: refused() },
  consistency: { about: 'How strictly both sides agree.', swarm: honoured },
  ...extension,
});

export const healthcheckKeys = keysOf({
  test: { about: 'The command that tells.', ...everywhere, merge: 'replace' },
  interval: { about: 'Time between two checks.', ...everywhere, hash: 'duration' },
  timeout: { about: 'How long a check may take.', ...everywhere, hash: 'duration' },
  retries: {
    about: 'How many failures in a row count.',
    swarm: refusedAs('text'),
    kubernetes: translated,
    cast: 'whole',
    hash: 'zero',
  },
  start_period: { about: 'Failures do not count this long.', ...everywhere, hash: 'duration' },
  start_interval: { about: 'Time between checks while starting.', ...everywhere, hash: 'duration' },
  disable: {
    about: 'true: takes the check of the image away.',
    swarm: refusedAs('text'),
    kubernetes: translated,
    ...onOff,
  },
  ...extension,
});

/** The columns of a named process limit: one number, or a soft and a hard one. */
const ulimit = { cast: 'whole', swarm: refusedAs('text') } as const;

/** The keys of a limit; a later value replaces both numbers. */
export const ulimitKeys = keysOf({
  '*': { ...ulimit, merge: 'replace', below: keysOf({ soft: ulimit, hard: ulimit }) },
});

const buildLimit = { cast: 'whole' } as const;

export const buildKeys = keysOf({
  context: { about: 'The folder that is built.' },
  dockerfile: { about: 'The Dockerfile in it.' },
  dockerfile_inline: { about: 'A Dockerfile, written here.' },
  args: { about: 'Arguments of the build.', block: true, merge: 'pairs' },
  target: { about: 'The stage to stop at.' },
  network: { about: 'The network during the build; none cuts it off.' },
  secrets: {
    about: 'Secrets that the build may read.',
    block: true,
    below: itemsOf(keysOf({ mode: { cast: 'whole' } })),
  },
  ssh: { about: 'Keys that the build may use.' },
  platforms: { about: 'Platforms to build for.' },
  tags: { about: 'More tags of the image.' },
  cache_from: { about: 'Where to read caches.' },
  cache_to: { about: 'Where to write caches.' },
  no_cache: { about: 'true: builds everything again.', cast: 'flag' },
  pull: { about: 'true: fetches base images again.', cast: 'flag' },
  additional_contexts: { about: 'More folders and images by name.' },
  entitlements: { about: 'Privileges of the build.' },
  extra_hosts: { about: 'Host names and addresses during the build.', block: true },
  isolation: { about: 'Isolation technology, on Windows.' },
  labels: { about: 'Labels of the image.', block: true, merge: 'pairs' },
  privileged: { about: 'true: builds with every privilege.', cast: 'flag' },
  shm_size: { about: 'Size of the shared memory.', cast: 'size' },
  ulimits: {
    about: 'Limits of its processes.',
    block: true,
    below: keysOf({ '*': { ...buildLimit, below: keysOf({ soft: buildLimit, hard: buildLimit }) } }),
  },
});

export const extendsKeys = keysOf({
  service: { about: 'The service to take over.' },
  file: { about: 'The file it stands in; absent: this one.' },
});

export const loggingKeys = keysOf({
  ...extension,
  driver: { about: 'Where logs go: json-file, local, journald, none …' },
  options: { about: 'Options of the driver.', block: true, hash: 'pairs', below: swarmTexts },
});

/** The keys of an entry of a service's `configs` or `secrets`. */
export const grantKeys = itemsOf(keysOf({ mode: { cast: 'whole', hash: 'zero', swarm: refusedAs('text') } }));

const hook = { privileged: { cast: 'flag' }, environment: { hash: 'pairs' } } as const;

/** The keys of commands that run in the container. */
export const hookKeys = itemsOf(keysOf(hook));

/** The keys of commands that run before the container starts. */
export const startHookKeys = itemsOf(keysOf({ ...hook, per_replica: { cast: 'flag' } }));

export const developKeys = keysOf({
  watch: {
    below: itemsOf(
      keysOf({ initial_sync: { cast: 'flag' }, exec: { below: keysOf({ environment: { hash: 'pairs' } }) } }),
    ),
  },
});
