// What gives a service access to its host, or brings it nearer (P1 to P10): one list of facts. Rules, badges, the blast radius and the summary
// read it, and none of them looks for such a fact again.

import { memoize } from '../compose/memoize.ts';
import { keyPlace } from '../compose/places.ts';
import { effectiveCapabilities } from '../compose/project/read/capabilities.ts';
import type { GrantedFile, Hook, Mount, Service } from '../compose/topology.ts';
import { childOf, itemsOf, type Path, scalarText, type Tree } from '../yaml/tree.ts';
import { isHostGrade, isWeakening } from './host-grade-capabilities.ts';
import { changesHost, isKernelLog, isMemoryOrDisk, opensDevices, sensitiveMounts } from './host-paths.ts';
import {
  type HostSockets,
  holdsSocket,
  isControlSocket,
  isSocketMount,
  noHostSockets,
} from './runtime-sockets.ts';

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

/** What gives the access. */
export type AccessMeans =
  | {
      readonly kind:
        | 'host-network'
        | 'privileged'
        | 'processes'
        | 'network-admin'
        | 'raw-sockets'
        | 'user-ids';
    }
  /** By a mount, a config or secret, or `use_api_socket`. */
  | { readonly kind: 'runtime-socket'; readonly mount: Mount | null; readonly given: GrantedFile | null }
  | { readonly kind: 'control-socket'; readonly source: string; readonly path: Path }
  | { readonly kind: 'privileged-hook'; readonly hook: Hook }
  /** `sensitive`: worth the host by itself; else a folder of programs. */
  | { readonly kind: 'host-path'; readonly mount: Mount; readonly sensitive: boolean }
  | {
      readonly kind: 'device';
      readonly item: string;
      readonly holds: 'memory or disk' | 'kernel log' | 'else';
    }
  | { readonly kind: 'device-rule'; readonly item: string }
  | { readonly kind: 'capability'; readonly item: string; readonly reachesHost: boolean }
  | { readonly kind: 'unconfined'; readonly item: string }
  /** An item of `key` that depends on a variable without a value. */
  | { readonly kind: 'unset'; readonly key: 'cap_add' | 'volumes' | 'devices' };

/** One fact by which a service has access to its host. */
export interface HostAccess {
  readonly by: AccessMeans;
  readonly effect: Escape;
  /** K6: `privileged` holds it already; it is left once that is gone. */
  readonly implied: boolean;
}

/** The facts of one kind, in their order. */
export function accessBy<Kind extends AccessMeans['kind']>(
  access: readonly HostAccess[],
  kind: Kind,
): readonly (HostAccess & { readonly by: Extract<AccessMeans, { readonly kind: Kind }> })[] {
  return access.filter(
    (fact): fact is HostAccess & { readonly by: Extract<AccessMeans, { readonly kind: Kind }> } =>
      fact.by.kind === kind,
  );
}

/** What counts as an escape: what nothing else holds already. */
export function escapesOf(access: readonly HostAccess[]): readonly Escape[] {
  return access.flatMap(({ implied, effect }) => (implied ? [] : [effect]));
}

/** Every access of a service. `sockets`: those that it is given elsewhere in the file (`hostSockets`). */
export function hostAccess(service: Service, sockets: HostSockets = noHostSockets): readonly HostAccess[] {
  return isGiven(service, sockets) ? findAccess(service, sockets) : ownAccess(service);
}

/** Whether a service may hold some of `sockets`. */
export function isGiven({ grantedFiles }: Service, { volumes, configs, secrets }: HostSockets): boolean {
  return volumes.size > 0 || (grantedFiles.length > 0 && configs.size + secrets.size > 0);
}

const none: readonly HostAccess[] = [];

const ownAccess = memoize((service: Service) => findAccess(service, noHostSockets));

function findAccess(service: Service, sockets: HostSockets): readonly HostAccess[] {
  const found: HostAccess[] = [];
  addMountAccess(found, service, sockets);
  addPrivilegeAccess(found, service);
  addUnsetAccess(found, service);
  if (service.mode.kind !== 'host') return found.length === 0 ? none : found;
  const text = "uses the host's own network, its loopback included";
  const at = keyPlace(service, 'network_mode');
  const effect: Escape = { rule: 'P1', grade: 'network', certain: true, text, at };
  return [{ by: { kind: 'host-network' }, effect, implied: false }, ...found];
}

/** Folders of programs. No rule reports them, since many are mounted to be read; whoever writes there controls the host. */
const programs = /^\/(?:usr|bin|sbin|lib)(?:\/|$)/;
const harmless: ReadonlySet<string> = new Set(['/dev/dri', '/dev/net/tun', '/dev/shm', '/dev/null']);

/** Makes one fact; `certain` and not implied where nothing else is said. */
function fact(
  by: AccessMeans,
  effect: Omit<Escape, 'certain'> & { readonly certain?: boolean },
  implied = false,
): HostAccess {
  return { by, effect: { certain: true, ...effect }, implied };
}

/** P2, P8: by mounts, devices, configs and secrets, and by the API socket. */
function addMountAccess(found: HostAccess[], service: Service, sockets: HostSockets): void {
  const privileged = service.privileged === true;
  const sensitive = sensitiveMounts(service);
  for (const mount of service.mounts) {
    const at = ['services', service.name, ...mount.path];
    if (isSocketMount(mount, sockets.volumes)) {
      const text = 'holds the socket of the container runtime, read-only or not';
      found.push(
        fact({ kind: 'runtime-socket', mount, given: null }, { rule: 'P2', grade: 'host', text, at }),
      );
    } else if (isControlSocket(mount)) {
      const { source, path } = mount;
      const text = `holds ${source}, which commands the host, read-only or not`;
      found.push(fact({ kind: 'control-socket', source, path }, { rule: 'P2', grade: 'host', text, at }));
    } else if (sensitive.includes(mount) || (mount.type === 'bind' && programs.test(mount.source))) {
      const by = { kind: 'host-path', mount, sensitive: sensitive.includes(mount) } as const;
      const grade = changesHost(mount) ? 'host' : 'weakens';
      const text = `${mount.readOnly ? 'reads' : 'writes'} ${mount.source} of the host`;
      found.push(fact(by, { rule: 'P8', grade, text, at }));
    }
  }
  if (service.useApiSocket !== false) {
    const at = keyPlace(service, 'use_api_socket');
    const text = 'is given the socket of the container runtime';
    const certain = service.useApiSocket === true;
    const by = { kind: 'runtime-socket', mount: null, given: null } as const;
    found.push(fact(by, { rule: 'P2', grade: 'host', certain, text, at }));
  }
  for (const given of service.grantedFiles) {
    const { kind, source, path } = given;
    const socket = sockets[kind].get(source);
    if (socket === undefined) continue;
    const by: AccessMeans = holdsSocket(socket)
      ? { kind: 'runtime-socket', mount: null, given }
      : { kind: 'control-socket', source: socket, path };
    const at = ['services', service.name, ...path];
    found.push(fact(by, { rule: 'P2', grade: 'host', text: `is given ${socket} of the host`, at }));
  }
  for (const [index, item] of service.deviceCgroupRules.entries()) {
    if (!opensDevices(item)) continue;
    const at = ['services', service.name, 'device_cgroup_rules', index];
    const text = `may use devices by '${item}'`;
    found.push(fact({ kind: 'device-rule', item }, { rule: 'P8', grade: 'host', text, at }, privileged));
  }
  service.devices.forEach((item, index) => {
    const [source = ''] = item.split(':');
    if (harmless.has(source) || !source.startsWith('/')) return;
    const at = ['services', service.name, 'devices', index];
    const holds = isMemoryOrDisk(source) ? 'memory or disk' : isKernelLog(source) ? 'kernel log' : 'else';
    const grade = holds === 'memory or disk' ? 'host' : 'weakens';
    const text = `uses the device ${source} of the host`;
    found.push(fact({ kind: 'device', item, holds }, { rule: 'P8', grade, text, at }));
  });
}

const unconfined = /^(?:(?:seccomp|apparmor|systempaths)[:=]unconfined|label[:=]disable)$/i;

/** P3 to P7, P9, P10: by what the processes of a container may do beyond it, in the order of the rules. */
function addPrivilegeAccess(found: HostAccess[], service: Service): void {
  const { name } = service;
  const privileged = service.privileged === true;
  const add = (by: AccessMeans, effect: Parameters<typeof fact>[1], implied = false) =>
    found.push(fact(by, effect, implied));

  if (service.privileged !== false) {
    const at = keyPlace(service, 'privileged');
    const certain = service.privileged === true;
    add({ kind: 'privileged' }, { rule: 'P3', grade: 'host', text: 'is privileged', at, certain });
  }
  for (const hook of service.hooks) {
    if (hook.privileged === false) continue;
    const text = `runs a ${hook.kind} hook privileged`;
    const at = ['services', name, ...hook.path];
    const certain = hook.privileged === true;
    add({ kind: 'privileged-hook', hook }, { rule: 'P3', grade: 'host', text, at, certain }, privileged);
  }
  if (service.pid !== null) {
    const whose = service.pid === 'host' ? 'every process of the host' : `the processes of ${service.pid}`;
    const at = keyPlace(service, 'pid');
    add({ kind: 'processes' }, { rule: 'P4', grade: 'weakens', text: `sees ${whose}`, at });
  }
  const { effective } = effectiveCapabilities(service);
  service.capAdd.forEach((item, index) => {
    const at = ['services', name, 'cap_add', index];
    const reachesHost = isHostGrade(service, item);
    if (!reachesHost && !isWeakening(service, item)) return;
    // K7: without root the capability waits for a setuid program.
    const grade = reachesHost && effective.length > 0 ? 'host' : 'weakens';
    const text = `has ${item}, which ${reachesHost ? 'reaches' : 'leads towards'} the host`;
    add({ kind: 'capability', item, reachesHost }, { rule: 'P5', grade, text, at }, privileged);
  });
  if (!privileged && effective.includes('NET_ADMIN')) {
    const text = 'may set routes, forward and listen on its networks (NET_ADMIN)';
    add({ kind: 'network-admin' }, { rule: 'P6', grade: 'network', text, at: keyPlace(service, 'cap_add') });
  }
  const neighbours = (service.mode.kind === 'networks' || service.mode.kind === 'network') && !privileged;
  if (neighbours && effective.includes('NET_RAW')) {
    const text = 'may listen to neighbours and forge their addresses (NET_RAW, there by default)';
    add({ kind: 'raw-sockets' }, { rule: 'P7', grade: 'weakens', text, at: keyPlace(service, 'cap_add') });
  }
  service.securityOpt.forEach((item, index) => {
    if (!unconfined.test(item.replace(/\s/g, ''))) return;
    const at = ['services', name, 'security_opt', index];
    add({ kind: 'unconfined', item }, { rule: 'P9', grade: 'weakens', text: `runs with ${item}`, at });
  });
  if (service.usernsMode === 'host') {
    const text = 'keeps the user ids of the host';
    add({ kind: 'user-ids' }, { rule: 'P10', grade: 'weakens', text, at: keyPlace(service, 'userns_mode') });
  }
}

const keys = [
  { key: 'cap_add', rule: 'P5', verb: 'is given the capability' },
  { key: 'volumes', rule: 'P8', verb: 'mounts' },
  { key: 'devices', rule: 'P8', verb: 'uses the device' },
] as const;

/** P5, P8, not certain: one for each item whose capability, host path or device depends on a variable without a value, in file order. */
function addUnsetAccess(found: HostAccess[], service: Service): void {
  if (service.unset.length === 0) return;
  for (const { key, rule, verb } of keys) {
    itemsOf(childOf(service.tree, key)).forEach((item, index) => {
      const text = hostSide(item);
      if (!namesOneOf(text, service.unset)) return;
      const at = ['services', service.name, key, index];
      const effect = {
        rule,
        grade: 'host',
        certain: false,
        text: `${verb} ${text}, which is not set`,
        at,
      } as const;
      found.push(fact({ kind: 'unset', key }, effect));
    });
  }
}

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
