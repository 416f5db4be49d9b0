// The capabilities that Linux knows, how the Engine reads their names (K1), and which of them a container of a service has (K2 to K7).

import type { Service } from '../../topology.ts';

/** Capabilities in the order of their numbers; `unknown` holds texts that the Engine would refuse, as written. */
interface EffectiveCapabilities {
  readonly effective: readonly string[];
  readonly bounding: readonly string[];
  readonly unknown: readonly string[];
}

/** True when a service may have more than `effectiveCapabilities` lists, because `privileged` or an added capability is unknown. */
export function mayHaveMore({ privileged, capAdd }: Pick<Service, 'capAdd' | 'privileged'>): boolean {
  return privileged === 'unknown' || capAdd.includes('');
}

/** Returns the capabilities of the first process (`effective`), and those that any process in the container may gain (`bounding`). */
export function effectiveCapabilities(
  service: Pick<Service, 'capAdd' | 'capDrop' | 'privileged' | 'user'>,
): EffectiveCapabilities {
  if (service.capAdd.length === 0 && service.capDrop.length === 0 && service.privileged !== true)
    return isRoot(service.user) ? asDockerGrants : asDockerGrantsOthers; // nearly all
  // An empty text comes of a variable without a value: it may be any capability.
  const unknown = [...service.capAdd, ...service.capDrop].filter(
    (text) => text !== '' && normalizeCapability(text) === null,
  );
  const add = new Set(service.capAdd.map(normalizeCapability));
  const drop = new Set(service.capDrop.map(normalizeCapability));
  const bounding: string[] = [];
  for (const { name, byDefault } of capabilities) {
    if (isGranted(name, byDefault, add, drop, service.privileged === true)) bounding.push(name);
  }
  // K7: a process that is not root starts with none; the set only bounds what setuid and file capabilities give.
  return { effective: isRoot(service.user) ? bounding : [], bounding, unknown };
}

function isGranted(
  name: string,
  byDefault: boolean,
  add: ReadonlySet<string | null>,
  drop: ReadonlySet<string | null>,
  privileged: boolean,
): boolean {
  if (privileged) return true; // K6
  if (add.has('ALL')) return !drop.has(name); // K2
  if (drop.has('ALL')) return add.has(name); // K3
  return add.has(name) || (byDefault && !drop.has(name)); // K4
}

/** True for root. An absent `user` counts as root, since the image's user is not in the file. */
function isRoot(user: string | null): boolean {
  if (user === null) return true;
  const name = user.split(':')[0] ?? '';
  return name === '' || name === 'root' || /^0+$/.test(name);
}

/** Returns the capability with the same letters, ignoring prefix and separators, which people often get wrong; null when there is none. */
export function nearestCapability(text: string): string | null {
  const letters = (name: string): string =>
    name
      .toUpperCase()
      .replace(/^CAP/, '')
      .replace(/[^A-Z]/g, '');
  const wanted = letters(text);
  return capabilities.find(({ name }) => letters(name) === wanted)?.name ?? null;
}

/** Returns the name in upper case without `CAP_`, or `ALL`; null when the Engine refuses it as unknown. */
export function normalizeCapability(text: string): string | null {
  const upper = text.toUpperCase();
  // `ALL` is a word of its own and takes no prefix.
  const name = upper.startsWith('CAP_') ? upper.slice(4) : upper;
  if (name === 'ALL' && upper !== 'ALL') return null;
  return knownNames.has(name) ? name : null;
}

/**
 * A capability of Linux kernels from 5.9 on, and whether Docker grants it by default (semantics 3.1). `name` has no `CAP_` prefix; `number`
 * is the kernel's.
 */
export interface Capability {
  readonly name: string;
  readonly number: number;
  readonly summary: string;
  readonly byDefault: boolean;
}

const granted = true;
const withheld = false;

const capabilityRows: readonly (readonly [name: string, byDefault: boolean, summary: string])[] = [
  ['CHOWN', granted, 'change the owner and group of files'],
  ['DAC_OVERRIDE', granted, 'read, write and execute files regardless of their permissions'],
  ['DAC_READ_SEARCH', withheld, 'read any file and folder, also by handle from outside the container'],
  ['FOWNER', granted, 'act as the owner of files that belong to others'],
  ['FSETID', granted, 'keep the setuid and setgid bits of a modified file'],
  ['KILL', granted, 'send signals to processes of other users'],
  ['SETGID', granted, 'change its group IDs'],
  ['SETUID', granted, 'change its user IDs'],
  ['SETPCAP', granted, 'pass on or drop its own capabilities'],
  ['LINUX_IMMUTABLE', withheld, 'mark files as immutable or append-only'],
  ['NET_BIND_SERVICE', granted, 'listen on privileged ports, usually those below 1024'],
  ['NET_BROADCAST', withheld, 'broadcast and listen to multicast; the kernel does not check it today'],
  ['NET_ADMIN', withheld, 'change interfaces, routes and firewall rules'],
  ['NET_RAW', granted, 'open raw sockets, which allow it to forge and sniff packets on its networks'],
  ['IPC_LOCK', withheld, 'keep memory from being swapped out'],
  ['IPC_OWNER', withheld, 'use the shared memory and queues of other users'],
  ['SYS_MODULE', withheld, "load modules into the host's kernel"],
  ['SYS_RAWIO', withheld, 'access I/O ports and raw memory'],
  ['SYS_CHROOT', granted, 'change its root directory and enter mount namespaces'],
  ['SYS_PTRACE', withheld, 'watch and change the memory of other processes'],
  ['SYS_PACCT', withheld, 'switch process accounting on and off'],
  ['SYS_ADMIN', withheld, 'mount file systems, enter namespaces and much else: nearly root on the host'],
  ['SYS_BOOT', withheld, 'restart the machine or load another kernel'],
  ['SYS_NICE', withheld, 'raise priorities and pin processes to processors'],
  ['SYS_RESOURCE', withheld, 'exceed limits and quotas'],
  ['SYS_TIME', withheld, "set the host's clock"],
  ['SYS_TTY_CONFIG', withheld, 'configure terminals and hang them up'],
  ['MKNOD', granted, 'create device files'],
  ['LEASE', withheld, 'take leases on any file'],
  ['AUDIT_WRITE', granted, "write to the kernel's audit log"],
  ['AUDIT_CONTROL', withheld, "configure the kernel's audit log"],
  ['SETFCAP', granted, 'set file capabilities'],
  ['MAC_OVERRIDE', withheld, 'ignore mandatory access control'],
  ['MAC_ADMIN', withheld, 'configure mandatory access control'],
  ['SYSLOG', withheld, 'read the kernel log and kernel addresses'],
  ['WAKE_ALARM', withheld, 'set timers that wake the machine'],
  ['BLOCK_SUSPEND', withheld, 'keep the machine from going to sleep'],
  ['AUDIT_READ', withheld, "read the kernel's audit log"],
  ['PERFMON', withheld, 'monitor performance across the system'],
  ['BPF', withheld, 'load BPF programs into the kernel'],
  ['CHECKPOINT_RESTORE', withheld, 'checkpoint and restore processes'],
];

/** All capabilities in the order of their numbers. */
export const capabilities: readonly Capability[] = capabilityRows.map(
  ([name, byDefault, summary], number) => ({
    name,
    number,
    summary,
    byDefault,
  }),
);

const grantedNames: readonly string[] = capabilities
  .filter(({ byDefault }) => byDefault)
  .map(({ name }) => name);

/** The capabilities of root, and those of another user, when nothing is added or dropped. */
const asDockerGrants: EffectiveCapabilities = {
  effective: grantedNames,
  bounding: grantedNames,
  unknown: [],
};
const asDockerGrantsOthers: EffectiveCapabilities = { ...asDockerGrants, effective: [] };

/** The names that the Engine accepts, without `CAP_` and in upper case. */
const knownNames: ReadonlySet<string> = new Set([
  'ALL',
  ...capabilities.map((capability) => capability.name),
]);
