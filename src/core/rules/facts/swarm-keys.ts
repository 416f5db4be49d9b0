// What `docker stack deploy` makes of the keys of a Compose file, as data (SW9, SW12, SW15). Measured key by key with the commands
// of Docker 26.1.5 and 28.2.2; they differ where `releases` says so. What is not listed has its effect.

/** `refused`: exit 1, nothing is deployed. `warned`: passed over, with a line on standard error. `silent`: passed over without a word. `deprecated`: passed over, with advice. */
type SwarmTreatment = 'refused' | 'warned' | 'silent' | 'deprecated';

/** Where a key stands: at the top, in a service, in an entry of its `networks`, `ports` or `volumes`, in a network, a secret, a config. */
export type SwarmPlace =
  | 'top'
  | 'service'
  | 'membership'
  | 'port'
  | 'volume-mount'
  | 'network'
  | 'secret'
  | 'config';

/**
 * The form of a value that alone is treated so. `text`: a number, true or false in quotes, written out; what a variable gives becomes
 * a number again. `entries`: a list of mappings; `list`: any. `nothing`: no value. `address`: a short port with an address in front, or a short
 * volume with SELinux letters behind: `selinux`. `bridge`: that driver, and options that it alone knows.
 */
export type SwarmForm =
  | 'mapping'
  | 'entries'
  | 'list'
  | 'text'
  | 'number'
  | 'boolean'
  | 'nothing'
  | 'address'
  | 'selinux'
  | 'bridge';

export interface SwarmKey {
  /** Steps from the place to the key; `*` is any name or item, `x-*` any key that begins so. [] is the entry itself. */
  readonly at: readonly string[];
  readonly treatment: SwarmTreatment;
  /** Without it: whatever the value. */
  readonly form?: SwarmForm;
  /** Passed over, it changes who reaches whom, or what the container may do. */
  readonly changes?: 'isolation' | 'privilege';
  /** What to write in a stack file instead, or what to do. */
  readonly instead?: string;
  /** The releases of the `docker` command that treat it so; absent: both that were measured. */
  readonly releases?: readonly ('26' | '28')[];
}

function refused(key: string, instead?: string): SwarmKey {
  return { at: key.split('.'), treatment: 'refused', ...(instead ? { instead } : {}) };
}

function inForm(form: SwarmForm, ...keys: readonly string[]): readonly SwarmKey[] {
  return keys.map((key) => ({ ...refused(key), form }));
}

function warned(key: string, changes?: SwarmKey['changes'], instead?: string): SwarmKey {
  return {
    at: key.split('.'),
    treatment: 'warned',
    ...(changes ? { changes } : {}),
    ...(instead ? { instead } : {}),
  };
}

function silent(key: string, form?: SwarmForm): SwarmKey {
  return { at: key.split('.'), treatment: 'silent', ...(form ? { form } : {}) };
}

const limits = 'deploy.resources.limits';
const reservations = 'deploy.resources.reservations';

/** By place, in the order of the file's keys. */
export const swarmKeys: { readonly [place in SwarmPlace]: readonly SwarmKey[] } = {
  top: [
    refused('name', 'the name is an argument of `docker stack deploy`'),
    refused('include', 'give each file with -c'),
    refused('models'),
  ],
  service: [
    // Passed over.
    warned('build', undefined, '`image`, built and pushed before'),
    warned('cgroup_parent'),
    { at: ['container_name'], treatment: 'deprecated', instead: 'a network alias' },
    silent('depends_on'),
    warned('devices', 'privilege'),
    warned('domainname'),
    { at: ['expose'], treatment: 'deprecated' },
    warned('external_links', 'isolation', 'an alias on a common network'),
    warned('ipc', 'isolation'),
    warned('links', 'isolation', 'an alias on a common network'),
    warned('mac_address'),
    warned('network_mode', 'isolation'),
    warned('pid', 'isolation'),
    warned('privileged', 'privilege', '`cap_add` for what it needs'),
    warned('restart', undefined, 'deploy.restart_policy'),
    warned('security_opt', 'privilege'),
    warned('shm_size', undefined, 'a tmpfs on /dev/shm'),
    warned('userns_mode', 'privilege'),
    // Refused, whatever the value.
    refused('annotations'),
    refused('attach'),
    refused('blkio_config'),
    refused('cgroup'),
    refused('cpu_count', `${limits}.cpus`),
    refused('cpu_percent', `${limits}.cpus`),
    refused('cpu_period', `${limits}.cpus`),
    refused('cpu_quota', `${limits}.cpus`),
    refused('cpu_rt_period'),
    refused('cpu_rt_runtime'),
    refused('cpu_shares', `${reservations}.cpus`),
    refused('cpus', `${limits}.cpus`),
    refused('cpuset', `${limits}.cpus`),
    refused('develop'),
    refused('device_cgroup_rules'),
    refused('dns_opt'),
    refused('extends', 'write out what it brings'),
    refused('gpus', `${reservations}.generic_resources`),
    refused('group_add'),
    refused('label_file', 'labels'),
    refused('mem_limit', `${limits}.memory`),
    refused('mem_reservation', `${reservations}.memory`),
    refused('mem_swappiness'),
    refused('memswap_limit'),
    refused('models'),
    refused('oom_kill_disable'),
    { ...refused('oom_score_adj'), releases: ['26'] },
    refused('pids_limit', `${limits}.pids`),
    refused('platform', 'deploy.placement.constraints'),
    refused('post_start'),
    refused('pre_start'),
    refused('pre_stop'),
    refused('profiles', 'a file for each selection'),
    refused('provider'),
    refused('pull_policy'),
    refused('pull_refresh_after'),
    refused('runtime'),
    refused('scale', 'deploy.replicas'),
    refused('storage_opt'),
    refused('use_api_socket'),
    refused('uts'),
    refused('volumes_from', 'a volume that both mount'),
    refused('deploy.x-*'),
    refused('deploy.*.x-*'),
    refused('deploy.*.*.x-*'),
    refused(`${reservations}.devices`, `${reservations}.generic_resources`),
    refused('healthcheck.x-*'),
    refused('logging.x-*'),
    // Refused in a form that Compose takes.
    { ...refused('depends_on', 'a list of names'), form: 'mapping' },
    { ...refused('env_file', 'a list of paths'), form: 'entries' },
    ...inForm('text', 'init', 'privileged', 'read_only', 'stdin_open', 'tty'),
    ...inForm('text', 'deploy.replicas', 'deploy.placement.max_replicas_per_node', `${limits}.pids`),
    ...inForm('text', 'deploy.restart_policy.max_attempts', 'deploy.update_config.parallelism'),
    ...inForm('text', 'deploy.rollback_config.parallelism', 'healthcheck.disable', 'healthcheck.retries'),
    ...inForm('text', 'ulimits.*', 'ulimits.*.soft', 'ulimits.*.hard', 'secrets.*.mode', 'configs.*.mode'),
    ...inForm('number', `${limits}.cpus`, `${reservations}.cpus`, 'shm_size'),
    ...inForm('boolean', 'environment.*', 'labels.*', 'deploy.labels.*', 'logging.options.*', 'sysctls.*'),
    ...inForm('list', 'extra_hosts.*'),
    ...inForm('nothing', 'command', 'entrypoint'),
  ],
  membership: [
    silent('ipv4_address'),
    silent('ipv6_address'),
    { ...refused('driver_opts'), releases: ['26'] },
    refused('gw_priority'),
    refused('interface_name'),
    refused('link_local_ips'),
    refused('mac_address'),
    refused('priority'),
    refused('x-*'),
  ],
  port: [
    // SW12: it listens on every address.
    { at: [], treatment: 'warned', form: 'address', changes: 'isolation' },
    refused('app_protocol'),
    refused('host_ip'),
    refused('name'),
    refused('x-*'),
    { ...refused('published', 'a number'), form: 'text' },
    { ...refused('target', 'a number'), form: 'text' },
  ],
  'volume-mount': [
    silent('bind.create_host_path'),
    silent('bind.recursive'),
    silent('bind.selinux'),
    { at: [], treatment: 'silent', form: 'selinux' },
    refused('image'),
    refused('x-*'),
    ...inForm('text', 'read_only', 'tmpfs.size', 'volume.nocopy'),
  ],
  network: [
    // SW15: made, and then no service may use it.
    { ...refused('driver', 'overlay, or nothing'), form: 'bridge' },
    // SW9: options of the bridge driver; those of overlays, such as `encrypted`, count.
    { ...silent('driver_opts.*', 'bridge'), changes: 'isolation' },
    refused('enable_ipv4'),
    refused('enable_ipv6'),
    refused('ipam.config.*.aux_addresses'),
    refused('ipam.config.*.gateway'),
    refused('ipam.config.*.ip_range'),
    refused('ipam.options'),
    { at: ['external', 'name'], treatment: 'deprecated', instead: '`name`' },
    ...inForm('text', 'attachable', 'external', 'internal'),
  ],
  secret: [refused('environment', '`file`, or a secret made before')],
  config: [refused('content', '`file`'), refused('environment', '`file`')],
};

/** Whether a step of the table stands for `key`, or for the item with that index. */
export function standsFor(step: string, key: string | number): boolean {
  return step === '*' || step === key || (step === 'x-*' && String(key).startsWith('x-'));
}
