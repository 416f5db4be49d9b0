// One service or network, merged from all files that have it.

import { deref, type Tree } from '../../yaml/tree.ts';
import { mergeTrees } from '../merge/merge-trees.ts';
import { interpolate } from '../project/values/interpolate.ts';
import type { Layer } from './workspace.ts';

export interface Entity {
  readonly name: string;
  readonly tree: Tree;
  /** The variables for the interpolation of the entity's scalars. */
  readonly environment: ReadonlyMap<string, string>;
  readonly layers: readonly Layer[];
  /** The missing file that the entity extends; null when everything is known. */
  readonly partial: string | null;
  /** The paths at which a file has another form than a mapping or list before it. */
  readonly clashes: readonly (readonly string[])[];
}

export interface Entities {
  readonly services: ReadonlyMap<string, Entity>;
  readonly networks: ReadonlyMap<string, Entity>;
}

export const noEntities: Entities = { services: new Map(), networks: new Map() };

const nothingLeft: ReadonlyMap<string, string> = new Map();

/** Returns the entities of an earlier file merged with those of a later one, in the order of the earlier. */
export function mergeEntities(base: Entities, over: Entities): Entities {
  return {
    services: mergeNamed(base.services, over.services),
    networks: mergeNamed(base.networks, over.networks),
  };
}

function mergeNamed(
  base: ReadonlyMap<string, Entity>,
  over: ReadonlyMap<string, Entity>,
): ReadonlyMap<string, Entity> {
  if (base.size === 0) return over;
  const merged = new Map(base);
  for (const [name, entity] of over) {
    const earlier = merged.get(name);
    const result = earlier ? mergeEntity(earlier, entity) : entity;
    if (result) merged.set(name, result);
    else merged.delete(name);
  }
  return merged;
}

/** Returns two entities merged, under the name of the later; null when the later removes the earlier. */
export function mergeEntity(base: Entity, over: Entity): Entity | null {
  const same = base.environment === over.environment;
  const [earlier, later] = same ? [base.tree, over.tree] : [mergeBodies(base), mergeBodies(over)];
  const { tree, clashes } = cachedMerge(earlier, later, same ? base.environment : nothingLeft);
  if (tree === null) return null;
  return {
    name: over.name,
    tree,
    environment: same ? base.environment : nothingLeft,
    layers: [...base.layers, ...over.layers],
    partial: base.partial ?? over.partial,
    clashes: [...base.clashes, ...over.clashes, ...clashes],
  };
}

function mergeBodies(entity: Entity): Tree {
  return interpolateTree(entity.tree, entity.environment);
}

interface Merged {
  readonly base: Tree;
  readonly environment: ReadonlyMap<string, string>;
  readonly tree: Tree | null;
  readonly clashes: readonly (readonly string[])[];
}

/** The last merge of each tree: trees never change, and everything derived from them is compared by reference. */
const known = new WeakMap<Tree, Merged>();

function cachedMerge(base: Tree, over: Tree, environment: ReadonlyMap<string, string>): Merged {
  const before = known.get(over);
  if (before?.base === base && before.environment === environment) return before;
  const clashes: (readonly string[])[] = [];
  const tree = mergeTrees(base, over, [], environment, (path) => clashes.push(path));
  const merged = { base, environment, tree, clashes };
  known.set(over, merged);
  return merged;
}

const extendsRemoved = new WeakMap<Tree, Tree>();

/** Returns the tree of a service without its `extends` key, as another service extends it. */
export function withoutExtends(tree: Tree): Tree {
  const map = deref(tree);
  if (map?.kind !== 'map' || !map.entries.some(({ key }) => key === 'extends')) return tree;
  const before = extendsRemoved.get(tree);
  if (before) return before;
  const stripped: Tree = { ...map, entries: map.entries.filter(({ key }) => key !== 'extends') };
  extendsRemoved.set(tree, stripped);
  return stripped;
}

/**
 * Returns the tree with every scalar interpolated, at unchanged positions. Remaining dollar signs are doubled, since the tree is
 * interpolated again. A shared anchor is converted once.
 */
export function interpolateTree(tree: Tree, environment: ReadonlyMap<string, string>): Tree {
  return made(tree, environment, new Map());
}

function made(tree: Tree, environment: ReadonlyMap<string, string>, known: Map<Tree, Tree>): Tree {
  const before = known.get(tree);
  if (before) return before;
  const after = make(tree, (child) => made(child, environment, known), environment);
  known.set(tree, after);
  return after;
}

function make(tree: Tree, inner: (child: Tree) => Tree, environment: ReadonlyMap<string, string>): Tree {
  switch (tree.kind) {
    case 'alias':
      return tree.target === null ? tree : inner(tree.target);
    case 'scalar': {
      if (!tree.text.includes('$')) return tree;
      // Doubled, so that it stays a dollar sign when the tree is interpolated again.
      const text = interpolate(tree.text, environment).text.replaceAll('$', '$$$$');
      return { ...tree, value: text, text };
    }
    case 'seq':
      return { ...tree, items: tree.items.map(inner) };
    case 'map':
      return { ...tree, entries: tree.entries.map((entry) => ({ ...entry, value: inner(entry.value) })) };
  }
}
