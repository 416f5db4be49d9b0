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
  aliases: { about: 'More names that resolve to the service on this network.', swarm: honoured, block: true },
  ipv4_address: { about: 'A fixed address; the network needs a subnet in ipam.', swarm: silent() },
  ipv6_address: { about: 'A fixed IPv6 address; the network needs a subnet in ipam.', swarm: silent() },
  gw_priority: {
    about: 'The network with the highest priority provides the default route.',
    swarm: refused({ effect: null }),
    hash: 'nonzero',
  },
  priority: {
    about: 'Priority of the network: the highest is connected first.',
    swarm: refused({ effect: null }),
    hash: 'nonzero',
  },
  mac_address: { about: 'A fixed MAC address on this network.', swarm: refused() },
  interface_name: { about: 'Name of the interface inside the container.', swarm: refused({ effect: null }) },
  link_local_ips: { about: 'Link-local addresses.', swarm: refused(), block: true },
  driver_opts: {
    about: 'Options of the driver for this connection.',
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
      service_healthy: 'its health check passes',
      service_completed_successfully: 'it ran and exited with 0',
    },
  },
  restart: { about: 'true: restarts when Compose restarts that service.', ...onOff },
  required: { about: 'false: starts without that service if it is absent.', ...onOff },
});

/** The keys of an entry of `ports` in its long form. */
export const portKeys = keysOf<SwarmRow>({
  target: { about: 'The port inside the container.', swarm: refusedAs('text', 'a number'), cast: 'whole' },
  published: { about: 'The port on the host, in quotes.', swarm: refusedAs('text', 'a number') },
  host_ip: {
    about: 'The host address to listen on; 127.0.0.1 is reachable only from the host.',
    swarm: refused(),
  },
  protocol: { about: 'tcp or udp.', swarm: honoured, words: { tcp: 'connections', udp: 'datagrams' } },
  mode: {
    about: 'host or ingress.',
    swarm: honoured,
    words: { ingress: 'load-balanced across the swarm', host: 'on this host' },
  },
  name: { about: 'A name for people.', swarm: refused({ effect: null }) },
  app_protocol: { about: 'The application protocol, such as http.', swarm: refused({ effect: null }) },
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
  read_only: { about: 'true: the mount is read-only.', swarm: refusedAs('text'), ...onOff },
  bind: {
    about: 'Options of a bind mount.',
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
    about: 'Options of a tmpfs.',
    swarm: honoured,
    block: true,
    below: keysOf({
      mode: { cast: 'whole', hash: 'zero' },
      size: { cast: 'size', swarm: refusedAs('text') },
    }),
  },
  image: { about: 'Options of an image mount.', swarm: refused() },
  consistency: { about: 'Consistency between host and container.', swarm: honoured },
  ...extension,
});

export const healthcheckKeys = keysOf({
  test: { about: 'The command of the check.', ...everywhere, merge: 'replace' },
  interval: { about: 'Time between two checks.', ...everywhere, hash: 'duration' },
  timeout: { about: 'How long a check may take.', ...everywhere, hash: 'duration' },
  retries: {
    about: 'Consecutive failures that make the container unhealthy.',
    swarm: refusedAs('text'),
    kubernetes: translated,
    cast: 'whole',
    hash: 'zero',
  },
  start_period: {
    about: 'Time after the start in which failures do not count.',
    ...everywhere,
    hash: 'duration',
  },
  start_interval: { about: 'Time between checks while starting.', ...everywhere, hash: 'duration' },
  disable: {
    about: "true: switches off the image's health check.",
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
  context: { about: 'The build context: a folder or a Git repository.' },
  dockerfile: { about: 'The Dockerfile, relative to the context.' },
  dockerfile_inline: { about: 'The Dockerfile, inline.' },
  args: { about: 'Arguments of the build.', block: true, merge: 'pairs' },
  target: { about: 'The stage to build.' },
  network: { about: 'The network during the build; none isolates it.' },
  secrets: {
    about: 'Secrets that the build may read.',
    block: true,
    below: itemsOf(keysOf({ mode: { cast: 'whole' } })),
  },
  ssh: { about: 'SSH keys that the build may use.' },
  platforms: { about: 'Platforms to build for.' },
  tags: { about: 'Additional tags of the image.' },
  cache_from: { about: 'Sources of the build cache.' },
  cache_to: { about: 'Destinations of the build cache.' },
  no_cache: { about: 'true: builds without the cache.', cast: 'flag' },
  pull: { about: 'true: pulls base images again.', cast: 'flag' },
  additional_contexts: { about: 'Additional named contexts.' },
  entitlements: { about: 'Extra privileges of the build.' },
  extra_hosts: { about: 'Host names and addresses during the build.', block: true },
  isolation: { about: 'Isolation technology, on Windows.' },
  labels: { about: 'Labels of the image.', block: true, merge: 'pairs' },
  privileged: { about: 'true: builds with all privileges.', cast: 'flag' },
  shm_size: { about: 'Size of /dev/shm.', cast: 'size' },
  ulimits: {
    about: "Limits of the build's processes (ulimits).",
    block: true,
    below: keysOf({ '*': { ...buildLimit, below: keysOf({ soft: buildLimit, hard: buildLimit }) } }),
  },
});

export const extendsKeys = keysOf({
  service: { about: 'The service to inherit from.' },
  file: { about: 'The file that defines it. Absent: this file.' },
});

export const loggingKeys = keysOf({
  ...extension,
  driver: { about: 'The logging driver: json-file, local, journald, none …' },
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
