// From a path in the model to a place in the text. Facts carry paths, never offsets, so they do not age.

import { lineAndColumn } from '../text/line-and-column.ts';
import { childOf, deref, entryOf, itemsOf, type Path, type Span, type Tree } from '../yaml/tree.ts';
import type { ComposeDocument, Location } from './document.ts';
import { entityFragments, topLevelFragment } from './fragment-at.ts';
import { offsetOf } from './offset-path.ts';

/** The place of the deepest node on `path` that stands in the text; the start of the text where there is none. */
export function locate(document: ComposeDocument, path: Path): Location {
  const { from, to } = spanOf(document, path);
  return { from, to, ...lineAndColumn(document.text, from) };
}

function spanOf(document: ComposeDocument, path: Path): Span {
  const offset = offsetOf(path);
  if (offset !== null) return { from: offset, to: offset };
  const [top, name] = path;
  if (typeof top !== 'string') return { from: 0, to: 0 };
  if ((top === 'services' || top === 'networks') && typeof name === 'string') {
    const [first, ...later] = entityFragments(document, top === 'services' ? 'service' : 'network', name);
    // Of several YAML documents the last one that says it all.
    const full = later.filter((place) => says(place.fragment.tree, path.slice(2))).at(-1);
    const place = full ?? first;
    if (place?.fragment.keySpan)
      return shift(deepest(place.fragment.tree, place.fragment.keySpan, path.slice(2)), place.from);
  }
  const place = topLevelFragment(document, top);
  if (!place?.fragment.keySpan) return { from: 0, to: 0 };
  return shift(deepest(place.fragment.tree, place.fragment.keySpan, path.slice(1)), place.from);
}

/** Whether every step of a path is there. */
function says(tree: Tree | null, path: Path): boolean {
  let node: Tree | null = tree;
  for (const step of path) {
    node = typeof step === 'number' ? (itemsOf(node)[step] ?? null) : childOf(node, step);
    if (deref(node) === null) return false;
  }
  return true;
}

/** Follows a path down to the last node that is written here: an alias and a merged entry are places of their own. */
function deepest(tree: Tree | null, start: Span, path: Path): Span {
  let node = tree;
  let span = start;
  for (const step of path) {
    if (!node || node.kind === 'alias' || node.kind === 'scalar') return span;
    if (typeof step === 'number') {
      const item = itemsOf(node)[step];
      if (!item) return span;
      span = { from: item.from, to: item.to };
      node = item;
      continue;
    }
    const entry = entryOf(node, step);
    if (!entry) return span;
    if (entry.merged) return entry.merged.span;
    span = { from: entry.keySpan.from, to: Math.max(entry.keySpan.to, entry.value.to) };
    node = entry.value;
  }
  return span;
}

function shift(span: Span, by: number): Span {
  return { from: span.from + by, to: span.to + by };
}
