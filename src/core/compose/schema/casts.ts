// The places where Compose casts a text to a boolean or a number before it checks the schema, or refuses it right after (compose-go,
// loader/interpolate.go and the decoding of types), and the texts that it accepts there.

import { booleanOf } from '../project/values/read-scalar.ts';

/** `size` is a number of bytes with an optional unit, `count` a whole number or `all`. */
export type Cast = 'flag' | 'whole' | 'number' | 'size' | 'count';

/** The casts below one place; `*` stands for any key and for the items of a list. */
export interface CastTree {
  readonly cast: Cast | null;
  readonly below: ReadonlyMap<string, CastTree>;
}

interface Growing extends CastTree {
  cast: Cast | null;
  readonly below: Map<string, Growing>;
}

const flags = [
  'attach',
  'build.no_cache',
  'build.privileged',
  'build.pull',
  'depends_on.*.required',
  'depends_on.*.restart',
  'develop.watch.*.initial_sync',
  'env_file.*.required',
  'healthcheck.disable',
  'init',
  'oom_kill_disable',
  'post_start.*.privileged',
  'pre_start.*.per_replica',
  'pre_start.*.privileged',
  'pre_stop.*.privileged',
  'privileged',
  'read_only',
  'stdin_open',
  'tty',
  'use_api_socket',
  'volumes.*.bind.create_host_path',
  'volumes.*.read_only',
  'volumes.*.volume.nocopy',
];

const wholeNumbers = [
  'blkio_config.weight',
  'blkio_config.weight_device.*.weight',
  'build.secrets.*.mode',
  'build.ulimits.*',
  'build.ulimits.*.hard',
  'build.ulimits.*.soft',
  'configs.*.mode',
  'cpu_count',
  'cpu_period',
  'cpu_quota',
  'cpu_rt_period',
  'cpu_rt_runtime',
  'cpu_shares',
  'deploy.placement.max_replicas_per_node',
  'deploy.replicas',
  'deploy.resources.limits.pids',
  'deploy.resources.reservations.generic_resources.*.discrete_resource_spec.value',
  'deploy.restart_policy.max_attempts',
  'deploy.rollback_config.parallelism',
  'deploy.update_config.parallelism',
  'healthcheck.retries',
  'oom_score_adj',
  'pids_limit',
  'ports.*.target',
  'scale',
  'secrets.*.mode',
  'ulimits.*',
  'ulimits.*.hard',
  'ulimits.*.soft',
  'volumes.*.tmpfs.mode',
];

const numbers = [
  'cpu_percent',
  'cpus',
  'deploy.resources.limits.cpus',
  'deploy.resources.reservations.cpus',
  'deploy.rollback_config.max_failure_ratio',
  'deploy.update_config.max_failure_ratio',
];

const sizes = [
  'blkio_config.device_read_bps.*.rate',
  'blkio_config.device_read_iops.*.rate',
  'blkio_config.device_write_bps.*.rate',
  'blkio_config.device_write_iops.*.rate',
  'build.shm_size',
  'deploy.resources.limits.memory',
  'deploy.resources.reservations.memory',
  'mem_limit',
  'mem_reservation',
  'mem_swappiness',
  'memswap_limit',
  'shm_size',
  'volumes.*.tmpfs.size',
];

const counts = ['deploy.resources.reservations.devices.*.count', 'gpus.*.count'];

/** The casts below a service. */
export const serviceCasts: CastTree = treeOf([
  ['flag', flags],
  ['whole', wholeNumbers],
  ['number', numbers],
  ['size', sizes],
  ['count', counts],
]);

/** The casts below a network. */
export const networkCasts: CastTree = treeOf([
  ['flag', ['attachable', 'enable_ipv4', 'enable_ipv6', 'external', 'internal']],
]);

const externals = treeOf([['flag', ['*.external']]]);
const none: CastTree = { cast: null, below: new Map() };

/** The casts below one key of the top level. */
export function topCasts(key: string): CastTree {
  return key === 'configs' || key === 'secrets' || key === 'volumes' ? externals : none;
}

const patterns: Readonly<Record<Exclude<Cast, 'flag'>, RegExp>> = {
  whole: /^[-+]?\d+$/,
  number: /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i,
  size: /^\d+(?:\.\d+)? ?[kmgtp]?i?b?$/i,
  count: /^(?:all|[-+]?\d+)$/i,
};

/** The value of a text under a cast: the text itself where its form is kept; null where Compose refuses it. */
export function castText(text: string, cast: Cast): string | number | boolean | null {
  if (cast === 'flag') return booleanOf(text);
  if (!patterns[cast].test(text)) return null;
  switch (cast) {
    case 'whole':
      // 64 bits have 19 digits; to read a number of a million takes long.
      if (text.length > 100) return null;
      return BigInt.asIntN(64, BigInt(text.replace('+', ''))) === BigInt(text.replace('+', ''))
        ? Number(text)
        : null;
    case 'number':
      return Number(text);
    case 'size':
    case 'count':
      return text;
  }
}

function treeOf(groups: readonly (readonly [Cast, readonly string[]])[]): CastTree {
  const root: Growing = { cast: null, below: new Map() };
  for (const [cast, paths] of groups) {
    for (const path of paths) {
      let node = root;
      for (const step of path.split('.')) {
        const next: Growing = node.below.get(step) ?? { cast: null, below: new Map() };
        node.below.set(step, next);
        node = next;
      }
      node.cast = cast;
    }
  }
  return root;
}
