// Keys of `deploy`.

import {
  extension,
  itemsOf,
  type KubernetesRow,
  kept,
  keysOf,
  lost,
  pairs,
  podLimit,
  refused,
  refusedAs,
  swarmTexts,
  translated,
} from './key.ts';

const swarmOnly = kept('Compose ignores this key');

export const withoutDevices = 'the container runs without these devices';

export const deviceRequest = lost(
  'a pod requests devices by the names of device plugins, as in `resources.limits: { nvidia.com/gpu: 1 }`: add that',
);

/** The keys of an entry of `gpus`, or of `devices` in the reservations. */
export const requestKeys = itemsOf(keysOf({ count: { cast: 'count' }, options: { hash: 'pairs' } }));

const processors: KubernetesRow = { cast: 'number', swarm: refusedAs('number'), kubernetes: translated };
const memory: KubernetesRow = { cast: 'size', kubernetes: translated };

export const limitKeys = keysOf<KubernetesRow>({
  cpus: processors,
  memory,
  pids: { cast: 'whole', swarm: refusedAs('text'), kubernetes: podLimit },
});

export const reservationKeys = keysOf<KubernetesRow>({
  cpus: processors,
  memory,
  devices: {
    swarm: refused({ instead: 'deploy.resources.reservations.generic_resources', effect: withoutDevices }),
    kubernetes: deviceRequest,
    below: requestKeys,
  },
  generic_resources: {
    kubernetes: swarmOnly,
    below: itemsOf(keysOf({ discrete_resource_spec: { below: keysOf({ value: { cast: 'whole' } }) } })),
  },
});

/** The keys for rolling out an update or a rollback. */
const rolloutKeys = keysOf({
  parallelism: { cast: 'whole', hash: 'zero', swarm: refusedAs('text') },
  delay: { hash: 'duration' },
  monitor: { hash: 'duration' },
  max_failure_ratio: { cast: 'number' },
});

const restartKeys = keysOf({
  delay: { hash: 'duration' },
  max_attempts: { cast: 'whole', hash: 'zero', swarm: refusedAs('text') },
  window: { hash: 'duration' },
});

export const deployKeys = keysOf({
  ...extension,
  '*': { below: keysOf({ ...extension, '*': { below: keysOf(extension) } }) },
  replicas: {
    about: 'Number of containers.',
    kubernetes: translated,
    cast: 'whole',
    swarm: refusedAs('text'),
  },
  resources: {
    about: 'Limits and reservations.',
    kubernetes: translated,
    block: true,
    below: keysOf<KubernetesRow>({
      limits: { kubernetes: translated, below: limitKeys },
      reservations: { kubernetes: translated, below: reservationKeys },
    }),
  },
  restart_policy: {
    about: 'When the service restarts.',
    kubernetes: translated,
    block: true,
    below: restartKeys,
  },
  placement: {
    about: 'The nodes that may run the service.',
    kubernetes: swarmOnly,
    block: true,
    below: keysOf({ max_replicas_per_node: { cast: 'whole', swarm: refusedAs('text') } }),
  },
  update_config: {
    about: 'How the service is updated.',
    kubernetes: swarmOnly,
    block: true,
    below: rolloutKeys,
  },
  rollback_config: {
    about: 'How an update is rolled back.',
    kubernetes: swarmOnly,
    block: true,
    below: rolloutKeys,
  },
  mode: { about: 'replicated or global.', kubernetes: swarmOnly },
  endpoint_mode: { about: 'vip or dnsrr.', kubernetes: swarmOnly },
  labels: { about: 'Labels of the service.', kubernetes: swarmOnly, ...pairs, below: swarmTexts },
});
