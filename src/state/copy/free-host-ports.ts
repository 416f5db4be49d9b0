// Host ports of a copy: two containers cannot publish the same one.

import { formatPort, readPort } from '../../core/compose/operations/port/port-text.ts';
import type { PortItem, Topology } from '../../core/compose/topology.ts';
import type { Writable } from '../../core/yaml/format-value.ts';
import { isBody } from './copied-service.ts';

const lastPort = 65_535;

function numbersOf(hostPort: string): readonly number[] {
  if (hostPort === '') return [];
  const [first = Number.NaN, last = first] = hostPort.split('-').map(Number);
  const numbers: number[] = [];
  for (let port = first; port <= last; port++) numbers.push(port);
  return numbers;
}

/** Every host port that some service publishes, whatever the protocol and address. */
export function takenPorts({ services }: Topology): Set<number> {
  const taken = new Set<number>();
  for (const { ports } of services.values()) {
    for (const { bindings } of ports) {
      for (const { hostPort } of bindings) for (const port of numbersOf(hostPort)) taken.add(port);
    }
  }
  return taken;
}

/** The smallest shift that makes all of them free; null for none. */
function shiftOf(numbers: readonly number[], taken: ReadonlySet<number>): number | null {
  const highest = Math.max(...numbers);
  for (let shift = 0; highest + shift <= lastPort; shift++) {
    if (numbers.every((port) => !taken.has(port + shift))) return shift;
  }
  return null;
}

function shifted(hostPort: string, shift: number): string {
  return hostPort
    .split('-')
    .map((port) => String(Number(port) + shift))
    .join('-');
}

/** One item with its host port moved by `shift`; the item as it was where its form is not known. */
function renumbered(value: Writable, shift: number): Writable {
  if (isBody(value)) {
    const { published } = value;
    return published === undefined ? value : { ...value, published: shifted(String(published), shift) };
  }
  const port = readPort(String(value));
  return port.ok ? formatPort({ ...port.value, hostPort: shifted(port.value.hostPort, shift) }) : value;
}

/** `ports` of a copy with host ports that are free; takes them. An item with a variable stays: its number is not known. */
export function freeHostPorts(ports: Writable, items: readonly PortItem[], taken: Set<number>): Writable {
  if (!Array.isArray(ports)) return ports;
  const values: readonly Writable[] = ports;
  return values.map((value, index) => {
    const item = items.find((each) => each.index === index);
    if (!item || item.problem !== null || item.raw.includes('$')) return value;
    const numbers = item.bindings.flatMap(({ hostPort }) => numbersOf(hostPort)).filter(Number.isFinite);
    if (numbers.length === 0) return value;
    const shift = shiftOf(numbers, taken);
    if (shift === null) return value;
    for (const port of numbers) taken.add(port + shift);
    return shift === 0 ? value : renumbered(value, shift);
  });
}
