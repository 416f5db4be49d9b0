// Rights, limits, mounts and other settings of a recovered service. Settings that are not written are named in a comment, so that none is
// dropped silently.

import type { Writable } from '../../yaml/format-value.ts';
import type { Part } from './compose-text.ts';
import type { HostConfigJson, MountJson } from './inspect-json.ts';
import { isAnonymous, type Recovery } from './recovery.ts';
import type { RunningContainer } from './running-host.ts';

/** Settings that Compose writes in the Engine's form, by the Engine's name. */
const verbatimSettings: ReadonlyMap<string, string> = new Map([
  ['Privileged', 'privileged'],
  ['CapAdd', 'cap_add'],
  ['CapDrop', 'cap_drop'],
  ['SecurityOpt', 'security_opt'],
  ['ReadonlyRootfs', 'read_only'],
  ['ExtraHosts', 'extra_hosts'],
  ['Dns', 'dns'],
  ['DnsSearch', 'dns_search'],
  ['DnsOptions', 'dns_opt'],
  ['Sysctls', 'sysctls'],
  ['GroupAdd', 'group_add'],
  ['DeviceCgroupRules', 'device_cgroup_rules'],
  ['UTSMode', 'uts'],
  ['UsernsMode', 'userns_mode'],
  ['CgroupParent', 'cgroup_parent'],
  ['Init', 'init'],
  ['CpuShares', 'cpu_shares'],
  ['CpuPeriod', 'cpu_period'],
  ['CpuQuota', 'cpu_quota'],
  ['CpusetCpus', 'cpuset'],
  ['OomScoreAdj', 'oom_score_adj'],
  ['OomKillDisable', 'oom_kill_disable'],
  ['PidsLimit', 'pids_limit'],
  ['Memory', 'mem_limit'],
  ['MemoryReservation', 'mem_reservation'],
  ['MemorySwappiness', 'mem_swappiness'],
]);

/** Settings that are written elsewhere, follow from others, or are the Engine's choice. */
const derivedSettings = new Set([
  'NetworkMode',
  'PortBindings',
  'Binds',
  'Mounts',
  'VolumesFrom',
  'Tmpfs',
  'Links',
  'RestartPolicy',
  'LogConfig',
  'Devices',
  'DeviceRequests',
  'Ulimits',
  'PidMode',
  'IpcMode',
  'MemorySwap',
  'NanoCpus',
  'ShmSize',
  'Runtime',
  'ContainerIDFile',
  'ConsoleSize',
  'CgroupnsMode',
  'MaskedPaths',
  'ReadonlyPaths',
]);

const defaultShmSize = 64 * 1024 * 1024;

/** Returns the settings of one container. */
export function settingParts(recovery: Recovery, { json }: RunningContainer): readonly Part[] {
  const config = json.HostConfig;
  const parts: Part[] = [];
  for (const [name, key] of verbatimSettings) {
    const value = config[name];
    if (!isUnset(name, value)) parts.push({ key, value: value as Writable });
  }
  parts.push(...sharedParts(recovery, config), ...limitParts(config), ...deviceParts(config));
  const { Name = '', MaximumRetryCount = 0 } = config.RestartPolicy ?? {};
  if (Name !== '' && Name !== 'no') {
    parts.push({ key: 'restart', value: MaximumRetryCount > 0 ? `${Name}:${MaximumRetryCount}` : Name });
  }
  parts.push(...loggingParts(config));
  const more = Object.entries(config)
    .filter(
      ([name, value]) => !verbatimSettings.has(name) && !derivedSettings.has(name) && !isUnset(name, value),
    )
    .map(([name]) => name);
  if (more.length > 0)
    parts.push({ comment: `set on the container, and not written here: ${more.sort().join(', ')}` });
  return parts;
}

function isUnset(name: string, value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === '') return true;
  // Older Engines write -1 for no limit; and only Windows has kinds of isolation.
  if (value === -1) return name === 'PidsLimit' || name === 'MemorySwappiness';
  if (name === 'Isolation') return value === 'default';
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Returns the namespaces that a container shares with the host or with another container. */
function sharedParts(
  { serviceOf, host }: Recovery,
  { PidMode = '', IpcMode = '', ...config }: HostConfigJson,
): readonly Part[] {
  const parts: Part[] = [];
  const shared = (mode: string): string => {
    const id = mode.slice('container:'.length);
    const service = serviceOf.get(id);
    if (service !== undefined) return `service:${service}`;
    return `container:${host.containers.find((container) => container.id === id)?.name ?? id}`;
  };
  for (const [key, mode] of [
    ['pid', PidMode],
    ['ipc', IpcMode],
  ] as const) {
    if (mode === 'host') parts.push({ key, value: mode });
    else if (mode.startsWith('container:')) parts.push({ key, value: shared(mode) });
  }
  const { Runtime } = config;
  if (typeof Runtime === 'string' && Runtime !== '' && Runtime !== 'runc')
    parts.push({ key: 'runtime', value: Runtime });
  return parts;
}

function limitParts({
  Memory = 0,
  MemorySwap = 0,
  NanoCpus = 0,
  ShmSize = defaultShmSize,
  Ulimits,
}: HostConfigJson): readonly Part[] {
  const parts: Part[] = [];
  // The Engine allows as much swap as memory where nothing else is said.
  if (MemorySwap !== 0 && MemorySwap !== 2 * Memory) parts.push({ key: 'memswap_limit', value: MemorySwap });
  if (NanoCpus !== 0) parts.push({ key: 'cpus', value: NanoCpus / 1e9 });
  if (ShmSize !== defaultShmSize && ShmSize !== 0) parts.push({ key: 'shm_size', value: ShmSize });
  if (Ulimits && Ulimits.length > 0) {
    const value = Object.fromEntries(
      Ulimits.map(({ Name, Soft, Hard }) => [Name, { soft: Soft, hard: Hard }]),
    );
    parts.push({ key: 'ulimits', value });
  }
  return parts;
}

function deviceParts({ Devices, DeviceRequests }: HostConfigJson): readonly Part[] {
  const parts: Part[] = [];
  const devices = (Devices ?? []).map(({ PathOnHost, PathInContainer, CgroupPermissions = 'rwm' }) => {
    const rights = CgroupPermissions === '' || CgroupPermissions === 'rwm' ? '' : `:${CgroupPermissions}`;
    return `${PathOnHost}:${PathInContainer}${rights}`;
  });
  if (devices.length > 0) parts.push({ key: 'devices', value: devices });
  const requests = (DeviceRequests ?? []).map(({ Driver = '', Count = 0, DeviceIDs, Capabilities }) => ({
    ...(Driver === '' ? {} : { driver: Driver }),
    ...(Count === 0 ? {} : { count: Count < 0 ? 'all' : Count }),
    ...(DeviceIDs && DeviceIDs.length > 0 ? { device_ids: DeviceIDs } : {}),
    capabilities: Capabilities?.[0] ?? [],
  }));
  if (requests.length > 0) {
    parts.push({ key: 'deploy', value: { resources: { reservations: { devices: requests } } } });
  }
  return parts;
}

function loggingParts({ LogConfig }: HostConfigJson): readonly Part[] {
  const { Type = '', Config } = LogConfig ?? {};
  const options = Config && Object.keys(Config).length > 0 ? { options: Config } : null;
  if (Type === '' || (Type === 'json-file' && options === null)) return [];
  return [{ key: 'logging', value: { driver: Type, ...options } }];
}

/** Returns `volumes` and `tmpfs`, in the order of the paths inside. Configs and secrets of Compose are binds in a running container. */
export function mountParts(recovery: Recovery, { json }: RunningContainer): readonly Part[] {
  const parts: Part[] = [];
  const items: Writable[] = [];
  const mounts = [...(json.Mounts ?? [])].sort((a, b) => (a.Destination < b.Destination ? -1 : 1));
  for (const mount of mounts) {
    const { Type, Name = '', Destination } = mount;
    if (Type === 'volume' && isAnonymous(Name)) {
      parts.push({
        comment: `${Destination} is in volume ${Name} without a name: made again it starts empty`,
      });
      items.push(Destination);
    } else if (Type === 'volume') items.push(mountValue(recovery.volumeKeys.get(Name) ?? Name, mount));
    else if (Type === 'bind') items.push(mountValue(mount.Source ?? '', mount));
    else if (Type === 'tmpfs') items.push({ type: 'tmpfs', target: Destination });
    else parts.push({ comment: `left out: ${Destination}, a mount of kind ${Type}` });
  }
  if (items.length > 0) parts.push({ key: 'volumes', value: items });
  const memory = Object.entries(json.HostConfig.Tmpfs ?? {}).map(([path, options]) =>
    options === '' ? path : `${path}:${options}`,
  );
  if (memory.length > 0) parts.push({ key: 'tmpfs', value: memory });
  return parts;
}

/** Returns `SOURCE:TARGET:OPTIONS`, or the long form for a path with a colon. */
function mountValue(
  source: string,
  { Type, Destination, RW, Propagation = '', Mode = '' }: MountJson,
): Writable {
  const readOnly = RW === false;
  const spread = Type === 'bind' && Propagation !== '' && Propagation !== 'rprivate' ? Propagation : null;
  const label = Type === 'bind' ? /(?:^|,)([zZ])(?:,|$)/.exec(Mode)?.[1] : undefined;
  if (!source.includes(':') && !Destination.includes(':')) {
    const options = [
      ...(readOnly ? ['ro'] : []),
      ...(spread === null ? [] : [spread]),
      ...(label ? [label] : []),
    ];
    return [source, Destination, ...(options.length === 0 ? [] : [options.join(',')])].join(':');
  }
  const bind = { ...(spread === null ? {} : { propagation: spread }), ...(label ? { selinux: label } : {}) };
  return {
    type: Type,
    source,
    target: Destination,
    ...(readOnly ? { read_only: true } : {}),
    ...(Object.keys(bind).length === 0 ? {} : { bind }),
  };
}
