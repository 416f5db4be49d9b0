// Copies of services as operations on a file: with free names and free host ports, and with references within the copied group renamed.

import { freeName } from '../../../core/compose/free-name.ts';
import type { Operation } from '../../../core/compose/operations/operation.ts';
import { formatPort, readPort } from '../../../core/compose/operations/steps/port-text.ts';
import { hostRange, type PortRange } from '../../../core/compose/project/ports/port-range.ts';
import type { PortItem, Topology } from '../../../core/compose/topology.ts';
import type { Writable } from '../../../core/yaml/format-value.ts';
import { type Body, copiedService, isBody } from './copied-service.ts';

interface Paste {
  readonly operations: readonly Operation[];
  /** The names of the copies. */
  readonly names: readonly string[];
  /** The services that could not be copied. */
  readonly left: readonly string[];
}

/** Returns the name in the target for a name of the source; null when the target has none. */
type Rename = (name: string) => string | null;

/** Returns `depends_on`, in its list or map form, without services that the target lacks. */
function copiedDependencies(value: Writable, rename: Rename): Writable {
  if (Array.isArray(value)) {
    const items: readonly Writable[] = value;
    return items.map((item) => rename(String(item))).filter((name) => name !== null);
  }
  if (!isBody(value)) return value;
  const entries = Object.entries(value).flatMap(([name, rest]): [string, Writable][] => {
    const to = rename(name);
    return to === null ? [] : [[to, rest]];
  });
  return Object.fromEntries(entries);
}

function isEmpty(value: Writable): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isBody(value) && Object.keys(value).length === 0;
}

/** Returns the `network_mode` of a copy; `none` when the service that it joins is missing. */
function copiedNetworkMode(value: Writable, rename: Rename): Writable {
  const owner = /^service:(.+)$/.exec(String(value))?.[1];
  if (owner === undefined) return value;
  const to = rename(owner);
  return to === null ? 'none' : `service:${to}`;
}

function adaptBody(body: Body, rename: Rename): Body {
  const adapted: [string, Writable][] = [];
  for (const [key, value] of Object.entries(body)) {
    if (key === 'depends_on') {
      const keptWritable = copiedDependencies(value, rename);
      if (!isEmpty(keptWritable)) adapted.push([key, keptWritable]);
    } else if (key === 'network_mode') adapted.push([key, copiedNetworkMode(value, rename)]);
    else adapted.push([key, value]);
  }
  return Object.fromEntries(adapted);
}

/** Returns operations that declare the networks of the copies that the target lacks, internal or not as in the source. */
function networkOperations(
  source: Topology,
  names: readonly string[],
  target: Topology,
): readonly Operation[] {
  const operations = new Map<string, Operation>();
  for (const name of names) {
    for (const { network } of source.services.get(name)?.attachments ?? []) {
      const known = source.networks.get(network);
      if (known?.origin === 'implicit' || target.networks.get(network)?.origin === 'declared') continue;
      operations.set(network, { type: 'add-network', network, internal: known?.internal === true });
    }
  }
  return [...operations.values()];
}

/** Returns the operations that add copies of `names` from `source` to `target`, which may be the same project. */
export function pasteOperations(source: Topology, names: readonly string[], target: Topology): Paste {
  const taken = takenPorts(target);
  const used = new Set(target.services.keys());
  const renamed = new Map<string, string>();
  const left: string[] = [];
  const copies = names.flatMap((name) => {
    const service = source.services.get(name);
    const copy = service ? copiedService(service) : null;
    if (!service || !copy) {
      left.push(name);
      return [];
    }
    const to = freeName(name, used);
    used.add(to);
    renamed.set(name, to);
    return [{ service, copy, to }];
  });
  const rename: Rename = (name) => renamed.get(name) ?? (target.services.has(name) ? name : null);
  const operations: Operation[] = [...networkOperations(source, [...renamed.keys()], target)];
  for (const { service, copy, to } of copies) {
    const body = adaptBody(copy.body, rename);
    const ports = body.ports === undefined ? {} : { ports: freeHostPorts(body.ports, service.ports, taken) };
    operations.push({ type: 'add-service', service: to, image: copy.image, body: { ...body, ...ports } });
  }
  return { operations, names: [...renamed.values()], left };
}

// Host ports of a copy: two containers cannot publish the same one.

const lastPort = 65_535;

/** Returns every published host port, for any protocol and address. */
function takenPorts({ services }: Topology): PortRange[] {
  return [...services.values()].flatMap(({ ports }) =>
    ports.flatMap(({ bindings }) => bindings.flatMap((binding) => hostRange(binding) ?? [])),
  );
}

/** Returns the smallest shift that makes all the ports free; null when there is none. */
function freeShift(ranges: readonly PortRange[], taken: readonly PortRange[]): number | null {
  const highest = Math.max(...ranges.map(({ last }) => last));
  let shift = 0;
  for (;;) {
    let further = shift;
    for (const { first, last } of ranges) {
      for (const other of taken) {
        if (first + shift <= other.last && other.first <= last + shift)
          further = Math.max(further, other.last + 1 - first);
      }
    }
    if (highest + further > lastPort) return null;
    if (further === shift) return shift;
    shift = further;
  }
}

function shifted(hostPort: string, shift: number): string {
  return hostPort
    .split('-')
    .map((port) => String(Number(port) + shift))
    .join('-');
}

/** Returns a port item with its host port moved by `shift`, or the item unchanged when its form is unknown. */
function withShiftedPort(value: Writable, shift: number): Writable {
  if (isBody(value)) {
    const { published } = value;
    return published === undefined ? value : { ...value, published: shifted(String(published), shift) };
  }
  const port = readPort(String(value));
  return port.ok ? formatPort({ ...port.value, hostPort: shifted(port.value.hostPort, shift) }) : value;
}

/**
 * Returns the `ports` of a copy on free host ports and marks these as taken. An item with a variable stays unchanged, since its number is
 * unknown.
 */
function freeHostPorts(ports: Writable, items: readonly PortItem[], taken: PortRange[]): Writable {
  if (!Array.isArray(ports)) return ports;
  const values: readonly Writable[] = ports;
  return values.map((value, index) => {
    const item = items.find((each) => each.index === index);
    if (!item || item.problem !== null || item.raw.includes('$')) return value;
    const ranges = item.bindings.flatMap((binding) => hostRange(binding) ?? []);
    if (ranges.length === 0) return value;
    const shift = freeShift(ranges, taken);
    if (shift === null) return value;
    taken.push(...ranges.map(({ first, last }) => ({ first: first + shift, last: last + shift })));
    return shift === 0 ? value : withShiftedPort(value, shift);
  });
}
