// The model that is expected after an operation, and the comparison with the one that came of it: positions in the text and
// spelling do not count. For one key, the tree is changed and read as any other tree is.

import { sameMeaning } from '../../../yaml/compare-trees.ts';
import { mapTree } from '../../../yaml/make-tree.ts';
import { deref, type MapTree, type Path, type Tree } from '../../../yaml/tree.ts';
import type { Attachment, Network, Service, Topology } from '../../topology.ts';
import type { DocumentEdit } from '../document-edit.ts';

/** A membership without options. */
export function plainAttachment(network: string): Attachment {
  return {
    network,
    membership: 'declared',
    aliases: [],
    ipv4: null,
    ipv6: null,
    gatewayPriority: 0,
    priority: 0,
    macAddress: null,
    linkLocalIps: [],
    interfaceName: null,
    driverOpts: [],
  };
}

/** Returns the first service or network that differs from the expected model; null for none. */
export function firstDifference(expected: Topology, actual: Topology): string | null {
  const others = actual.services.values();
  for (const [name, service] of expected.services) {
    // Fast path: mostly the same objects in the same order.
    if (others.next().value === service) continue;
    const other = actual.services.get(name);
    if (other !== service && (!other || serviceFingerprint(other) !== serviceFingerprint(service)))
      return `service ${name}`;
  }
  if (actual.services.size > expected.services.size) {
    for (const name of actual.services.keys()) if (!expected.services.has(name)) return `service ${name}`;
  }
  return firstNetworkDifference(expected, actual);
}

function firstNetworkDifference(expected: Topology, actual: Topology): string | null {
  for (const [name, network] of expected.networks) {
    if (network.origin !== 'declared') continue;
    const other = actual.networks.get(name);
    if (other !== network && (!other || networkFingerprint(other) !== networkFingerprint(network)))
      return `network ${name}`;
  }
  for (const [name, network] of actual.networks) {
    if (network.origin === 'declared' && expected.networks.get(name)?.origin !== 'declared')
      return `network ${name}`;
  }
  return null;
}

/**
 * Returns the first service or network that the operation changed by mistake; null for none. Trees are compared in full, since the model
 * holds only some keys.
 */
export function firstStray(before: Topology, expected: Topology, actual: Topology): string | null {
  const old = before.services.values();
  for (const [name, service] of actual.services) {
    if (old.next().value === service) continue;
    const known = before.services.get(name);
    if (!known || known === service || expected.services.get(name) !== known) continue;
    if (!sameMeaning(known.tree, service.tree)) return `service ${name}`;
  }
  for (const [name, network] of actual.networks) {
    const known = before.networks.get(name);
    if (!known || known === network || expected.networks.get(name) !== known) continue;
    if (!sameMeaning(known.tree, network.tree)) return `network ${name}`;
  }
  return null;
}

/** Returns the first service or network with a difference in a key that no edit touches; null for none. */
export function firstElsewhere(
  before: Topology,
  after: Topology,
  edits: readonly DocumentEdit[],
  also: readonly Path[],
): string | null {
  const meant = new Map<string, Set<string> | null>();
  const mean = ([section, name, key]: Path): void => {
    const entity = `${section}:${name}`;
    if (key === undefined) meant.set(entity, null);
    else if (meant.get(entity) !== null) meant.set(entity, (meant.get(entity) ?? new Set()).add(String(key)));
  };
  also.forEach(mean);
  for (const edit of edits) {
    if (edit.do === 'declare' || edit.do === 'undeclare') mean([edit.section, edit.name]);
    else if (edit.do === 'text') edit.at.forEach(mean);
    else if (edit.do !== 'everywhere')
      mean(
        edit.do === 'add'
          ? [...edit.path, edit.key]
          : edit.do === 'rename'
            ? edit.path.slice(0, -1)
            : edit.path,
      );
  }
  const differs = (entity: string, old: Tree | null, now: Tree | null): boolean => {
    const keys = meant.get(entity);
    if (keys === null || old === now) return false;
    if (keys === undefined) return !sameMeaning(old, now);
    return !sameMeaning(without(old, keys), without(now, keys));
  };
  for (const kind of ['services', 'networks'] as const) {
    const word = kind === 'services' ? 'service' : 'network';
    const [was, is] = [declaredIn(before, kind), declaredIn(after, kind)];
    for (const name of new Set([...was.keys(), ...is.keys()])) {
      const entity = `${kind}:${name}`;
      const [old, now] = [was.get(name), is.get(name)];
      if ((old === undefined) !== (now === undefined) && meant.get(entity) !== null) return `${word} ${name}`;
      if (differs(entity, old ?? null, now ?? null)) return `${word} ${name}`;
    }
  }
  return null;
}

function declaredIn(topology: Topology, kind: 'services' | 'networks'): ReadonlyMap<string, Tree | null> {
  const entities = kind === 'services' ? topology.services : topology.networks;
  const declared = [...entities.values()].filter(
    (entity) => !('origin' in entity) || entity.origin === 'declared',
  );
  return new Map(declared.map(({ name, tree }) => [name, tree]));
}

function without(tree: Tree | null, keys: ReadonlySet<string>): Tree | null {
  const map = deref(tree);
  if (map?.kind !== 'map') return map?.kind === 'scalar' && map.value === null ? mapTree([]) : map;
  return { ...map, entries: map.entries.filter(({ key }) => !keys.has(key)) };
}

function serviceFingerprint(service: Service): string {
  const { tree, unset, attachments, ports, environment, labels, sysctls, extraHosts, mounts, ...rest } =
    service;
  const pairs = [environment, labels, sysctls, extraHosts].map((list) =>
    list.map(({ key, value }) => [key, value]),
  );
  return JSON.stringify([
    rest,
    attachments.map(({ membership, ...fact }) => fact).sort((a, b) => (a.network < b.network ? -1 : 1)),
    ports.map((port) => [port.bindings, port.problem]),
    pairs,
    mounts.map(({ path, ...fact }) => fact),
  ]);
}

function networkFingerprint(network: Network): string {
  const { tree, unset, driverOpts, ...rest } = network;
  return JSON.stringify([rest, [...driverOpts]]);
}

/** Returns the new value of a key from its present one; null for none. */
type Change = (value: Tree | null) => Tree | null;

/** Returns a mapping with the value of one key changed; anything else becomes a mapping with that key alone. */
export function withEntry(tree: Tree | null, key: string, change: Change): MapTree {
  const map = deref(tree);
  const base = map?.kind === 'map' ? map : mapTree([]);
  const known = base.entries.find((entry) => entry.key === key);
  const value = change(deref(known?.value));
  const others = base.entries.filter((entry) => entry.key !== key);
  if (value === null) return { ...base, entries: others };
  const entry = { key, keySpan: withoutPlace, value, merged: null };
  const entries = known
    ? base.entries.map((treeEntry) => (treeEntry.key === key ? entry : treeEntry))
    : [...others, entry];
  return { ...base, entries };
}

const withoutPlace = { from: 0, to: 0 };

/** Returns a mapping with `value` at a path of keys; any other node on that path becomes a mapping. */
export function withValueAt(tree: Tree | null, [key = '', ...rest]: readonly string[], value: Tree): MapTree {
  return withEntry(tree, key, (old) => (rest.length === 0 ? value : withValueAt(old, rest, value)));
}
