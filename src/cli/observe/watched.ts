// The containers that are watched, by network namespace.

import { rangeOf } from '../../core/compose/bind-addresses.ts';
import { nameList } from '../../core/compose/name-list.ts';
import { joinedContainer } from '../../core/host/running/dead-namespace.ts';
import type { RunningContainer, RunningHost } from '../../core/host/running/running-host.ts';
import { noProject } from '../../core/host/running/running-projects.ts';
import type { SeenPort } from '../../core/observed/look.ts';
import type { ObservedRecord } from '../../core/observed/record.ts';
import { possibleEnds } from '../../core/observed/shared-names.ts';
import { canonicalAddress } from '../../core/observed/sockets.ts';
import type { Kernel } from './namespace-reader.ts';

export interface Member {
  readonly name: string;
  readonly pid: number;
  readonly container: RunningContainer;
}

/** The containers in one namespace; the first one created it. */
export interface Namespace {
  /** The kernel's name of the namespace: `net:[4026531840]`. */
  readonly id: string;
  readonly members: readonly Member[];
  /** Containers that created the namespace and have left it: they were restarted, and the containers that joined it stayed. */
  readonly left: readonly string[];
  readonly addresses: ReadonlySet<string>;
}

/** The containers that are watched until one starts or stops. */
export interface Watched {
  readonly namespaces: readonly Namespace[];
  /** Containers in the machine's own namespace. */
  readonly open: readonly Member[];
  readonly ports: readonly SeenPort[];
  readonly lan: readonly string[];
  /** The subnets of Docker's networks. */
  readonly subnets: readonly string[];
  readonly hostAddresses: ReadonlySet<string>;
  /** What cannot be observed, with the services it concerns; null means all services. */
  readonly unseen: readonly (ObservedRecord['unseen'][number] & { readonly who: readonly string[] | null })[];
  /** The services of the requested project, by their names in the record; null when all are requested. */
  readonly own: ReadonlySet<string> | null;
}

/** True when any of `names` is a requested service. */
export function isRequested({ own }: Pick<Watched, 'own'>, names: readonly string[]): boolean {
  return own === null || names.flatMap(possibleEnds).some((name) => own.has(name));
}

/** Returns a container's service name in the record: plain in its own project, `STACK/SERVICE` elsewhere. */
export function observedName({ project, service, name }: RunningContainer, own: string | null): string {
  if (project === null) return `${noProject}/${name}`;
  return project === own ? service : `${project}/${service}`;
}

/** Finds the namespaces of the running containers. `own` is the project whose services go by their plain names. */
export function findNamespaces(kernel: Kernel, host: RunningHost, own: string | null): Watched {
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
      unseen.push({ who: [name], what: name, why: 'its namespace is not readable; run as root' });
      continue;
    }
    const member = { name, pid, container };
    if (id === machine) open.push(member);
    else groups.set(id, [...(groups.get(id) ?? []), member]);
  }
  const namespaces = [...groups].map(([id, members]) => namespaceOf(host, id, members, own));
  for (const { members, left } of namespaces) {
    const who = [...members.map(({ name }) => name), ...left];
    if (who.length < 2) continue;
    unseen.push({
      who,
      what: `which of ${nameList(who)} had a connection that had already ended`,
      why: 'they share a network namespace, and no process holds the connection any more',
    });
  }
  if (open.length > 0) {
    unseen.push({
      who: null,
      what: `which of the host, ${nameList(open.map(({ name }) => name))} had a connection that had already ended`,
      why: 'they share a network namespace, and no process holds the connection any more',
    });
  }
  if (kernel.read(flowTable) === null) {
    unseen.push({
      who: null,
      what: 'short connections between two looks, and UDP without a connected socket',
      why: `the kernel's connection table (${flowTable}) cannot be read`,
    });
  }
  const interfaces = kernel.interfaces();
  const outside = outsideInterface(kernel);
  return {
    namespaces,
    open,
    ports: host.containers.flatMap((container) => (container.running ? portsOf(container, own) : [])),
    lan: (outside === null ? [] : (interfaces.get(outside) ?? [])).filter(
      (cidr) => !cidr.startsWith('fe80:'),
    ),
    // Those of macvlan and ipvlan are the LAN's.
    subnets: [...host.networks.values()]
      .filter(({ driver }) => driver === 'bridge' || driver === 'overlay')
      .flatMap(({ subnets }) =>
        subnets.flatMap(({ subnet }) => (rangeOf(subnet) === null ? [] : (subnet ?? []))),
      ),
    hostAddresses: new Set(
      [...interfaces.values()].flat().flatMap((cidr) => canonicalAddress(cidr.replace(/\/.*$/, '')) ?? []),
    ),
    unseen,
    own:
      own === null
        ? null
        : new Set(host.containers.flatMap(({ project, service }) => (project === own ? [service] : []))),
  };
}

export const flowTable = '/proc/self/net/nf_conntrack';

/** True when a container's processes are on this machine; a remote Engine has process ids of its own. */
export function isHere(kernel: Kernel, { id, json }: RunningContainer): boolean {
  const pid = json.State.Pid ?? 0;
  return (
    pid > 0 &&
    [`/proc/${pid}/mountinfo`, `/proc/${pid}/cgroup`].some((file) => kernel.read(file)?.includes(id))
  );
}

function namespaceOf(
  host: RunningHost,
  id: string,
  members: readonly Member[],
  own: string | null,
): Namespace {
  const makesIt = ({ container }: Member): number => Number(container.mode.startsWith('container:'));
  const addresses = members.flatMap(({ container }) =>
    Object.values(container.json.NetworkSettings.Networks ?? {}).flatMap(({ IPAddress, GlobalIPv6Address }) =>
      [IPAddress, GlobalIPv6Address].flatMap((text) => canonicalAddress(text ?? '') ?? []),
    ),
  );
  const makers = members.flatMap(({ container: { mode } }) =>
    mode.startsWith('container:') ? (joinedContainer(host.containers, mode) ?? []) : [],
  );
  const here = new Set(members.map(({ container }) => container.id));
  const left = makers.filter((one) => !here.has(one.id)).map((one) => observedName(one, own));
  return {
    id,
    members: members.toSorted((a, b) => makesIt(a) - makesIt(b)),
    left: [...new Set(left)],
    addresses: new Set(addresses),
  };
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

/** Returns the interface of the default route. */
function outsideInterface(kernel: Kernel): string | null {
  for (const line of kernel.read('/proc/self/net/route')?.split('\n') ?? []) {
    const [name, destination, , , , , , mask] = line.split(/\s+/);
    if (destination === '00000000' && mask === '00000000') return name ?? null;
  }
  return null;
}
