// The model that is expected when one key of a service or network says something else: its tree with that key changed, read
// as any other tree is.

import { deref, type MapTree, type Tree } from '../../../yaml/tree.ts';
import { projectNetwork } from '../../project/read/project-network.ts';
import { projectService } from '../../project/read/project-service.ts';
import type { Topology } from '../../topology.ts';
import { withNetwork } from './expect-model.ts';

type Environment = ReadonlyMap<string, string>;
/** The value of a key from the value it has; null for none. */
type Change = (value: Tree | null) => Tree | null;

/** The topology with one key of a service changed. */
export function withServiceKey(
  topology: Topology,
  name: string,
  environment: Environment,
  key: string,
  change: Change,
): Topology {
  const service = topology.services.get(name);
  if (!service) return topology;
  const tree = withEntry(service.tree, key, change);
  const services = new Map(topology.services).set(name, projectService(name, tree, environment));
  return { ...topology, services };
}

/** The topology with one key of a network changed. */
export function withNetworkKey(
  topology: Topology,
  name: string,
  environment: Environment,
  key: string,
  change: Change,
): Topology {
  const tree = topology.networks.get(name)?.tree ?? null;
  return withNetwork(topology, name, projectNetwork(name, withEntry(tree, key, change), environment));
}

/** A mapping with the value of one key changed; anything else becomes a mapping of that key alone. */
export function withEntry(tree: Tree | null, key: string, change: Change): MapTree {
  const map = deref(tree);
  const base = map?.kind === 'map' ? map : mapTree([]);
  const known = base.entries.find((entry) => entry.key === key);
  const value = change(deref(known?.value));
  const others = base.entries.filter((entry) => entry.key !== key);
  if (value === null) return { ...base, entries: others };
  const entry = { key, keySpan: nowhere, value, merged: null };
  const entries = known ? base.entries.map((one) => (one.key === key ? entry : one)) : [...others, entry];
  return { ...base, entries };
}

const nowhere = { from: 0, to: 0 };

/** A text as a tree. */
export function textTree(text: string): Tree {
  return { kind: 'scalar', value: text, text, quoted: true, tag: null, ...nowhere };
}

/** A number, true or false as a tree. */
export function plainTree(value: number | boolean): Tree {
  return { kind: 'scalar', value, text: String(value), quoted: false, tag: null, ...nowhere };
}

/** A mapping with a value at the end of a way of keys; what is no mapping on the way becomes one. */
export function withValueAt(tree: Tree | null, [key = '', ...rest]: readonly string[], value: Tree): MapTree {
  return withEntry(tree, key, (old) => (rest.length === 0 ? value : withValueAt(old, rest, value)));
}

/** A list as a tree. */
export function listTree(items: readonly Tree[]): Tree {
  return { kind: 'seq', items, flow: false, tag: null, ...nowhere };
}

/** A mapping as a tree. */
export function mapTree(pairs: readonly (readonly [string, Tree])[]): MapTree {
  const entries = pairs.map(([key, value]) => ({ key, keySpan: nowhere, value, merged: null }));
  return { kind: 'map', entries, flow: false, tag: null, ...nowhere };
}
