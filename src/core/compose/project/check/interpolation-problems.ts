// Variables that Compose cannot substitute: invalid forms, and `:?` without a value. Walks any value tree; visits every node
// object once, so a shared anchor is reported at the first place that uses it.

import { deref, type MapTree, type Path, type SeqTree, type Tree } from '../../../yaml/tree.ts';
import type { Problem } from '../../problem.ts';
import { interpolate } from '../values/interpolate.ts';
import { rejected } from './rejected.ts';

/** A node with links back to the root of the walk; the path is built only for a problem. */
interface Place {
  readonly tree: Tree;
  readonly step: string | number;
  readonly parent: Place | null;
}

/** Returns the problems in `tree`, in file order; `path` is the tree's position in the document. */
export function interpolationProblems(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
  path: Path,
): readonly Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<Tree>();
  const pending: Place[] = tree ? [{ tree, step: '', parent: null }] : [];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const node = deref(place.tree);
    if (node === null) continue;
    if (node.kind === 'scalar') {
      if (!node.text.includes('$') || seen.has(node)) continue;
      seen.add(node);
      const problem = problemOf(node.text, environment, [...path, ...stepsTo(place)]);
      if (problem !== null) problems.push(problem);
      continue;
    }
    if (seen.has(node)) continue;
    seen.add(node);
    // Children are pushed in reverse, so that they are visited in file order.
    for (const child of childrenOf(node, place).reverse()) pending.push(child);
  }
  return problems;
}

function childrenOf(node: MapTree | SeqTree, parent: Place): Place[] {
  if (node.kind === 'seq') return node.items.map((tree, step) => ({ tree, step, parent }));
  return node.entries.map((entry) => ({ tree: entry.value, step: entry.key, parent }));
}

function stepsTo(place: Place): Path {
  const steps: (string | number)[] = [];
  for (let at: Place = place; at.parent !== null; at = at.parent) steps.push(at.step);
  return steps.reverse();
}

function problemOf(text: string, environment: ReadonlyMap<string, string>, path: Path): Problem | null {
  const { problem, code } = interpolate(text, environment);
  if (problem === null || code === null) return null;
  if (code === 'value-too-long') {
    const advice = 'Shorten the values of its variables.';
    return {
      kind: 'unreadable',
      code,
      message: `${problem}, in ${path.join('.')}`,
      advice,
      path,
      offset: null,
    };
  }
  const advice =
    code === 'required-variable'
      ? `Give the variable a value, or a default with \${NAME:-default}.`
      : `Write a variable as \${NAME} or \${NAME:-default}, and a literal dollar sign as $.`;
  return rejected(code, `${problem}, in ${path.join('.')}`, advice, path);
}
