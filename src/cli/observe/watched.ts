// The containers that are watched, by network namespace; and one look at all of them.

import { nameList } from '../../core/compose/name-list.ts';
import type { RunningContainer, RunningHost } from '../../core/host/running/running-host.ts';
import { noProject } from '../../core/host/running/running-projects.ts';
import type { Look, SeenHost, SeenNamespace, SeenPort } from '../../core/observed/look.ts';
import type { ObservedRecord } from '../../core/observed/record.ts';
import {
  type Flow,
  type Protocol,
  parseFlows,
  parseSockets,
  plainAddress,
  type Socket,
} from '../../core/observed/sockets.ts';
import type { Kernel } from './machine-eyes.ts';

interface Member {
  readonly name: string;
  readonly pid: number;
  readonly container: RunningContainer;
}

/** The members of one namespace; the first made it. */
interface Namespace {
  readonly members: readonly Member[];
  readonly addresses: ReadonlySet<string>;
}

/** Who is watched until the next container comes or goes. */
export interface Watched {
  readonly namespaces: readonly Namespace[];
  /** Containers in the namespace of the machine. */
  readonly open: readonly Member[];
  readonly proxies: readonly string[];
  readonly ports: readonly SeenPort[];
  readonly lan: readonly string[];
  readonly hostAddresses: ReadonlySet<string>;
  /** With the services that it is about; null: about all. */
  readonly unseen: readonly (ObservedRecord['unseen'][number] & { readonly who: readonly string[] | null })[];
  /** The services of the project that is asked about, by the names of the record; null where all are. */
  readonly own: ReadonlySet<string> | null;
}

/** Whether any of `names` is a service that is asked about. */
export function concerns({ own }: Pick<Watched, 'own'>, names: readonly string[]): boolean {
  return own === null || names.some((name) => own.has(name));
}

/** How the record calls the service of a container: by itself in its own project, `STACK/SERVICE` elsewhere. */
export function observedName({ project, service, name }: RunningContainer, own: string | null): string {
  if (project === null) return `${noProject}/${name}`;
  return project === own ? service : `${project}/${service}`;
}

/** Finds the namespaces of what runs; `own`: the project whose services are called by their names alone. */
export function watch(kernel: Kernel, host: RunningHost, own: string | null): Watched {
  const unseen: Watched['unseen'][number][] = [];
  const machine = kernel.link('/proc/self/ns/net');
  const groups = new Map<string, Member[]>();
  const open: Member[] = [];
  for (const container of host.containers) {
    if (!container.running) continue;
    const name = observedName(container, own);
    const pid = container.json.State.Pid ?? 0;
    if (!isHere(kernel, container)) {
      unseen.push({ who: [name], what: name, why: 'its processes are not on this machine' });
      continue;
    }
    const id = kernel.link(`/proc/${pid}/ns/net`);
    if (id === null || kernel.read(`/proc/${pid}/net/tcp`) === null) {
      unseen.push({ who: [name], what: name, why: 'its namespace may not be read; as root it can be' });
      continue;
    }
    const member = { name, pid, container };
    if (id === machine) open.push(member);
    else groups.set(id, [...(groups.get(id) ?? []), member]);
  }
  const namespaces = [...groups.values()].map(namespaceOf);
  for (const { members } of namespaces) {
    if (members.length < 2) continue;
    const who = members.map(({ name }) => name);
    unseen.push({
      who,
      what: `which of ${nameList(who)} had a connection that was over when it was seen`,
      why: 'they share one network namespace, and no process holds it any more',
    });
  }
  if (open.length > 0) {
    unseen.push({
      who: null,
      what: `which of the host, ${nameList(open.map(({ name }) => name))} had a connection that was over when it was seen`,
      why: 'they share one network namespace, and no process holds it any more',
    });
  }
  if (kernel.read(flowTable) === null) {
    unseen.push({
      who: null,
      what: 'short connections between two looks, and UDP without a connected socket',
      why: `the kernel's table of flows (${flowTable}) cannot be read`,
    });
  }
  const interfaces = kernel.interfaces();
  const outside = outsideInterface(kernel);
  return {
    namespaces,
    open,
    proxies: proxyProcesses(kernel),
    ports: host.containers.flatMap((container) => (container.running ? portsOf(container, own) : [])),
    lan: (outside === null ? [] : (interfaces.get(outside) ?? [])).filter(
      (cidr) => !cidr.startsWith('fe80:'),
    ),
    hostAddresses: new Set(
      [...interfaces.values()].flat().flatMap((cidr) => plainAddress(cidr.replace(/\/.*$/, '')) ?? []),
    ),
    unseen,
    own:
      own === null
        ? null
        : new Set(host.containers.flatMap(({ project, service }) => (project === own ? [service] : []))),
  };
}

const flowTable = '/proc/self/net/nf_conntrack';

/** Whether the processes of a container are on this machine: an Engine elsewhere has numbers of its own. */
export function isHere(kernel: Kernel, { id, json }: RunningContainer): boolean {
  const pid = json.State.Pid ?? 0;
  return (
    pid > 0 &&
    [`/proc/${pid}/mountinfo`, `/proc/${pid}/cgroup`].some((file) => kernel.read(file)?.includes(id))
  );
}

function namespaceOf(members: readonly Member[]): Namespace {
  const makesIt = ({ container }: Member): number => Number(container.mode.startsWith('container:'));
  const addresses = members.flatMap(({ container }) =>
    Object.values(container.json.NetworkSettings.Networks ?? {}).flatMap(({ IPAddress, GlobalIPv6Address }) =>
      [IPAddress, GlobalIPv6Address].flatMap((text) => plainAddress(text ?? '') ?? []),
    ),
  );
  return { members: members.toSorted((a, b) => makesIt(a) - makesIt(b)), addresses: new Set(addresses) };
}

function portsOf(container: RunningContainer, own: string | null): readonly SeenPort[] {
  return container.boundPorts.flatMap(({ hostIp, hostPort, containerPort, protocol }) =>
    protocol === 'tcp' || protocol === 'udp'
      ? [
          {
            hostIp,
            hostPort: Number(hostPort),
            protocol,
            containerPort,
            service: observedName(container, own),
          },
        ]
      : [],
  );
}

/** Of the default route. */
function outsideInterface(kernel: Kernel): string | null {
  for (const line of kernel.read('/proc/self/net/route')?.split('\n') ?? []) {
    const [name, destination, , , , , , mask] = line.split(/\s+/);
    if (destination === '00000000' && mask === '00000000') return name ?? null;
  }
  return null;
}

function proxyProcesses(kernel: Kernel): readonly string[] {
  return processes(kernel).filter((pid) => kernel.read(`/proc/${pid}/comm`)?.trim() === 'docker-proxy');
}

/** Looks at all that is watched. */
export function lookAt(kernel: Kernel, watched: Watched, keepsAddresses: boolean): Look {
  const namespaces = watched.namespaces.map(({ members, addresses }): SeenNamespace => {
    const [first] = members;
    const shared = members.length > 1;
    return {
      holders: members.map(({ name }) => name),
      addresses,
      sockets: first === undefined ? [] : socketsOf(kernel, `/proc/${first.pid}/net`),
      holderOf: shared ? holdersOf(kernel, members) : new Map(),
    };
  });
  const host: SeenHost = {
    holders: watched.open.map(({ name }) => name),
    addresses: watched.hostAddresses,
    sockets: socketsOf(kernel, '/proc/self/net'),
    holderOf: holdersOf(kernel, watched.open),
    proxies: new Set(watched.proxies.flatMap((pid) => inodesOf(kernel, pid))),
  };
  return { namespaces, host, ports: watched.ports, flows: flows(kernel), lan: watched.lan, keepsAddresses };
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

/** Whose process holds which socket: a container's processes are those that see its files, also what `exec` started. */
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
