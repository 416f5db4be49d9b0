// The capabilities that a Linux kernel of 5.9 or later knows, and which of them Docker grants by default (semantics 3.1).

/** One capability. `name` has no `CAP_` prefix; `number` is the kernel's. */
export interface Capability {
  readonly name: string;
  readonly number: number;
  readonly summary: string;
  readonly byDefault: boolean;
}

const granted = true;
const withheld = false;

const rows: readonly (readonly [name: string, byDefault: boolean, summary: string])[] = [
  ['CHOWN', granted, 'give files to other users and groups'],
  ['DAC_OVERRIDE', granted, 'read, write and run files whatever their permissions say'],
  ['DAC_READ_SEARCH', withheld, 'read any file and folder, also by handle from outside the container'],
  ['FOWNER', granted, 'act as the owner of files that belong to others'],
  ['FSETID', granted, 'keep the setuid and setgid bits of a file that is changed'],
  ['KILL', granted, 'send signals to processes of other users'],
  ['SETGID', granted, 'switch to other groups'],
  ['SETUID', granted, 'switch to other users'],
  ['SETPCAP', granted, 'hand on or give up its own capabilities'],
  ['LINUX_IMMUTABLE', withheld, 'mark files as immutable or append-only'],
  ['NET_BIND_SERVICE', granted, 'listen on the ports that the system reserves, usually those below 1024'],
  ['NET_BROADCAST', withheld, 'broadcast and listen to multicast; nothing checks it today'],
  ['NET_ADMIN', withheld, 'change interfaces, routes and firewall rules'],
  ['NET_RAW', granted, 'open raw sockets, and so forge and sniff packets on its networks'],
  ['IPC_LOCK', withheld, 'keep memory from being swapped out'],
  ['IPC_OWNER', withheld, 'use shared memory and queues of other users'],
  ['SYS_MODULE', withheld, 'load code into the kernel of the host'],
  ['SYS_RAWIO', withheld, 'talk to hardware ports and raw memory'],
  ['SYS_CHROOT', granted, 'change its root folder and enter mount namespaces'],
  ['SYS_PTRACE', withheld, 'watch and change the memory of other processes'],
  ['SYS_PACCT', withheld, 'switch process accounting on and off'],
  ['SYS_ADMIN', withheld, 'mount file systems, enter namespaces and much else: nearly root on the host'],
  ['SYS_BOOT', withheld, 'restart the machine or load another kernel'],
  ['SYS_NICE', withheld, 'raise priorities and pin processes to processors'],
  ['SYS_RESOURCE', withheld, 'exceed limits and quotas'],
  ['SYS_TIME', withheld, 'set the clock of the host'],
  ['SYS_TTY_CONFIG', withheld, 'configure terminals and hang them up'],
  ['MKNOD', granted, 'create device files'],
  ['LEASE', withheld, 'take leases on files of any owner'],
  ['AUDIT_WRITE', granted, 'write to the audit log of the kernel'],
  ['AUDIT_CONTROL', withheld, 'configure the audit log of the kernel'],
  ['SETFCAP', granted, 'attach capabilities to files'],
  ['MAC_OVERRIDE', withheld, 'ignore mandatory access control'],
  ['MAC_ADMIN', withheld, 'configure mandatory access control'],
  ['SYSLOG', withheld, 'read the kernel log and kernel addresses'],
  ['WAKE_ALARM', withheld, 'set timers that wake the machine'],
  ['BLOCK_SUSPEND', withheld, 'keep the machine from going to sleep'],
  ['AUDIT_READ', withheld, 'follow the audit log of the kernel'],
  ['PERFMON', withheld, 'measure performance across the system'],
  ['BPF', withheld, 'load BPF programs into the kernel'],
  ['CHECKPOINT_RESTORE', withheld, 'freeze processes and restore them'],
];

/** All capabilities in the order of their numbers. */
export const capabilities: readonly Capability[] = rows.map(([name, byDefault, summary], number) => ({
  name,
  number,
  summary,
  byDefault,
}));
