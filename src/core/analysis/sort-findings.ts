// The order in which findings are listed: severity, rule, place in the file. Compares places by their paths, since
// looking up the offset of each would cost more than the rules.

import type { ComposeDocument, Fragment } from '../compose/document.ts';
import { childOf, entriesOf, itemsOf, type Path, type Tree } from '../yaml/tree.ts';
import type { Finding, Severity } from './finding.ts';

const ranks: { readonly [severity in Severity]: number } = { error: 0, warning: 1, info: 2 };

interface Place {
  readonly index: number;
  readonly tree: Tree | null;
  /** How many steps of a path lead to the fragment. */
  readonly depth: number;
}

const start: Place = { index: -1, tree: null, depth: 0 };

/** Errors first, then by rule id, then as they stand in the file; findings of one place keep the order of their rule. */
export function sortFindings(document: ComposeDocument, findings: readonly Finding[]): readonly Finding[] {
  const places = new Map<string, Place>();
  document.fragments.forEach((fragment, index) => {
    const key = keyOf(fragment.kind, fragment.name);
    const depth = fragment.kind === 'rest' ? 1 : 2;
    if (!places.has(key)) places.set(key, { index, tree: fragment.tree, depth });
  });
  return findings
    .map((finding) => ({ finding, place: placeOf(places, finding.at) }))
    .sort(
      (a, b) =>
        ranks[a.finding.severity] - ranks[b.finding.severity] ||
        compareText(a.finding.rule, b.finding.rule) ||
        a.place.index - b.place.index ||
        comparePaths(a.place, a.finding.at, b.finding.at),
    )
    .map(({ finding }) => finding);
}

function keyOf(kind: Fragment['kind'], name: string): string {
  return `${kind} ${name}`;
}

function placeOf(places: ReadonlyMap<string, Place>, [top, name]: Path): Place {
  if (top === 'services' && name !== undefined) {
    const place = places.get(keyOf('service', String(name)));
    if (place) return place;
  }
  if (top === 'networks' && name !== undefined) {
    const place = places.get(keyOf('network', String(name)));
    if (place) return place;
  }
  return places.get(keyOf('rest', String(top))) ?? start;
}

/** Order of two paths below one fragment: by the first step in which they differ, the shorter one first. */
function comparePaths({ tree, depth }: Place, a: Path, b: Path): number {
  let node: Tree | null = tree;
  for (let i = depth; i < a.length && i < b.length; i++) {
    const [x, y] = [a[i], b[i]];
    if (x === undefined || y === undefined) break;
    if (x !== y) return stepRank(node, x) - stepRank(node, y);
    node = typeof x === 'number' ? (itemsOf(node)[x] ?? null) : childOf(node, x);
  }
  return a.length - b.length;
}

function stepRank(node: Tree | null, step: string | number): number {
  return typeof step === 'number' ? step : entriesOf(node).findIndex(({ key }) => key === step);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
