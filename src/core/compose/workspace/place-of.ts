// From a path in the merged model to the file and place that says it. Facts carry paths, never offsets, so they do not age.

import { lineAndColumn } from '../../text/line-and-column.ts';
import { childOf, deref, itemsOf, type Path, scalarText, type Tree } from '../../yaml/tree.ts';
import type { ComposeDocument, Location } from '../document.ts';
import { entityFragment, topLevelFragment } from '../fragment-at.ts';
import { locate } from '../locate.ts';
import { contentOf } from '../merge/content-of.ts';
import { fileOf, offsetOf } from '../offset-path.ts';
import { mainDocument } from './open-workspace.ts';
import { topLevel } from './top-level.ts';
import type { Layer, Workspace } from './workspace.ts';

/** A place in one of the files. */
export interface Place extends Location {
  readonly file: string;
}

/** The place of the deepest node on `path`, in the last file that says it; the start of the main file where none does. */
export function placeOf(workspace: Workspace, path: Path): Place {
  const named = fileOf(path);
  if (named) {
    const known = workspace.files.find(({ document }) => document.file === named.file);
    if (known) return placeIn(known.document, named.path);
    return { file: named.file, from: 0, to: 0, ...lineAndColumn('', 0) };
  }
  const { document, path: own } = sayerOf(workspace, path);
  return placeIn(document, own);
}

/** The file that says what is at a path of the merged model, with as much of the path as leads to it there. */
export function sayerOf(workspace: Workspace, path: Path): Said {
  const main = { document: mainDocument(workspace), path };
  if (workspace.layers.size === 0 || offsetOf(path) !== null) return main;
  const [top, name] = path;
  if ((top === 'services' || top === 'networks') && typeof name === 'string') {
    const layers = workspace.layers.get(`${top === 'services' ? 'service' : 'network'}:${name}`) ?? [];
    const entities = top === 'services' ? workspace.topology.services : workspace.topology.networks;
    const found = lastSayer(layers, top, entities.get(name)?.tree ?? null, path.slice(2));
    if (found) return found;
  }
  return lastHolder(workspace, String(top), path.slice(1)) ?? main;
}

function placeIn(document: ComposeDocument, path: Path): Place {
  return { file: document.file, ...locate(document, path) };
}

export interface Said {
  readonly document: ComposeDocument;
  readonly path: Path;
}

/** The layer that follows `rest` deepest, the last of them; null where there is none. */
function lastSayer(
  layers: readonly Layer[],
  top: 'services' | 'networks',
  merged: Tree | null,
  rest: Path,
): Said | null {
  let best: (Said & { readonly depth: number }) | null = null;
  for (const { document, name } of layers) {
    const kind = top === 'services' ? 'service' : 'network';
    const own = entityFragment(document, kind, name)?.fragment.tree ?? null;
    const followed = follow(own, merged, rest);
    if (best && followed.length < best.depth) continue;
    best = { document, path: [top, name, ...followed], depth: followed.length };
  }
  return best;
}

/** As `lastSayer`, for a top-level key. */
function lastHolder(workspace: Workspace, top: string, rest: Path): Said | null {
  const merged = topLevel(workspace, top);
  let best: (Said & { readonly depth: number }) | null = null;
  for (const { document } of workspace.files) {
    const own = topLevelFragment(document, top)?.fragment.tree;
    if (!own) continue;
    const followed = follow(own, merged, rest);
    if (best && followed.length < best.depth) continue;
    best = { document, path: [top, ...followed], depth: followed.length };
  }
  return best;
}

/** As much of `rest` as `own` holds. Lists are shorter here than in the merged model: an item is found by what it says. */
function follow(own: Tree | null, merged: Tree | null, rest: Path): Path {
  const found: (string | number)[] = [];
  let here = own;
  let there = merged;
  for (const step of rest) {
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
