// Every key of a service and how it is exported. Keys that are not translated are reported, so that nothing is left out silently.

import { fieldsOf } from '../../compose/project/values/fields-of.ts';
import { collectUnset } from '../../compose/project/values/interpolate.ts';
import { readTri } from '../../compose/project/values/read-scalar.ts';
import type { Service } from '../../compose/topology.ts';
import { environmentOf } from '../../compose/workspace/seen-from.ts';
import { deref, entriesOf, itemsOf, type Path, scalarText, type Tree } from '../../yaml/tree.ts';
import type { Frame } from './kubernetes-frame.ts';

/** `null`: translated elsewhere, with notes of its own. Else the list of the report for it, and the reason. */
type KeyOutcome = null | readonly ['kept' | 'changed' | 'lost', string];

const limit: KeyOutcome = ['lost', 'a limit that a pod cannot say for itself'];
const windows: KeyOutcome = ['lost', 'for containers of Windows'];
const buildOnly: KeyOutcome = ['kept', 'for building and developing alone'];
const swarmOnly: KeyOutcome = ['kept', 'Compose does nothing with it'];

/** By key; `deploy.KEY` and so on for keys below one that is translated in part. */
export const keyOutcomes: ReadonlyMap<string, KeyOutcome> = new Map<string, KeyOutcome>([
  ['annotations', null],
  ['attach', ['kept', 'about the terminal of `docker compose up`']],
  ['blkio_config', limit],
  ['build', null],
  ['cap_add', null],
  ['cap_drop', null],
  ['cgroup', ['lost', 'a pod has a cgroup namespace of its own']],
  ['cgroup_parent', ['lost', 'the kubelet places pods in cgroups']],
  ['command', null],
  ['configs', null],
  ['container_name', null],
  ['cpu_count', windows],
  ['cpu_percent', windows],
  ['cpu_period', limit],
  ['cpu_quota', limit],
  ['cpu_rt_period', limit],
  ['cpu_rt_runtime', limit],
  ['cpu_shares', limit],
  ['cpus', null],
  ['cpuset', limit],
  ['credential_spec', windows],
  ['depends_on', null],
  ['deploy', null],
  ['deploy.endpoint_mode', swarmOnly],
  ['deploy.labels', swarmOnly],
  ['deploy.mode', swarmOnly],
  ['deploy.placement', swarmOnly],
  ['deploy.replicas', null],
  ['deploy.resources', null],
  ['deploy.resources.limits', null],
  ['deploy.resources.limits.cpus', null],
  ['deploy.resources.limits.memory', null],
  ['deploy.resources.limits.pids', limit],
  ['deploy.resources.reservations', null],
  ['deploy.resources.reservations.cpus', null],
  [
    'deploy.resources.reservations.devices',
    [
      'lost',
      'devices of a node are asked for by the names of its plugins, as in `resources.limits: { nvidia.com/gpu: 1 }`: add that',
    ],
  ],
  ['deploy.resources.reservations.generic_resources', swarmOnly],
  ['deploy.resources.reservations.memory', null],
  ['deploy.restart_policy', null],
  ['deploy.rollback_config', swarmOnly],
  ['deploy.update_config', swarmOnly],
  ['develop', buildOnly],
  ['device_cgroup_rules', ['lost', 'devices of a node are for its plugins to give']],
  ['devices', ['lost', 'devices of a node are for its plugins to give']],
  ['dns', ['lost', 'name servers of its own would take the place of that of the cluster']],
  ['dns_opt', null],
  ['dns_search', null],
  ['domainname', ['lost', 'pods have the domain of the cluster']],
  ['entrypoint', null],
  ['env_file', null],
  ['environment', null],
  ['expose', null],
  ['extends', null],
  ['external_links', ['lost', 'a container of another project: name its Service instead']],
  ['extra_hosts', null],
  [
    'gpus',
    [
      'lost',
      'devices of a node are asked for by the names of its plugins, as in `resources.limits: { nvidia.com/gpu: 1 }`: add that',
    ],
  ],
  ['group_add', null],
  ['healthcheck', null],
  ['healthcheck.disable', null],
  ['healthcheck.interval', null],
  ['healthcheck.retries', null],
  ['healthcheck.start_interval', null],
  ['healthcheck.start_period', null],
  ['healthcheck.test', null],
  ['healthcheck.timeout', null],
  ['hostname', null],
  ['image', null],
  ['init', ['lost', 'no init process reaps children: use an image that brings one']],
  ['ipc', null],
  ['isolation', windows],
  ['label_file', ['lost', 'labels in another file are not read']],
  ['labels', null],
  ['links', null],
  ['logging', ['changed', 'logs are for the cluster to keep']],
  ['mac_address', ['lost', 'pods choose no addresses']],
  ['mem_limit', null],
  ['mem_reservation', null],
  ['mem_swappiness', limit],
  ['memswap_limit', limit],
  ['models', ['lost', 'Docker Model Runner is not there']],
  ['network_mode', null],
  ['networks', null],
  ['oom_kill_disable', limit],
  ['oom_score_adj', limit],
  ['pid', null],
  ['pids_limit', limit],
  ['platform', null],
  ['ports', null],
  ['post_start', null],
  ['pre_start', ['lost', 'no command runs beside the container before it starts: write an init container']],
  ['pre_stop', null],
  ['privileged', null],
  ['profiles', null],
  ['provider', ['lost', 'made by a program of Compose']],
  ['pull_policy', null],
  ['pull_refresh_after', ['changed', 'nodes keep images as long as they like']],
  ['read_only', null],
  ['restart', null],
  ['runtime', ['lost', 'name a RuntimeClass of the cluster in `runtimeClassName`']],
  ['scale', null],
  ['secrets', null],
  ['security_opt', null],
  ['shm_size', null],
  ['stdin_open', null],
  ['stop_grace_period', null],
  ['stop_signal', ['lost', 'containers end with the signal that their image names']],
  ['storage_opt', limit],
  ['sysctls', null],
  ['tmpfs', null],
  ['tty', null],
  ['ulimits', ['lost', 'a pod takes the limits of its node']],
  ['use_api_socket', ['lost', "the socket of Docker's API is not there"]],
  ['user', null],
  ['userns_mode', ['lost', 'user namespaces are for the cluster to switch on']],
  ['uts', null],
  ['volumes', null],
  ['volumes_from', ['lost', 'name the volumes themselves']],
  ['working_dir', null],
]);

/** Reports the keys of a service that no other part reports. */
export function sayKeys(frame: Frame, service: Service): void {
  const environment = environmentOf(frame.workspace, service.name);
  sayBelow(frame, service, service.tree, [], environment);
  sayUnset({ frame, service, environment, seen: new Set() }, service.tree, []);
}

function sayBelow(
  frame: Frame,
  service: Service,
  tree: Tree,
  path: Path,
  environment: ReadonlyMap<string, string>,
): void {
  for (const { key, value } of fieldsOf(tree).values()) {
    if (key.startsWith('x-') || saysNothing(value, environment)) continue;
    const here = [...path, key];
    const fate = keyOutcomes.get(here.join('.'));
    if (fate === undefined) {
      frame.report.say('lost', 'unknown-key', service, here, 'unknown here, so it is left out');
    } else if (fate !== null) {
      frame.report.say(fate[0], fate[0] === 'kept' ? 'no-effect' : 'ignored-key', service, here, fate[1]);
    } else if (hasKeysBelow(here)) {
      sayBelow(frame, service, value, here, environment);
    }
  }
}

function hasKeysBelow(path: Path): boolean {
  const start = `${path.join('.')}.`;
  for (const key of keyOutcomes.keys()) if (key.startsWith(start)) return true;
  return false;
}

/** Whether a value is empty, null or false, which is the same as absent. */
function saysNothing(tree: Tree, environment: ReadonlyMap<string, string>): boolean {
  const node = deref(tree);
  if (node === null) return true;
  if (node.kind === 'map') return node.entries.length === 0;
  if (node.kind === 'seq') return node.items.length === 0;
  return (scalarText(node) ?? '') === '' || readTri(node, environment, false) === false;
}

/** Keys of which no text gets into a manifest. */
const unread: ReadonlySet<string> = new Set(['build', 'develop', 'profiles']);

interface UnsetSearch {
  readonly frame: Frame;
  readonly service: Service;
  readonly environment: ReadonlyMap<string, string>;
  /** Visits every node once, since anchors may be shared many times. */
  readonly seen: Set<Tree>;
}

/** Reports variables without a value, which are read as empty, as in Compose. */
function sayUnset(search: UnsetSearch, tree: Tree, path: Path): void {
  const { frame, service, environment, seen } = search;
  const node = deref(tree);
  if (node === null || seen.has(node)) return;
  seen.add(node);
  if (node.kind === 'map') {
    for (const { key, value } of entriesOf(node)) {
      if (!key.startsWith('x-') && !unread.has(key)) sayUnset(search, value, [...path, key]);
    }
  } else if (node.kind === 'seq') {
    for (const [index, item] of itemsOf(node).entries()) sayUnset(search, item, [...path, index]);
  } else {
    const names = collectUnset(node, environment);
    if (names.length === 0) return;
    const [has, it] = names.length === 1 ? ['has', 'it'] : ['have', 'them'];
    const message = `${names.join(', ')} ${has} no value here and is read as empty: set ${it} in the environment, or in a file of --env-file`;
    frame.report.say('lost', 'unset-variable', service, path, message);
  }
}
