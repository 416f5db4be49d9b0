// The host's ports as one table: it has one set of them, whatever stack publishes.

import { publishedMeaning } from '../analysis/port-meaning.ts';
import type { Published } from '../analysis/reach/reach-model.ts';
import { bindAddressesMeet } from '../analysis/rules/facts/addresses.ts';
import { claimedAddress } from '../analysis/rules/facts/publishes.ts';
import type { HostAnalysis } from './analyze-host.ts';
import { hostName, splitHostName } from './host.ts';
import { firstFreePort } from './port-claims.ts';

/** One published port of the host. */
export interface HostPort {
  readonly stack: string;
  /** Local name. */
  readonly service: string;
  readonly address: string;
  /** The address that it claims; '' for every address of either family (F4). */
  readonly claimed: string;
  /** A number, `A-B` for a pool, '' where the host picks one; as written where variables keep it from being read. */
  readonly port: string;
  /** False where the port cannot be read. */
  readonly read: boolean;
  readonly containerPort: number | null;
  readonly protocol: string;
  /** Who answers to it from where. */
  readonly from: Published['reachableFrom'];
  /** What is spoken there; '' where the numbers say nothing. */
  readonly words: string;
  /** Others that publish the same, as `STACK/SERVICE`. */
  readonly clashes: readonly string[];
}

/** All published ports, by number, then address, then as they stand in the host. */
export function hostPorts(host: HostAnalysis): readonly HostPort[] {
  const ports: Omit<HostPort, 'clashes'>[] = [];
  for (const [name, facts] of host.reach.facts) {
    if (facts.owner !== name) continue;
    const owner = host.joined.topology.services.get(name);
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

function rangeOf({ port }: Pick<HostPort, 'port'>): readonly [number, number] {
  const [first = 0, last = first] = port.split('-').map(Number);
  return [first, last];
}

/** Sorted by number, so that only neighbours need to be compared. */
function withClashes(ports: readonly Omit<HostPort, 'clashes'>[]): readonly HostPort[] {
  const clashes = ports.map((): Set<string> => new Set());
  for (const [at, one] of ports.entries()) {
    if (!binds(one)) continue;
    const [, last] = rangeOf(one);
    for (let next = at + 1; next < ports.length; next++) {
      const other = ports[next];
      if (other === undefined || firstOf(other) > last) break;
      if (!binds(other) || other.protocol !== one.protocol || !bindAddressesMeet(one.claimed, other.claimed))
        continue;
      if (one.stack === other.stack && one.service === other.service) continue;
      clashes[at]?.add(hostName(other.stack, other.service));
      clashes[next]?.add(hostName(one.stack, one.service));
    }
  }
  return ports.map((port, at) => ({ ...port, clashes: [...(clashes[at] ?? [])] }));
}

/** Whether the port is bound: a range takes whatever is free in it, and nothing binds a dead port. */
function binds({ read, port, from }: Omit<HostPort, 'clashes'>): boolean {
  return read && port !== '' && !port.includes('-') && from !== 'nowhere';
}

const usualFirst = 8080;
const usualLast = 8999;

/** The first port of the host that nothing publishes: after the highest between 8080 and 8999, 8080 where none is; null for none. */
export function nextFreePort(ports: readonly HostPort[]): number | null {
  const taken = new Set<number>();
  for (const port of ports) {
    if (!port.read || port.port === '') continue;
    const [first, last] = rangeOf(port);
    for (let number = first; number <= last; number++) taken.add(number);
  }
  const usual = [...taken].filter((number) => number >= usualFirst && number <= usualLast);
  return firstFreePort(taken, usual.length === 0 ? usualFirst : Math.max(...usual) + 1);
}
