// Users, capabilities, profiles and kernel settings, of a container and of its pod.

import type { PodSecurityContext, SecurityContext } from 'kubernetes-types/core/v1';
import { capabilities, effectiveCapabilities, mayHaveMore } from '../../compose/project/read/capabilities.ts';
import type { Service } from '../../compose/topology.ts';
import { listeningPorts } from '../../images/catalogue.ts';
import type { Frame, Pod } from './kubernetes-frame.ts';
import { serviceFields } from './values.ts';

/** Returns the security context of a container. */
export function containerSecurity(frame: Frame, service: Service): SecurityContext {
  const { report } = frame;
  const context: SecurityContext = {};
  const user = userOf(frame, service);
  if (user.uid !== null) context.runAsUser = user.uid;
  if (user.gid !== null) context.runAsGroup = user.gid;
  if (service.readOnly === true) context.readOnlyRootFilesystem = true;
  if (service.privileged === true) {
    context.privileged = true;
    report.say('changed', 'privileged', service, ['privileged'], "it uses the node's own");
  } else {
    const list = capabilityLists(service);
    if (list) context.capabilities = list;
  }
  for (const key of ['privileged', 'readOnly'] as const) {
    if (service[key] !== 'unknown') continue;
    const name = key === 'readOnly' ? 'read_only' : key;
    report.say('lost', 'not-known', service, [name], 'neither true nor false: left out');
  }
  for (const [list, key] of [
    [service.capAdd, 'cap_add'],
    [service.capDrop, 'cap_drop'],
  ] as const) {
    for (const [index, text] of list.entries()) {
      const { unknown } = effectiveCapabilities({
        capAdd: [text],
        capDrop: [],
        privileged: false,
        user: null,
      });
      if (unknown.length > 0)
        report.say('lost', 'capability', service, [key, index], `${text} is not a capability`);
    }
  }
  for (const [index, option] of service.securityOpt.entries())
    addOption(frame, service, context, option, index);
  return context;
}

/**
 * Returns the capabilities of a container. Without any in the file, the runtime's defaults apply, which are Docker's; otherwise each is
 * listed.
 */
function capabilityLists(service: Service): SecurityContext['capabilities'] | null {
  if (service.capAdd.length === 0 && service.capDrop.length === 0) return null;
  const { bounding } = effectiveCapabilities(service);
  const missing = capabilities.filter(({ name }) => !bounding.includes(name)).map(({ name }) => name);
  if (service.capAdd.some((text) => text.toUpperCase() === 'ALL')) {
    return { add: ['ALL'], ...(missing.length > 0 ? { drop: missing } : {}) };
  }
  return { drop: ['ALL'], ...(bounding.length > 0 ? { add: [...bounding] } : {}) };
}

function userOf(
  { report }: Frame,
  service: Service,
): { readonly uid: number | null; readonly gid: number | null } {
  const [name = '', group = ''] = (service.user ?? '').split(':', 2);
  const idOf = (text: string, what: string): number | null => {
    if (text === '') return null;
    if (text === 'root') return 0;
    if (/^\d+$/.test(text)) return Number(text);
    const message = `${text} is a name inside the image, but Kubernetes requires a number: give that of the ${what}`;
    report.say('lost', 'user-name', service, ['user'], message);
    return null;
  };
  return { uid: idOf(name, 'user'), gid: idOf(group, 'group') };
}

function addOption(
  frame: Frame,
  service: Service,
  context: SecurityContext,
  option: string,
  index: number,
): void {
  const say = (list: 'changed' | 'lost', message: string): void =>
    frame.report.say(list, 'security-option', service, ['security_opt', index], message);
  const [key = '', ...rest] = option.split(/[=:]/);
  const value = rest.join(':');
  const [part = '', text = ''] = value.split(':', 2);
  if (key === 'no-new-privileges') {
    // Kubernetes refuses both together.
    const grants = context.capabilities?.add?.some((name) => /^(?:ALL|SYS_ADMIN)$/.test(name)) === true;
    if (value === 'false') return;
    if (service.privileged !== true && !grants) context.allowPrivilegeEscalation = false;
    else say('lost', 'Kubernetes refuses it beside `privileged` or SYS_ADMIN');
  } else if (key === 'seccomp' && value === 'unconfined') {
    context.seccompProfile = { type: 'Unconfined' };
  } else if (key === 'seccomp') {
    say(
      'lost',
      `the profile ${value} is not a file on the node: name it in \`seccompProfile.localhostProfile\` once it is`,
    );
  } else if (key === 'apparmor' && value === 'unconfined') {
    context.appArmorProfile = { type: 'Unconfined' };
  } else if (key === 'apparmor') {
    if (value === 'docker-default') return;
    context.appArmorProfile = { type: 'Localhost', localhostProfile: value };
    say('changed', `the profile ${value} must be loaded on each node`);
  } else if (key === 'label' && /^(?:user|role|type|level)$/.test(part)) {
    context.seLinuxOptions = { ...context.seLinuxOptions, [part]: text };
  } else {
    say('lost', `${option} has no equivalent in Kubernetes`);
  }
}

/** Kernel settings that every kubelet accepts. */
const safeSysctls: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
]);

const unprivilegedPorts = 'net.ipv4.ip_unprivileged_port_start';

/** Returns the security context of a pod; `holdsClaims` gives its files to its users' group. */
export function podSecurity(frame: Frame, pod: Pod, holdsClaims: boolean): PodSecurityContext {
  const { report } = frame;
  // Docker's default profile, which a cluster uses only on request.
  const context: PodSecurityContext = { seccompProfile: { type: 'RuntimeDefault' } };
  const sysctls = new Map<string, string>();
  const groups = new Set<number>();
  for (const service of pod.members) {
    for (const { key, value, path } of service.sysctls) {
      if (pod.kind === 'host' && key.startsWith('net.')) {
        report.say('lost', 'sysctl', service, path, "on the node's network, the node's settings apply");
        continue;
      }
      sysctls.set(key, value ?? '');
      if (safeSysctls.has(key)) continue;
      const message = `not accepted by every kubelet: allow it there (--allowed-unsafe-sysctls), or the pod does not start`;
      report.say('changed', 'unsafe-sysctl', service, path, message);
    }
    for (const [index, text] of serviceFields(frame.workspace, service).texts('group_add').entries()) {
      if (/^\d+$/.test(text)) groups.add(Number(text));
      else {
        const message = `${text} is a name inside the image, but Kubernetes requires a number`;
        report.say('lost', 'user-name', service, ['group_add', index], message);
      }
    }
  }
  if (pod.kind !== 'host' && !sysctls.has(unprivilegedPorts) && pod.members.some(bindsLowWithoutRight)) {
    // Docker lets every user listen on every port (K8).
    sysctls.set(unprivilegedPorts, '0');
  }
  if (sysctls.size > 0) context.sysctls = [...sysctls].map(([name, value]) => ({ name, value }));
  if (groups.size > 0) context.supplementalGroups = [...groups];
  const group = holdsClaims ? filesGroup(pod) : null;
  if (group !== null) {
    context.fsGroup = group;
    const message = `files of its volumes belong to group ${group} instead of root`;
    report.say('changed', 'volume-group', pod.owner, ['user'], message);
  }
  return context;
}

/** True when a container listens below 1024 without the capability that Kubernetes requires. */
function bindsLowWithoutRight(service: Service): boolean {
  if (service.privileged === true || mayHaveMore(service)) return false;
  const { effective } = effectiveCapabilities(service);
  return !effective.includes('NET_BIND_SERVICE') && listeningPorts(service).some(({ port }) => port < 1024);
}

/** Returns the group of the first numeric user other than root, or that number, which is the group in most images. */
function filesGroup({ members }: Pod): number | null {
  for (const { user } of members) {
    const [uid = '', gid = uid] = (user ?? '').split(':', 2);
    if (/^\d+$/.test(uid) && Number(uid) !== 0 && /^\d+$/.test(gid)) return Number(gid);
  }
  return null;
}
