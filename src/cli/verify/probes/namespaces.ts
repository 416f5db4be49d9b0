// The network namespaces of a deployment, each with the probe that asks in it and what listens there.

import type { RunningContainer } from '../../../core/host/running/running-host.ts';
import { parseSockets } from '../../../core/observed/sockets.ts';
import type { Deployment } from '../read-deployment.ts';
import { inParallel, type Probe, type ProbeSession } from './probe-session.ts';

// TCP sockets that listen in a network namespace, from /proc/net/tcp and /proc/net/tcp6.
interface Listener {
  readonly port: number;
  /** The IPv4 address it is bound to; null for any. */
  readonly address: string | null;
}

/** The listeners that IPv4 from elsewhere may find, by port; loopback and IPv6 addresses are left out. */
export function parseListeners(text: string): readonly Listener[] {
  const found = new Map<string, Listener>();
  for (const { local, state } of parseSockets(text, 'tcp')) {
    const any = local.address === '0.0.0.0' || local.address === '::';
    if (state !== 'listens' || local.address.startsWith('127.') || (!any && local.address.includes(':')))
      continue;
    const listener = { port: local.port, address: any ? null : local.address };
    found.set(`${listener.port} ${listener.address}`, listener);
  }
  return [...found.values()].sort((a, b) => a.port - b.port);
}

export interface ProbedNamespace {
  readonly probe: Probe;
  /** The container whose namespace it is; null for the host's. */
  readonly owner: RunningContainer | null;
  readonly addresses: readonly string[];
  readonly listeners: readonly Listener[];
  /** Address of a name in /etc/hosts, where old links stand (D5). */
  readonly hosts: ReadonlyMap<string, string>;
}

export interface ProbedServices {
  /** By service: the namespace of its first running container. */
  readonly of: ReadonlyMap<string, ProbedNamespace>;
  readonly host: ProbedNamespace;
  /** The address of the host towards the outside; null without a default route. */
  readonly hostAddress: string | null;
  /** All IPv4 addresses of the host but loopback, its bridges' too. */
  readonly hostAddresses: readonly HostAddress[];
}

export interface HostAddress {
  readonly address: string;
  /** Length of the network's part. */
  readonly prefix: number;
}

/** Whether `address` is one of the network that the host's address is in. */
export function isBeside({ address: own, prefix }: HostAddress, address: string): boolean {
  const bits = (text: string): number =>
    text.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0) / 2 ** (32 - prefix);
  return Math.floor(bits(own)) === Math.floor(bits(address));
}

/** From the lines of `ip -o -4 addr show`. */
function parseAddresses(text: string): readonly HostAddress[] {
  return [...text.matchAll(/\binet ([\d.]+)\/(\d+)/g)]
    .map(([, address = '', prefix]) => ({ address, prefix: Number(prefix) }))
    .filter(({ address }) => !address.startsWith('127.'));
}

/** Starts one probe per namespace and reads what is there. */
export async function probeNamespaces(
  session: ProbeSession,
  deployment: Deployment,
  services: readonly string[],
): Promise<ProbedServices> {
  const host = await look(session, null);
  const route = await session.read(host.probe, ['sh', '-c', 'ip route get 192.0.2.1 2>/dev/null || :']);
  const addresses = await session.read(host.probe, ['sh', '-c', 'ip -o -4 addr show 2>/dev/null || :']);
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
  const hostAddress = /\bsrc ([\d.]+)/.exec(route)?.[1] ?? null;
  return { of, host, hostAddress, hostAddresses: parseAddresses(addresses) };
}

/** Follows `container:`; null where it leads out of the project, or in a circle. */
export function ownerOf(deployment: Deployment, start: RunningContainer): RunningContainer | null {
  const seen = new Set<RunningContainer>();
  let container = start;
  while (container.mode.startsWith('container:')) {
    if (seen.has(container)) return null;
    seen.add(container);
    const target = container.mode.slice('container:'.length);
    const next = deployment.containers.find(({ id, name }) => id === target || name === target);
    if (!next) return null;
    container = next;
  }
  return container;
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
  const addresses = [...(owner?.networks.values() ?? [])].map(({ address }) => address);
  return {
    probe,
    owner,
    addresses: addresses.filter((address) => address !== ''),
    listeners: parseListeners(sockets),
    hosts,
  };
}
