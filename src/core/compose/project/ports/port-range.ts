// Ranges of ports. They stay ranges in the model: what asks about one port asks the range, and where a list of single ports is wanted
// they are given one after the other, since one line of a file may hold all 65,535.

import type { PortBinding } from '../../topology.ts';

/** The ports from `first` to `last`, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Parses `80` or `8000-8010`; returns null when the text is no port, is out of range, or runs backwards. */
export function parsePortRange(text: string): PortRange | null {
  const match = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text);
  if (match === null) return null;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return last > 65535 || last < first ? null : { first, last };
}

/** The numbers of a published port: one, a range on both sides, or a pool of host ports for one container port. */
export type MappedPorts = Pick<PortBinding, 'hostPort' | 'containerPort' | 'containerLast'>;

interface ContainerPorts {
  readonly containerPort: number;
  readonly containerLast?: number | undefined;
}

/** Returns the ports inside the container. */
export function containerRange({ containerPort, containerLast = containerPort }: ContainerPorts): PortRange {
  return { first: containerPort, last: containerLast };
}

/** Returns the container port as text: `80`, or `80-89` for a range. */
export function containerText(ports: ContainerPorts): string {
  return rangeText(containerRange(ports));
}

/** Returns a range as text: `80`, or `80-89`. */
export function rangeText({ first, last }: PortRange): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

/** True when several container ports are mapped at once. */
export function isPortRange({ containerPort, containerLast = containerPort }: MappedPorts): boolean {
  return containerLast !== containerPort;
}

/** True when the Engine picks one free host port of several. */
export function isPool(ports: MappedPorts): boolean {
  return ports.hostPort.includes('-') && !isPortRange(ports);
}

/** Returns the stated host ports, those of a pool included; null when the host picks freely. */
export function hostRange({ hostPort }: Pick<MappedPorts, 'hostPort'>): PortRange | null {
  return parsePortRange(hostPort);
}

/** Returns the host ports that a mapping certainly occupies; null when the Engine picks them, from a pool or freely. */
export function claimedPorts(ports: MappedPorts): PortRange | null {
  return isPool(ports) ? null : hostRange(ports);
}

export function holdsPort({ first, last }: PortRange, port: number): boolean {
  return first <= port && port <= last;
}

/** Returns the container port behind a certain host port; null when the mapping does not include it. */
export function containerPortBehind(ports: MappedPorts, hostPort: number): number | null {
  const claimed = claimedPorts(ports);
  if (claimed === null || !holdsPort(claimed, hostPort)) return null;
  return ports.containerPort + hostPort - claimed.first;
}

/** Returns the number of mapped container ports. */
export function portCount(ports: MappedPorts): number {
  const { first, last } = containerRange(ports);
  return last - first + 1;
}

/** Yields the mapping of each container port separately. */
export function* eachPort<P extends MappedPorts>(ports: P): Generator<P> {
  if (!isPortRange(ports)) {
    yield ports;
    return;
  }
  const { containerLast: _, ...rest } = ports;
  const { first, last } = containerRange(ports);
  const host = hostRange(ports);
  for (let containerPort = first; containerPort <= last; containerPort++) {
    const hostPort = host === null ? '' : `${host.first + containerPort - first}`;
    yield { ...rest, containerPort, hostPort } as unknown as P;
  }
}

/** Returns the mapping of the container ports in `part` of a range. */
export function partOf<P extends MappedPorts>(ports: P, { first, last }: PortRange): P {
  const { containerLast: _, ...rest } = ports;
  const host = hostRange(ports);
  const shift = (host?.first ?? 0) - ports.containerPort;
  const hostPort = host === null ? '' : rangeText({ first: first + shift, last: last + shift });
  const end = first === last ? {} : { containerLast: last };
  return { ...rest, containerPort: first, hostPort, ...end } as unknown as P;
}

/** A stretch of numbers that the same `ranges` contain, listed in the order in which they were given. */
export interface Stretch<R> extends PortRange {
  readonly held: readonly R[];
}

/**
 * Yields the numbers in `ranges`, cut wherever a range begins or ends, in ascending order. `held` is one array that changes from stretch to
 * stretch.
 */
export function* stretchesOf<R extends PortRange>(ranges: readonly R[]): Generator<Stretch<R>> {
  const begins = ranges.map((_, order) => order).sort((a, b) => firstOf(ranges[a]) - firstOf(ranges[b]));
  const ends = ranges.map((_, order) => order).sort((a, b) => lastOf(ranges[a]) - lastOf(ranges[b]));
  const orders: number[] = [];
  const held: R[] = [];
  let begin = 0;
  let end = 0;
  let at = firstOf(ranges[begins[0] ?? 0]);
  while (end < ends.length) {
    for (let order = begins[begin]; order !== undefined; order = begins[begin]) {
      const range = ranges[order];
      if (range === undefined || range.first > at) break;
      const position = insertionPoint(orders, order);
      orders.splice(position, 0, order);
      held.splice(position, 0, range);
      begin++;
    }
    const next = firstOf(ranges[begins[begin] ?? -1]);
    if (held.length === 0) {
      at = next;
      continue;
    }
    const last = Math.min(lastOf(ranges[ends[end] ?? -1]), next - 1);
    yield { first: at, last, held };
    at = last + 1;
    for (let order = ends[end]; order !== undefined && lastOf(ranges[order]) < at; order = ends[end]) {
      const position = insertionPoint(orders, order);
      orders.splice(position, 1);
      held.splice(position, 1);
      end++;
    }
  }
}

function firstOf(range: PortRange | undefined): number {
  return range?.first ?? Number.POSITIVE_INFINITY;
}

function lastOf(range: PortRange | undefined): number {
  return range?.last ?? Number.POSITIVE_INFINITY;
}

/** Returns the position of `order` in the sorted list, or the position at which to insert it. */
function insertionPoint(orders: readonly number[], order: number): number {
  let low = 0;
  let high = orders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((orders[middle] ?? 0) < order) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the first number from `from` to 65,535 that no range of `taken` contains; null when there is none. */
export function firstFree(taken: readonly PortRange[], from: number): number | null {
  let free = from;
  for (const { first, last } of [...taken].sort((a, b) => a.first - b.first)) {
    if (first > free) break;
    free = Math.max(free, last + 1);
  }
  return free <= 65_535 ? free : null;
}
