// The network namespaces of a deployment, each with the probe that asks in it and what listens there.

import { holdsAddress, rangeOf } from '../../../core/compose/bind-addresses.ts';
import { hasDeadNamespace, joinedContainer } from '../../../core/host/running/dead-namespace.ts';
import type { RunningContainer } from '../../../core/host/running/running-host.ts';
import { resolverAddress } from '../../../core/observed/look.ts';
import { parseSockets } from '../../../core/observed/sockets.ts';
import type { Family } from '../../../core/reach/reach-model.ts';
import type { Deployment } from '../read-deployment.ts';
import { inParallel, type Probe, type ProbeSession } from './probe-session.ts';

// TCP sockets that listen in a network namespace, from /proc/net/tcp and /proc/net/tcp6.
interface Listener {
  readonly port: number;
  /** The address that the listener is bound to; null for any. */
  readonly address: string | null;
}

/** Parses the listeners that another namespace may reach in a family, by port; leaves out loopback and the other family. */
export function parseListeners(text: string, family: Family = 'ipv4'): readonly Listener[] {
  const found = new Map<string, Listener>();
  for (const { local, state } of parseSockets(text, 'tcp')) {
    // A socket at :: takes IPv4, too.
    const any = local.address === '::' || (family === 'ipv4' && local.address === '0.0.0.0');
    if (state !== 'listens' || !(any || (familyOf(local.address) === family && isRoutable(local.address))))
      continue;
    const listener = { port: local.port, address: any ? null : local.address };
    found.set(`${listener.port} ${listener.address}`, listener);
  }
  return [...found.values()].sort((a, b) => a.port - b.port);
}

export interface ProbedNamespace {
  readonly probe: Probe;
  /** The container that owns the namespace; null for the host's. */
  readonly owner: RunningContainer | null;
  readonly addresses: ByFamily<readonly string[]>;
  readonly listeners: ByFamily<readonly Listener[]>;
  /** True when anything listens on a TCP port, even on loopback only. */
  readonly listens: boolean;
  /** Addresses in /etc/hosts by name, which hold old links (D5). */
  readonly hosts: ReadonlyMap<string, string>;
}

export interface ProbedServices {
  /** The namespace of each service's first running container. */
  readonly of: ReadonlyMap<string, ProbedNamespace>;
  readonly host: ProbedNamespace;
  /** The host's outside address; null without a default route. */
  readonly hostAddress: ByFamily<string | null>;
  /** All addresses of the host, including its bridges, except loopback and link-local ones. */
  readonly hostAddresses: ByFamily<readonly HostAddress[]>;
}

type ByFamily<T> = { readonly [family in Family]: T };

const families: readonly Family[] = ['ipv4', 'ipv6'];

function byFamily<T>(of: (family: Family) => T): ByFamily<T> {
  return { ipv4: of('ipv4'), ipv6: of('ipv6') };
}

export function familyOf(address: string): Family {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

/** True when an address is neither loopback nor link-local. */
function isRoutable(address: string): boolean {
  return !/^(?:127\.|::1$|fe80:)/i.test(address);
}

export interface HostAddress {
  readonly address: string;
  /** The length of the network prefix. */
  readonly prefix: number;
}

/** True when `address` is in the same network as the host's address. */
export function isInSubnet({ address: own, prefix }: HostAddress, address: string): boolean {
  const range = rangeOf(`${own}/${prefix}`);
  return range !== null && holdsAddress(range, address);
}

/** Parses the lines of `ip -o addr show` of one family. */
function parseAddresses(text: string): readonly HostAddress[] {
  return [...text.matchAll(/\binet6? ([\da-f.:]+)\/(\d+)/g)]
    .map(([, address = '', prefix]) => ({ address, prefix: Number(prefix) }))
    .filter(({ address }) => isRoutable(address));
}

/** Unassigned addresses, used to find the host's route to the outside. */
const unassignedAddresses: ByFamily<string> = { ipv4: '192.0.2.1', ipv6: '2001:db8::1' };

/** Starts one probe in each namespace and reads its addresses and listeners. */
export async function probeNamespaces(
  session: ProbeSession,
  deployment: Deployment,
  services: readonly string[],
): Promise<ProbedServices> {
  const host = await look(session, null);
  const ask = (words: string) => session.read(host.probe, ['sh', '-c', `${words} 2>/dev/null || :`]);
  const routes = { ipv4: '', ipv6: '' };
  const addresses = { ipv4: '', ipv6: '' };
  for (const family of families) {
    const flag = family === 'ipv4' ? '-4' : '-6';
    routes[family] = await ask(`ip ${flag} route get ${unassignedAddresses[family]}`);
    addresses[family] = await ask(`ip -o ${flag} addr show`);
  }
  const owners = new Map<string, RunningContainer>();
  for (const service of services) {
    const first = deployment.containers.find((one) => one.service === service && one.running);
    const owner = first ? ownerOf(deployment, first) : null;
    if (owner?.running) owners.set(service, owner);
  }
  const looked = new Map<RunningContainer, ProbedNamespace>();
  await inParallel([...new Set(owners.values())], async (owner) => {
    looked.set(owner, owner.mode === 'host' ? host : await look(session, owner));
  });
  const of = new Map<string, ProbedNamespace>();
  for (const [service, owner] of owners) {
    const namespace = looked.get(owner);
    if (namespace) of.set(service, namespace);
  }
  return {
    of,
    host,
    hostAddress: byFamily((family) => /\bsrc ([\da-f.:]+)/.exec(routes[family])?.[1] ?? null),
    hostAddresses: byFamily((family) => parseAddresses(addresses[family])),
  };
}

/**
 * Returns the container whose namespace another one shares. Follows `container:` up to a container that kept an old namespace when its
 * owner was restarted. Null when the chain leaves the project or loops.
 */
export function ownerOf(deployment: Deployment, start: RunningContainer): RunningContainer | null {
  const { containers, neighbours } = deployment;
  const known = [...containers, ...neighbours];
  const seen = new Set<RunningContainer>();
  let container = start;
  while (container.mode.startsWith('container:')) {
    if (seen.has(container)) return null;
    seen.add(container);
    const next = joinedContainer(known, container.mode);
    if (next !== undefined && container.running && hasDeadNamespace({ containers: known }, container))
      return container;
    if (next === undefined || !containers.includes(next)) return null;
    container = next;
  }
  return container;
}

/** True when the container asked through has lost its namespace, so that only loopback is left in it. */
export function isDead({ owner }: Pick<ProbedNamespace, 'owner'>): boolean {
  return owner?.mode.startsWith('container:') === true;
}

async function look(session: ProbeSession, owner: RunningContainer | null): Promise<ProbedNamespace> {
  const probe = await session.start(owner === null ? 'host' : { container: owner.id });
  // A kernel without IPv6 has no tcp6: the other file is enough.
  const sockets = await session.read(probe, [
    'sh',
    '-c',
    'cat /proc/net/tcp /proc/net/tcp6 2>/dev/null || :',
  ]);
  const hosts = new Map<string, string>();
  for (const line of (await session.hosts(probe)).split('\n')) {
    const [address = '', ...names] = line.split(/\s+/);
    for (const name of names) if (/^[\d.]+$/.test(address) && !hosts.has(name)) hosts.set(name, address);
  }
  return {
    probe,
    owner,
    addresses: byFamily((family) => (owner === null ? [] : addressesOf(owner, family))),
    listeners: byFamily((family) => parseListeners(sockets, family)),
    listens: parseSockets(sockets, 'tcp').some(
      ({ state, local }) => state === 'listens' && local.address !== resolverAddress,
    ),
    hosts,
  };
}

/** Returns a container's addresses on its networks. */
export function addressesOf({ json }: RunningContainer, family: Family): readonly string[] {
  return Object.values(json.NetworkSettings.Networks ?? {})
    .map(({ IPAddress, GlobalIPv6Address }) => (family === 'ipv4' ? IPAddress : GlobalIPv6Address) ?? '')
    .filter((address) => address !== '');
}
