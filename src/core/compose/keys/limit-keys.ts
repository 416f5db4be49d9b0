// Keys of a service that limit what its container may use.

import {
  itemsOf,
  keysOf,
  onOff,
  podLimit,
  refused,
  refusedAs,
  type ServiceRows,
  translated,
  warned,
  windows,
} from './key.ts';

/** A key that only an Engine knows, neither a swarm nor a pod. */
const local = { swarm: refused(), kubernetes: podLimit } as const;

const processorLimit = { instead: 'deploy.resources.limits.cpus' };
const processorTime = { swarm: refused(processorLimit), kubernetes: podLimit } as const;

const rates = { below: itemsOf(keysOf({ rate: { cast: 'size' } })) };

const diskKeys = keysOf({
  weight: { cast: 'whole' },
  weight_device: { below: itemsOf(keysOf({ weight: { cast: 'whole' } })) },
  device_read_bps: rates,
  device_read_iops: rates,
  device_write_bps: rates,
  device_write_iops: rates,
});

/** The rows for the limits of a service. */
export const limitRows = {
  storage_opt: { about: 'Options of the storage driver.', ...local, hash: 'pairs' },
  shm_size: {
    about: 'Size of /dev/shm.',
    swarm: [...warned({ instead: 'a tmpfs on /dev/shm' }), ...refusedAs('number')],
    kubernetes: translated,
    cast: 'size',
  },
  mem_limit: {
    about: 'Memory limit.',
    swarm: refused({ instead: 'deploy.resources.limits.memory' }),
    kubernetes: translated,
    cast: 'size',
  },
  mem_reservation: {
    about: 'Memory reservation.',
    swarm: refused({ instead: 'deploy.resources.reservations.memory' }),
    kubernetes: translated,
    cast: 'size',
  },
  mem_swappiness: { about: 'How readily memory is swapped out, 0 to 100.', ...local, cast: 'size' },
  memswap_limit: { about: 'Limit of memory and swap together.', ...local, cast: 'size' },
  oom_kill_disable: { about: 'true: the kernel does not kill it when memory runs out.', ...local, ...onOff },
  oom_score_adj: {
    about: 'How early the kernel kills it when memory runs out.',
    swarm: refused({ releases: ['26'] }),
    kubernetes: podLimit,
    cast: 'whole',
  },
  pids_limit: {
    about: 'Largest number of processes.',
    swarm: refused({ instead: 'deploy.resources.limits.pids' }),
    kubernetes: podLimit,
    cast: 'whole',
  },
  cpus: {
    about: 'CPU limit, such as 0.5.',
    swarm: refused(processorLimit),
    kubernetes: translated,
    cast: 'number',
  },
  cpuset: { about: 'The CPUs the container may run on, such as 0-3.', ...processorTime },
  cpu_count: {
    about: 'Number of CPUs, on Windows.',
    swarm: refused(processorLimit),
    kubernetes: windows,
    cast: 'whole',
  },
  cpu_percent: {
    about: 'Share of the CPUs, on Windows.',
    swarm: refused(processorLimit),
    kubernetes: windows,
    cast: 'number',
  },
  cpu_shares: {
    about: 'CPU weight relative to other containers.',
    swarm: refused({ instead: 'deploy.resources.reservations.cpus' }),
    kubernetes: podLimit,
    cast: 'whole',
  },
  cpu_quota: { about: 'CPU time in a period, in microseconds.', ...processorTime, cast: 'whole' },
  cpu_period: { about: 'Length of the CPU period, in microseconds.', ...processorTime, cast: 'whole' },
  cpu_rt_period: { about: 'Period of the real-time scheduler.', ...local, cast: 'whole' },
  cpu_rt_runtime: { about: 'Run time in a period of the real-time scheduler.', ...local, cast: 'whole' },
  blkio_config: { about: 'Limits on disk reads and writes.', ...local, below: diskKeys },
} satisfies ServiceRows;
