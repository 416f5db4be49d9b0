// The facts that give a service access to its host or help to gain it (P1 to P10). Rules, badges, the blast radius and the summary all read
// this one list.

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

/**
 * The effect of an escape. `host`: control of the container is control of the host. `network`: passes the isolation between networks.
 * `weakens`: removes one protection. `unknown`: leads to members of a network that this file does not name.
 */
type EscapeGrade = 'host' | 'network' | 'weakens' | 'unknown';

/** A fact that voids or weakens the isolation of a service. */
export interface Escape {
  /** The rule id, P1–P12. */
  readonly rule: string;
  readonly grade: EscapeGrade;
  /** False when the escape depends on an unknown value. */
  readonly certain: boolean;
  /** The text that follows the service's name. */
  readonly text: string;
  readonly at: Path;
}

/** The means of access to the host. */
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
  /** A runtime socket from a mount, a config, a secret, or `use_api_socket`. */
  | { readonly kind: 'runtime-socket'; readonly mount: Mount | null; readonly given: GrantedFile | null }
  | { readonly kind: 'control-socket'; readonly source: string; readonly path: Path }
  | { readonly kind: 'privileged-hook'; readonly hook: Hook }
  /** A path of the host; `sensitive` when it controls the host by itself, else a folder of programs. */
  | { readonly kind: 'host-path'; readonly mount: Mount; readonly sensitive: boolean }
  | {
      readonly kind: 'device';
      readonly item: string;
      readonly holds: 'memory or disk' | 'kernel log' | 'else';
    }
  | { readonly kind: 'device-rule'; readonly item: string }
  | { readonly kind: 'capability'; readonly item: string; readonly reachesHost: boolean }
  | { readonly kind: 'unconfined'; readonly item: string }
  /** An item of `key` that depends on an unset variable. */
  | { readonly kind: 'unset'; readonly key: 'cap_add' | 'volumes' | 'devices' };

/** A fact by which a service has access to its host. */
export interface HostAccess {
  readonly by: AccessMeans;
  readonly effect: Escape;
  /** True when `privileged` already includes this access (K6). */
  readonly implied: boolean;
}

/** Returns the facts of one kind, in order. */
export function accessBy<Kind extends AccessMeans['kind']>(
  access: readonly HostAccess[],
  kind: Kind,
): readonly (HostAccess & { readonly by: Extract<AccessMeans, { readonly kind: Kind }> })[] {
  return access.filter(
    (accessFact): accessFact is HostAccess & { readonly by: Extract<AccessMeans, { readonly kind: Kind }> } =>
      accessFact.by.kind === kind,
  );
}

/** Returns the escapes: the access that no other access already includes. */
export function escapesOf(access: readonly HostAccess[]): readonly Escape[] {
  return access.flatMap(({ implied, effect }) => (implied ? [] : [effect]));
}

/** Returns every access of a service to its host. `sockets` come from `hostSockets`. */
export function hostAccess(service: Service, sockets: HostSockets = noHostSockets): readonly HostAccess[] {
  return mayUseSockets(service, sockets) ? findAccess(service, sockets) : accessWithoutSockets(service);
}

/** True when a service may use one of the given host sockets. */
export function mayUseSockets(
  { grantedFiles }: Service,
  { volumes, configs, secrets }: HostSockets,
): boolean {
  return volumes.size > 0 || (grantedFiles.length > 0 && configs.size + secrets.size > 0);
}

const noAccess: readonly HostAccess[] = [];

const accessWithoutSockets = memoize((service: Service) => findAccess(service, noHostSockets));

function findAccess(service: Service, sockets: HostSockets): readonly HostAccess[] {
  const found: HostAccess[] = [];
  addMountAccess(found, service, sockets);
  addPrivilegeAccess(found, service);
  addUnsetAccess(found, service);
  if (service.mode.kind !== 'host') return found.length === 0 ? noAccess : found;
  const text = "uses the host's own network, its loopback included";
  const at = keyPlace(service, 'network_mode');
  const effect: Escape = { rule: 'P1', grade: 'network', certain: true, text, at };
  return [{ by: { kind: 'host-network' }, effect, implied: false }, ...found];
}

/** Folders of programs. No rule reports them, because many are mounted for reading; write access controls the host. */
const programFolders = /^\/(?:usr|bin|sbin|lib)(?:\/|$)/;
const harmlessDevices: ReadonlySet<string> = new Set(['/dev/dri', '/dev/net/tun', '/dev/shm', '/dev/null']);

/** Returns a fact, certain and not implied by default. */
function accessFact(
  by: AccessMeans,
  effect: Omit<Escape, 'certain'> & { readonly certain?: boolean },
  implied = false,
): HostAccess {
  return { by, effect: { certain: true, ...effect }, implied };
}

/** Adds the access through mounts, devices, configs, secrets and the API socket (P2, P8). */
function addMountAccess(found: HostAccess[], service: Service, sockets: HostSockets): void {
  const privileged = service.privileged === true;
  const sensitive = sensitiveMounts(service);
  for (const mount of service.mounts) {
    const at = ['services', service.name, ...mount.path];
    if (isSocketMount(mount, sockets.volumes)) {
      const text = 'holds the socket of the container runtime, read-only or not';
      found.push(
        accessFact({ kind: 'runtime-socket', mount, given: null }, { rule: 'P2', grade: 'host', text, at }),
      );
    } else if (isControlSocket(mount)) {
      const { source, path } = mount;
      const text = `holds ${source}, which commands the host, read-only or not`;
      found.push(
        accessFact({ kind: 'control-socket', source, path }, { rule: 'P2', grade: 'host', text, at }),
      );
    } else if (sensitive.includes(mount) || (mount.type === 'bind' && programFolders.test(mount.source))) {
      const by = { kind: 'host-path', mount, sensitive: sensitive.includes(mount) } as const;
      const grade = changesHost(mount) ? 'host' : 'weakens';
      const text = `${mount.readOnly ? 'reads' : 'writes'} ${mount.source} of the host`;
      found.push(accessFact(by, { rule: 'P8', grade, text, at }));
    }
  }
  if (service.useApiSocket !== false) {
    const at = keyPlace(service, 'use_api_socket');
    const text = 'gets the socket of the container runtime';
    const certain = service.useApiSocket === true;
    const by = { kind: 'runtime-socket', mount: null, given: null } as const;
    found.push(accessFact(by, { rule: 'P2', grade: 'host', certain, text, at }));
  }
  for (const given of service.grantedFiles) {
    const { kind, source, path } = given;
    const socket = sockets[kind].get(source);
    if (socket === undefined) continue;
    const by: AccessMeans = holdsSocket(socket)
      ? { kind: 'runtime-socket', mount: null, given }
      : { kind: 'control-socket', source: socket, path };
    const at = ['services', service.name, ...path];
    found.push(accessFact(by, { rule: 'P2', grade: 'host', text: `is given ${socket} of the host`, at }));
  }
  for (const [index, item] of service.deviceCgroupRules.entries()) {
    if (!opensDevices(item)) continue;
    const at = ['services', service.name, 'device_cgroup_rules', index];
    const text = `may use devices through '${item}'`;
    found.push(
      accessFact({ kind: 'device-rule', item }, { rule: 'P8', grade: 'host', text, at }, privileged),
    );
  }
  service.devices.forEach((item, index) => {
    const [source = ''] = item.split(':');
    if (harmlessDevices.has(source) || !source.startsWith('/')) return;
    const at = ['services', service.name, 'devices', index];
    const holds = isMemoryOrDisk(source) ? 'memory or disk' : isKernelLog(source) ? 'kernel log' : 'else';
    const grade = holds === 'memory or disk' ? 'host' : 'weakens';
    const text = `uses the device ${source} of the host`;
    found.push(accessFact({ kind: 'device', item, holds }, { rule: 'P8', grade, text, at }));
  });
}

const unconfined = /^(?:(?:seccomp|apparmor|systempaths)[:=]unconfined|label[:=]disable)$/i;

/** Adds the access through process privileges, in rule order (P3 to P7, P9, P10). */
function addPrivilegeAccess(found: HostAccess[], service: Service): void {
  const { name } = service;
  const privileged = service.privileged === true;
  const add = (by: AccessMeans, effect: Parameters<typeof accessFact>[1], implied = false) =>
    found.push(accessFact(by, effect, implied));

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
    // Without root the capability only takes effect through a setuid program (K7).
    const grade = reachesHost && effective.length > 0 ? 'host' : 'weakens';
    const text = `has ${item}, which ${reachesHost ? 'reaches' : 'helps to reach'} the host`;
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

const unsetKeys = [
  { key: 'cap_add', rule: 'P5', verb: 'is given the capability' },
  { key: 'volumes', rule: 'P8', verb: 'mounts' },
  { key: 'devices', rule: 'P8', verb: 'uses the device' },
] as const;

/** Adds an uncertain access for each item whose capability, host path or device depends on an unset variable, in file order (P5, P8). */
function addUnsetAccess(found: HostAccess[], service: Service): void {
  if (service.unset.length === 0) return;
  for (const { key, rule, verb } of unsetKeys) {
    itemsOf(childOf(service.tree, key)).forEach((item, index) => {
      const text = hostPart(item);
      if (!namesVariable(text, service.unset)) return;
      const at = ['services', service.name, key, index];
      const effect = {
        rule,
        grade: 'host',
        certain: false,
        text: `${verb} ${text}, which is not set`,
        at,
      } as const;
      found.push(accessFact({ kind: 'unset', key }, effect));
    });
  }
}

/** Returns the host part of an item: the text before the colon of a short volume or device, or the source of a long one. */
function hostPart(item: Tree): string {
  const short = scalarText(item);
  if (short === null) return scalarText(childOf(item, 'source')) ?? '';
  // Colons inside `${...}` are not separators.
  const [first = ''] = short.replace(/\$\{[^}]*\}/g, (text) => text.replaceAll(':', '\0')).split(':');
  return first.replaceAll('\0', ':');
}

function namesVariable(text: string, variables: readonly string[]): boolean {
  if (!text.includes('$')) return false;
  return variables.some((name) => new RegExp(`\\$\\{?${name}(?![A-Za-z0-9_])`).test(text));
}
