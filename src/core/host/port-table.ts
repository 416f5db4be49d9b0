// All stacks share the ports of the host. This table says which service claims which port, and which port is free.

import { bindAddressesMeet } from '../compose/bind-addresses.ts';
import { isPool, type PortRange, parsePortRange } from '../compose/project/ports/port-range.ts';
import { freeHostPort, publishedMeaning } from '../images/port-meaning.ts';
import { claimedAddress } from '../reach/port-claims.ts';
import type { Published } from '../reach/reach-model.ts';
import { hostName, splitHostName } from './host.ts';
import type { HostFacts } from './host-facts.ts';

/** One published port of the host. */
export interface HostPort {
  readonly stack: string;
  /** The name of the service in its stack. */
  readonly service: string;
  readonly address: string;
  /** The address that the port claims; '' for every address of either family (F4). */
  readonly claimed: string;
  /** A number, `A-B` for a range or a pool, '' when the host picks one; as written when variables make it unreadable. */
  readonly port: string;
  /** False when the port cannot be read. */
  readonly read: boolean;
  readonly containerPort: number | null;
  /** The last container port of a range; absent for a single port. */
  readonly containerLast?: number;
  readonly protocol: string;
  /** The origin from which the port is reachable. */
  readonly from: Published['reachableFrom'];
  /** The protocol in words; '' when the numbers do not show it. */
  readonly words: string;
  /** The services that publish the same port, as `STACK/SERVICE`. */
  readonly clashes: readonly string[];
}

type JoinedPorts = Pick<HostFacts, 'reach' | 'topology'>;

/** Returns all published ports, by number, then address, then in the order of the host. */
export function hostPorts(host: JoinedPorts): readonly HostPort[] {
  const ports: Omit<HostPort, 'clashes'>[] = [];
  for (const [name, facts] of host.reach.facts) {
    if (facts.owner !== name) continue;
    const owner = host.topology.services.get(name);
    for (const port of facts.published) {
      const { stack, service } = splitHostName(port.service);
      ports.push({
        stack,
        service,
        address: port.hostIp,
        claimed: owner ? claimedAddress(owner, port) : port.hostIp,
        port: port.hostPort,
        read: true,
        containerPort: port.containerPort,
        ...(port.containerLast === undefined ? {} : { containerLast: port.containerLast }),
        protocol: port.protocol,
        from: port.reachableFrom,
        words: publishedMeaning(port)?.words ?? '',
      });
    }
    for (const { raw, reachableFrom, service: of } of facts.unreadPorts) {
      const { stack, service } = splitHostName(of);
      ports.push({
        stack,
        service,
        address: '',
        claimed: '',
        port: raw,
        read: false,
        containerPort: null,
        protocol: '',
        from: reachableFrom,
        words: '',
      });
    }
  }
  ports.sort(
    (a, b) => firstOf(a) - firstOf(b) || (a.address < b.address ? -1 : a.address > b.address ? 1 : 0),
  );
  return withClashes(ports);
}

function firstOf({ port, read }: Pick<HostPort, 'port' | 'read'>): number {
  return read && port !== '' ? Number(port.split('-')[0]) : Number.POSITIVE_INFINITY;
}

function rangeOf({ port, read }: Pick<HostPort, 'port' | 'read'>): PortRange | null {
  return read ? parsePortRange(port) : null;
}

/** Adds the clashes of ports that are sorted by number, so that only neighbours need to be compared. */
function withClashes(ports: readonly Omit<HostPort, 'clashes'>[]): readonly HostPort[] {
  const clashes = ports.map((): Set<string> => new Set());
  for (const [at, hostPort] of ports.entries()) {
    if (!isBound(hostPort)) continue;
    const last = rangeOf(hostPort)?.last ?? 0;
    for (let next = at + 1; next < ports.length; next++) {
      const other = ports[next];
      if (other === undefined || firstOf(other) > last) break;
      if (
        !isBound(other) ||
        other.protocol !== hostPort.protocol ||
        !bindAddressesMeet(hostPort.claimed, other.claimed)
      )
        continue;
      if (hostPort.stack === other.stack && hostPort.service === other.service) continue;
      clashes[at]?.add(hostName(other.stack, other.service));
      clashes[next]?.add(hostName(hostPort.stack, hostPort.service));
    }
  }
  return ports.map((port, at) => ({ ...port, clashes: [...(clashes[at] ?? [])] }));
}

/** True when the port is bound: a pool takes any free port, and a dead port binds nothing. */
function isBound({ read, port, from, containerPort, ...rest }: Omit<HostPort, 'clashes'>): boolean {
  if (!read || port === '' || from === 'nowhere' || containerPort === null) return false;
  return !isPool({ hostPort: port, containerPort, ...rest });
}

const firstSearchedPort = 8080;
const lastSearchedPort = 8999;

/** Returns the first free port after the highest in use between 8080 and 8999, skipping well-known ones; null for none. */
export function nextFreePort(ports: readonly HostPort[]): number | null {
  const taken = ports.flatMap((port) => rangeOf(port) ?? []);
  let from = firstSearchedPort - 1;
  for (const { first, last } of taken) {
    if (first <= lastSearchedPort && last >= firstSearchedPort)
      from = Math.max(from, Math.min(last, lastSearchedPort));
  }
  return freeHostPort(taken, from, 'tcp');
}
