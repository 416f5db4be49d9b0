// From a path in the model to the file and position that say it. Facts carry paths, never offsets, so they stay valid over edits.

import { lineAndColumn } from '../../text/line-and-column.ts';
import {
  childOf,
  deref,
  entryOf,
  itemsOf,
  type Path,
  type Span,
  scalarText,
  type Tree,
} from '../../yaml/tree.ts';
import type { ComposeDocument, Location } from '../document.ts';
import { entityFragment, entityFragments, topLevelFragment } from '../fragment-at.ts';
import { contentOf } from '../merge/merge-trees.ts';
import { fileOf, offsetOf } from '../offset-path.ts';
import { mainDocument } from './open-workspace.ts';
import { topLevel } from './top-level.ts';
import type { Layer, Workspace } from './workspace.ts';

/** A position in one of the files. */
export interface Place extends Location {
  readonly file: string;
}

/** Returns the position of the deepest node on `path`, in the last file that declares it; the start of the main file when none does. */
export function placeOf(workspace: Workspace, path: Path): Place {
  const named = fileOf(path);
  if (named) {
    const known = workspace.files.find(({ document }) => document.file === named.file);
    if (known) return placeIn(known.document, named.path);
    return { file: named.file, from: 0, to: 0, ...lineAndColumn('', 0) };
  }
  const { document, path: declaredPath } = declarerOf(workspace, path);
  return placeIn(document, declaredPath);
}

/** Returns the last file with the value at a path of the merged model, and the longest part of the path that exists in it. */
export function declarerOf(workspace: Workspace, path: Path): SourceLocation {
  const main = { document: mainDocument(workspace), path };
  if (workspace.layers.size === 0 || offsetOf(path) !== null) return main;
  const [top, name] = path;
  if ((top === 'services' || top === 'networks') && typeof name === 'string') {
    const layers = workspace.layers.get(`${top === 'services' ? 'service' : 'network'}:${name}`) ?? [];
    const entities = top === 'services' ? workspace.topology.services : workspace.topology.networks;
    const found = lastDeclarer(layers, top, entities.get(name)?.tree ?? null, path.slice(2));
    if (found) return found;
  }
  return lastTopLevelDeclarer(workspace, String(top), path.slice(1)) ?? main;
}

function placeIn(document: ComposeDocument, path: Path): Place {
  return { file: document.file, ...locate(document, path) };
}

interface SourceLocation {
  readonly document: ComposeDocument;
  readonly path: Path;
}

/** Returns the last of the layers that contain most of `innerPath`; null when there is no layer. */
function lastDeclarer(
  layers: readonly Layer[],
  top: 'services' | 'networks',
  merged: Tree | null,
  innerPath: Path,
): SourceLocation | null {
  let best: (SourceLocation & { readonly depth: number }) | null = null;
  for (const { document, name } of layers) {
    const kind = top === 'services' ? 'service' : 'network';
    const ownTree = entityFragment(document, kind, name)?.fragment.tree ?? null;
    const followed = follow(ownTree, merged, innerPath);
    if (best && followed.length < best.depth) continue;
    best = { document, path: [top, name, ...followed], depth: followed.length };
  }
  return best;
}

/** Returns the last file that contains most of `innerPath` below a top-level key; null when there is none. */
function lastTopLevelDeclarer(workspace: Workspace, top: string, innerPath: Path): SourceLocation | null {
  const merged = topLevel(workspace, top);
  let best: (SourceLocation & { readonly depth: number }) | null = null;
  for (const { document } of workspace.files) {
    const ownTree = topLevelFragment(document, top)?.fragment.tree;
    if (!ownTree) continue;
    const followed = follow(ownTree, merged, innerPath);
    if (best && followed.length < best.depth) continue;
    best = { document, path: [top, ...followed], depth: followed.length };
  }
  return best;
}

/**
 * Returns the longest part of `innerPath` that exists in `ownTree`. Lists are shorter in one file than in the merged model, so items are found
 * by content.
 */
function follow(ownTree: Tree | null, merged: Tree | null, innerPath: Path): Path {
  const found: (string | number)[] = [];
  let here = ownTree;
  let there = merged;
  for (const step of innerPath) {
    const list = deref(here);
    const wanted = typeof step === 'number' ? (itemsOf(there)[step] ?? null) : null;
    if (list?.kind === 'seq') {
      const index = list.items.findIndex((item) => says(item, wanted, step));
      if (index < 0) break;
      found.push(index);
      here = list.items[index] ?? null;
    } else {
      const child = childOf(here, String(step));
      if (child === null) break;
      found.push(step);
      here = child;
    }
    there = typeof step === 'number' ? wanted : childOf(there, step);
  }
  return found;
}

function says(item: Tree, wanted: Tree | null, step: string | number): boolean {
  if (wanted !== null) return item === wanted || contentOf(item) === contentOf(wanted);
  const text = scalarText(item);
  return text !== null && (text === step || text.startsWith(`${step}=`));
}

/** Returns the position of the deepest node on `path` in the text of one file; its start when there is none. */
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
    // Of several YAML documents in one file: the last that has the whole path.
    const full = later.filter((place) => holdsPath(place.fragment.tree, path.slice(2))).at(-1);
    const place = full ?? first;
    if (place?.fragment.keySpan)
      return shiftSpan(deepest(place.fragment.tree, place.fragment.keySpan, path.slice(2)), place.from);
  }
  const place = topLevelFragment(document, top);
  if (!place?.fragment.keySpan) return { from: 0, to: 0 };
  return shiftSpan(deepest(place.fragment.tree, place.fragment.keySpan, path.slice(1)), place.from);
}

/** True when every step of a path exists in a tree. */
function holdsPath(tree: Tree | null, path: Path): boolean {
  let node: Tree | null = tree;
  for (const step of path) {
    node = typeof step === 'number' ? (itemsOf(node)[step] ?? null) : childOf(node, step);
    if (deref(node) === null) return false;
  }
  return true;
}

/**
 * Returns the span of the last node on a path that is written in this tree; stops at an alias or a merged entry, whose text is elsewhere.
 */
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

function shiftSpan(span: Span, by: number): Span {
  return { from: span.from + by, to: span.to + by };
}
