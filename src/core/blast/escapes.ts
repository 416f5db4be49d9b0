// Escapes: facts of the file that void or weaken the isolation of a service (P1 to P12), each with its rule and its place. How far each
// leads is stated here; whether that is wanted is decided by the rules.

import { networksOf } from '../compose/docker-name-of.ts';
import { oncePer } from '../compose/once-per.ts';
import { attachmentPlace, keyPlace } from '../compose/places.ts';
import { effectiveCapabilities } from '../compose/project/read/capabilities.ts';
import type { Service, Topology } from '../compose/topology.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { childOf, itemsOf, type Path, scalarText, type Tree } from '../yaml/tree.ts';
import { isHostGrade, isWeakening } from './host-grade-capabilities.ts';
import { changesHost, isMemoryOrDisk, opensDevices, sensitiveMounts } from './host-paths.ts';
import { type HostSockets, isControlSocket, isSocketMount, noHostSockets } from './runtime-sockets.ts';

/** How far an escape leads. `host`: whoever controls the container controls the host. `network`: past the isolation between networks.
 * `weakens`: it removes one protection, and an attack needs more. `unknown`: to members of a network that this file does not name.
 */
type EscapeGrade = 'host' | 'network' | 'weakens' | 'unknown';

/** One fact that voids isolation or weakens it. */
export interface Escape {
  /** P1–P12. */
  readonly rule: string;
  readonly grade: EscapeGrade;
  /** False where it depends on a value that is not known. */
  readonly certain: boolean;
  /** Plain words that go on after the service's name. */
  readonly text: string;
  readonly at: Path;
}

/**
 * Every escape of a service, by rule number and then as in the file. `sockets` are those that it is given elsewhere in the file
 * (`hostSockets`); unknown values count, as not certain.
 */
export function escapes(
  topology: Topology,
  service: Service,
  sockets: HostSockets = noHostSockets,
): readonly Escape[] {
  const found = [...networkEscapes(topology, service), ...ownEscapes(service, sockets)];
  if (found.some(({ grade }) => grade === 'host') && staysRoot(service)) {
    const at = keyPlace(service, 'user');
    found.push({ rule: 'P12', grade: 'weakens', certain: service.user !== null, text: 'runs as root', at });
  }
  const order = ({ rule }: Escape): number => Number(rule.slice(1));
  return found.sort((a, b) => order(a) - order(b));
}

/** What follows from a service alone (P1 to P10), whatever its networks. */
export function ownEscapes(service: Service, sockets: HostSockets): readonly Escape[] {
  const found = [...mountEscapes(service, sockets), ...privilegeEscapes(service), ...unsetEscapes(service)];
  if (service.mode.kind !== 'host') return found;
  const text = "uses the host's own network, its loopback included";
  const at = keyPlace(service, 'network_mode');
  return [{ rule: 'P1', grade: 'network', certain: true, text, at }, ...found];
}

/** P11: networks whose other members are not in the file. */
function networkEscapes(topology: Topology, service: Service): readonly Escape[] {
  const found: Escape[] = [];
  const mode = keyPlace(service, 'network_mode');
  if (service.mode.kind === 'bridge') {
    const text = 'is on the default bridge, with whatever else is there';
    found.push({ rule: 'P11', grade: 'unknown', certain: true, text, at: mode });
  }
  for (const network of networksOf(topology, service)) {
    const external = topology.networks.get(network)?.external ?? false;
    if (external === false) continue;
    const text = `is on ${network}, which this file does not make: who else is there is not known`;
    const at = attachmentPlace(service, network);
    found.push({ rule: 'P11', grade: 'unknown', certain: external === true, text, at });
  }
  return found;
}

/** Whether the main process is root, as far as file and image catalogue show. */
function staysRoot(service: Service): boolean {
  if (effectiveCapabilities(service).effective.length === 0) return false;
  if (service.user !== null) return true;
  const user = catalogueEntry(service.image)?.user ?? null;
  return user === null || user === 'root';
}

/** Folders of programs. No rule reports them, since many are mounted to be read; whoever writes there controls the host. */
const programs = /^\/(?:usr|bin|sbin|lib)(?:\/|$)/;
const harmless: ReadonlySet<string> = new Set(['/dev/dri', '/dev/net/tun', '/dev/shm', '/dev/null']);

/** P2, P8: escapes by mounts, devices, configs and secrets, and by the API socket. */
function mountEscapes(service: Service, sockets: HostSockets): readonly Escape[] {
  const found: Escape[] = [];
  const sensitive = sensitiveMounts(service);
  for (const mount of service.mounts) {
    const at = ['services', service.name, ...mount.path];
    if (isSocketMount(mount, sockets.volumes)) {
      const text = 'holds the socket of the container runtime, read-only or not';
      found.push({ rule: 'P2', grade: 'host', certain: true, text, at });
    } else if (isControlSocket(mount)) {
      const text = `holds ${mount.source}, which commands the host, read-only or not`;
      found.push({ rule: 'P2', grade: 'host', certain: true, text, at });
    } else if (sensitive.includes(mount) || (mount.type === 'bind' && programs.test(mount.source))) {
      const grade = changesHost(mount) ? 'host' : 'weakens';
      const text = `${mount.readOnly ? 'reads' : 'writes'} ${mount.source} of the host`;
      found.push({ rule: 'P8', grade, certain: true, text, at });
    }
  }
  if (service.useApiSocket !== false) {
    const at = keyPlace(service, 'use_api_socket');
    const text = 'is given the socket of the container runtime';
    found.push({ rule: 'P2', grade: 'host', certain: service.useApiSocket === true, text, at });
  }
  for (const { kind, source, path } of service.givenFiles) {
    const socket = sockets[kind].get(source);
    if (socket === undefined) continue;
    const at = ['services', service.name, ...path];
    found.push({ rule: 'P2', grade: 'host', certain: true, text: `is given ${socket} of the host`, at });
  }
  if (service.privileged !== true) {
    for (const [index, rule] of service.deviceCgroupRules.entries()) {
      if (!opensDevices(rule)) continue;
      const at = ['services', service.name, 'device_cgroup_rules', index];
      found.push({ rule: 'P8', grade: 'host', certain: true, text: `may use devices by '${rule}'`, at });
    }
  }
  service.devices.forEach((device, index) => {
    const [source = ''] = device.split(':');
    if (harmless.has(source) || !source.startsWith('/')) return;
    const at = ['services', service.name, 'devices', index];
    const grade = isMemoryOrDisk(source) ? 'host' : 'weakens';
    found.push({ rule: 'P8', grade, certain: true, text: `uses the device ${source} of the host`, at });
  });
  return found;
}

const unconfined = /^(?:(?:seccomp|apparmor|systempaths)[:=]unconfined|label[:=]disable)$/i;

/** P3 to P7, P9, P10: escapes by what the processes of a container may do beyond it, in the order of the rules. */
const privilegeEscapes = oncePer((service: Service): readonly Escape[] => {
  const { name } = service;
  const found: Escape[] = [];
  const add = (rule: string, grade: Escape['grade'], text: string, at: Escape['at'], certain = true) =>
    found.push({ rule, grade, certain, text, at });

  if (service.privileged !== false) {
    const certain = service.privileged === true;
    add('P3', 'host', 'is privileged', keyPlace(service, 'privileged'), certain);
  }
  for (const { kind, privileged, path } of service.hooks) {
    if (privileged === false || service.privileged === true) continue;
    const certain = privileged === true;
    add('P3', 'host', `runs a ${kind} hook privileged`, ['services', name, ...path], certain);
  }
  if (service.pid === 'host')
    add('P4', 'weakens', 'sees every process of the host', keyPlace(service, 'pid'));
  else if (service.pid !== null) {
    add('P4', 'weakens', `sees the processes of ${service.pid}`, keyPlace(service, 'pid'));
  }
  const { effective } = effectiveCapabilities(service);
  service.capAdd.forEach((text, index) => {
    if (service.privileged === true) return;
    if (isWeakening(service, text)) {
      add('P5', 'weakens', `has ${text}, which leads towards the host`, ['services', name, 'cap_add', index]);
      return;
    }
    if (!isHostGrade(service, text)) return;
    // K7: without root the capability waits for a setuid program.
    const grade = effective.length > 0 ? 'host' : 'weakens';
    add('P5', grade, `has ${text}, which reaches the host`, ['services', name, 'cap_add', index]);
  });
  if (service.privileged !== true && effective.includes('NET_ADMIN')) {
    const text = 'may set routes, forward and listen on its networks (NET_ADMIN)';
    add('P6', 'network', text, keyPlace(service, 'cap_add'));
  }
  const neighbours =
    (service.mode.kind === 'networks' || service.mode.kind === 'network') && service.privileged !== true;
  if (neighbours && effective.includes('NET_RAW')) {
    const text = 'may listen to neighbours and forge their addresses (NET_RAW, there by default)';
    add('P7', 'weakens', text, keyPlace(service, 'cap_add'));
  }
  service.securityOpt.forEach((option, index) => {
    if (!unconfined.test(option.replace(/\s/g, ''))) return;
    add('P9', 'weakens', `runs with ${option}`, ['services', name, 'security_opt', index]);
  });
  if (service.usernsMode === 'host') {
    add('P10', 'weakens', 'keeps the user ids of the host', keyPlace(service, 'userns_mode'));
  }
  return found;
});

const keys = [
  { key: 'cap_add', rule: 'P5', verb: 'is given the capability' },
  { key: 'volumes', rule: 'P8', verb: 'mounts' },
  { key: 'devices', rule: 'P8', verb: 'uses the device' },
] as const;

/** P5, P8, not certain: one for each item whose capability, host path or device depends on a variable without a value, in file order. */
const unsetEscapes = oncePer((service: Service): readonly Escape[] => {
  if (service.unset.length === 0) return [];
  const found: Escape[] = [];
  for (const { key, rule, verb } of keys) {
    itemsOf(childOf(service.tree, key)).forEach((item, index) => {
      const text = hostSide(item);
      if (!namesOneOf(text, service.unset)) return;
      const at = ['services', service.name, key, index];
      found.push({ rule, grade: 'host', certain: false, text: `${verb} ${text}, which is not set`, at });
    });
  }
  return found;
});

/** What an item names of the host or the kernel: a short volume or device before its colon, a long one by its source. */
function hostSide(item: Tree): string {
  const short = scalarText(item);
  if (short === null) return scalarText(childOf(item, 'source')) ?? '';
  // Colons inside `${...}` separate nothing.
  const [first = ''] = short.replace(/\$\{[^}]*\}/g, (text) => text.replaceAll(':', '\0')).split(':');
  return first.replaceAll('\0', ':');
}

function namesOneOf(text: string, variables: readonly string[]): boolean {
  if (!text.includes('$')) return false;
  return variables.some((name) => new RegExp(`\\$\\{?${name}(?![A-Za-z0-9_])`).test(text));
}
