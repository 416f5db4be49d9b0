// A value as its own file's variables make it, for a file that is read with other variables than the one it is merged into
// (an included file has an environment of its own).

import type { Tree } from '../../yaml/tree.ts';
import { interpolate } from '../project/interpolate.ts';

/** The tree with every scalar interpolated; places stay. A shared anchor is made once. */
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
      // A dollar sign that is meant as such must survive the reading that follows.
      const text = interpolate(tree.text, environment).text.replaceAll('$', '$$$$');
      return { ...tree, value: text, text };
    }
    case 'seq':
      return { ...tree, items: tree.items.map(inner) };
    case 'map':
      return { ...tree, entries: tree.entries.map((entry) => ({ ...entry, value: inner(entry.value) })) };
  }
}
