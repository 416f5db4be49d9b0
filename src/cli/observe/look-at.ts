// One look at all that is watched: the sockets of each namespace, who holds them, and the flows of the kernel.

import type { Look, SeenHost, SeenNamespace } from '../../core/observed/look.ts';
import {
  closedInode,
  type Flow,
  type Protocol,
  parseFlows,
  parseSockets,
  type Socket,
} from '../../core/observed/sockets.ts';
import type { Kernel } from './namespace-reader.ts';
import { flowTable, type Member, type Namespace, type Watched } from './watched.ts';

/** State that one observation keeps for the next. */
export interface ObservationState {
  /** Listeners seen so far, by `listenerKey`. */
  readonly knownListeners: Set<string>;
  /** The clients of the connections in the previous observation. */
  clients: ReadonlyMap<string, string>;
  /** Sockets of host programs that are not proxies of the Engine. */
  readonly hostSockets: Set<string>;
  /** Processes that do not belong to the Engine. */
  readonly foreignProcesses: Set<string>;
}

const proxyProgram = 'docker-proxy';
const enginePrograms: readonly (string | undefined)[] = [proxyProgram, 'dockerd'];

function programOf(kernel: Kernel, pid: string): string | undefined {
  return kernel.read(`/proc/${pid}/comm`)?.trim();
}

/** Returns the processes of the Engine's daemon and proxies. */
function engineProcesses(kernel: Kernel, { foreignProcesses: others }: ObservationState): readonly string[] {
  return processes(kernel).filter((pid) => {
    if (others.has(pid)) return false;
    const isEngine = enginePrograms.includes(programOf(kernel, pid));
    if (!isEngine) others.add(pid);
    return isEngine;
  });
}

/** Observes all watched namespaces once. */
export function lookAt(
  kernel: Kernel,
  watched: Watched,
  keepsAddresses: boolean,
  remembered: ObservationState,
): Look {
  const engine = engineProcesses(kernel, remembered);
  const isProxy = (pid: string): boolean => programOf(kernel, pid) === proxyProgram;
  const [proxying, daemons] = [engine.filter(isProxy), engine.filter((pid) => !isProxy(pid))];
  const inodes = (pids: readonly string[]) => pids.flatMap((pid) => inodesOf(kernel, pid));
  // A socket that is there when sockets are read is held before, or afterwards.
  const before = { proxies: inodes(proxying), daemon: inodes(daemons) };
  const read = watched.namespaces.map(
    (namespace) => [namespace, socketsOf(kernel, folderOf(kernel, namespace))] as const,
  );
  const onHost = socketsOf(kernel, '/proc/self/net');
  const proxies = new Set([...before.proxies, ...inodes(proxying)]);
  const daemon = new Set([...before.daemon, ...inodes(daemons)]);
  const namespaces = read.map(([{ members, left, addresses }, sockets]): SeenNamespace => {
    const asksNames = sockets.some(({ inode, remote, state }) => {
      return state === 'connected' && remote.port === 53 && inode !== closedInode && !daemon.has(inode);
    });
    const seen = { holders: [...left, ...members.map(({ name }) => name)], addresses, daemon };
    const looksFor = seen.holders.length > 1 || asksNames;
    return { ...seen, sockets, holderOf: looksFor ? holdersOf(kernel, members) : new Map() };
  });
  const holderOf = holdersOf(kernel, watched.open);
  const host: SeenHost = {
    holders: watched.open.map(({ name }) => name),
    addresses: watched.hostAddresses,
    sockets: hostSocketsOf(
      kernel,
      watched,
      remembered,
      onHost,
      (inode) => proxies.has(inode) || holderOf.has(inode),
    ),
    holderOf,
    daemon: new Set(),
    proxies,
  };
  const { ports, lan, subnets } = watched;
  const { knownListeners, clients } = remembered;
  return {
    namespaces,
    host,
    ports,
    flows: flows(kernel),
    lan,
    subnets,
    keepsAddresses,
    earlierListeners: knownListeners,
    earlierClients: clients,
  };
}

/** Returns the /proc folder that shows a namespace's sockets: that of a member still in it. */
function folderOf(kernel: Kernel, { id, members }: Namespace): string {
  const there = members.find(({ pid }) => kernel.link(`/proc/${pid}/ns/net`) === id);
  return `/proc/${there?.pid ?? 0}/net`;
}

/**
 * Returns the host's own sockets. A socket towards a container's published port belongs to a proxy unless another program is found to hold
 * it: a proxy may be newer than the last list, and its connection may have ended before the search.
 */
function hostSocketsOf(
  kernel: Kernel,
  { ports }: Watched,
  { hostSockets: ofHost }: ObservationState,
  sockets: readonly Socket[],
  isKnown: (inode: string) => boolean,
): readonly Socket[] {
  const isOpen = ({ state, inode, remote, protocol }: Socket): boolean =>
    state === 'connected' &&
    inode !== closedInode &&
    !isKnown(inode) &&
    !ofHost.has(inode) &&
    ports.some((port) => port.containerPort === remote.port && port.protocol === protocol);
  const open = new Set(sockets.filter(isOpen).map(({ inode }) => inode));
  if (open.size === 0) return sockets;
  for (const pid of processes(kernel)) {
    const found = inodesOf(kernel, pid).filter((inode) => open.has(inode));
    if (found.length === 0 || programOf(kernel, pid) === proxyProgram) continue;
    for (const inode of found) ofHost.add(inode);
  }
  return sockets.map((socket) =>
    open.has(socket.inode) && !ofHost.has(socket.inode) ? { ...socket, inode: closedInode } : socket,
  );
}

function flows(kernel: Kernel): readonly Flow[] {
  const text = kernel.read(flowTable);
  return text === null ? [] : parseFlows(text);
}

const files: readonly (readonly [string, Protocol])[] = [
  ['tcp', 'tcp'],
  ['tcp6', 'tcp'],
  ['udp', 'udp'],
  ['udp6', 'udp'],
];

function socketsOf(kernel: Kernel, folder: string): readonly Socket[] {
  return files.flatMap(([file, protocol]) => {
    const text = kernel.read(`${folder}/${file}`);
    return text === null ? [] : parseSockets(text, protocol);
  });
}

/** Returns which container holds each socket. A container's processes are those with its files, including processes of `exec`. */
function holdersOf(kernel: Kernel, members: readonly Member[]): ReadonlyMap<string, string> {
  const holders = new Map<string, string>();
  if (members.length === 0) return holders;
  const names = new Map(
    members.flatMap(({ name, pid }) => {
      const files = kernel.link(`/proc/${pid}/ns/mnt`);
      return files === null ? [] : [[files, name] as const];
    }),
  );
  for (const pid of processes(kernel)) {
    const name = names.get(kernel.link(`/proc/${pid}/ns/mnt`) ?? '');
    if (name !== undefined) for (const inode of inodesOf(kernel, pid)) holders.set(inode, name);
  }
  return holders;
}

function processes(kernel: Kernel): readonly string[] {
  return (kernel.list('/proc') ?? []).filter((name) => /^\d+$/.test(name));
}

function inodesOf(kernel: Kernel, pid: string): readonly string[] {
  return (kernel.list(`/proc/${pid}/fd`) ?? []).flatMap(
    (name) => /^socket:\[(\d+)\]$/.exec(kernel.link(`/proc/${pid}/fd/${name}`) ?? '')?.[1] ?? [],
  );
}
