// An open file after a change of its text. An edit inside one fragment re-reads that slice; anything else reads the whole.

import { applyEdits, type Edits } from '../text/edit.ts';
import { parseTree } from '../yaml/parse-tree.ts';
import { deref, type Tree } from '../yaml/tree.ts';
import type { ComposeDocument, DocumentUpdate, Fragment } from './document.ts';
import { modelOf } from './model-of.ts';
import { modelProblems, readWhole } from './open-document.ts';

/** Returns the document after `edits`; equal to opening the new text, whichever way it was computed. */
export function updateDocument(document: ComposeDocument, edits: Edits): DocumentUpdate {
  const text = applyEdits(document.text, edits);
  const updated = updateFragment(document, edits, text);
  if (updated) return { document: updated, route: 'fragment' };
  return { document: readWhole(text, document, document), route: 'full' };
}

function updateFragment(document: ComposeDocument, edits: Edits, text: string): ComposeDocument | null {
  const first = edits[0];
  const last = edits.at(-1);
  // A problem with an offset came from the syntax: only a whole reading shows whether it is still there.
  if (!first || !last || document.stale || document.problems.some((problem) => problem.offset !== null))
    return null;
  let from = 0;
  let index = 0;
  let old: Fragment | undefined;
  for (const fragment of document.fragments) {
    if (from + fragment.length > first.from) {
      old = fragment;
      break;
    }
    from += fragment.length;
    index++;
  }
  if (!old?.alone || old.kind === 'rest' || !old.keySpan) return null;
  // Strictly inside: then the text around the fragment cannot change its meaning, nor the fragment that of the text.
  if (first.from <= from || last.to >= from + old.length) return null;
  for (const place of document.anchors.values()) {
    if (place.fragment === index || place.fragment < 0) return null;
  }
  const length = old.length + text.length - document.text.length;
  const slice = text.slice(from, from + length);
  const entry = readEntry(slice, old, anchorsBefore(document, index));
  if (!entry) return null;
  const fragments = [...document.fragments];
  fragments[index] = { ...old, length, tree: entry };
  const topology = modelOf(fragments, document.environment, document.topology);
  // The top level did not change, so its problems stay.
  const updated = { ...document, text, fragments, topology };
  return { ...updated, problems: [...document.fileProblems, ...modelProblems(updated)] };
}

/** Returns the value of the single entry in a slice; null when the slice holds anything else, or its own anchors. */
function readEntry(slice: string, old: Fragment, known: ReadonlyMap<string, Tree>): Tree | null {
  if (!slice.endsWith('\n') && !slice.endsWith('\r')) return null;
  // A file with a NUL is taken for binary as a whole.
  if (slice.includes('\0')) return null;
  if (/^(?:---|\.\.\.|%)/m.test(slice)) return null;
  const { tree, problems, anchors } = parseTree(slice, known);
  if (problems.length > 0 || anchors.size > 0) return null;
  if (tree?.kind !== 'map' || tree.flow || tree.entries.length !== 1) return null;
  const [entry] = tree.entries;
  // An anchor or tag before the key may be further left than the keys of its siblings, which only the whole text shows.
  if (slice.slice(0, old.keySpan?.from ?? 0).trim() !== '') return null;
  const sameKey =
    entry?.key === old.name && entry.merged === null && entry.keySpan.from === old.keySpan?.from;
  return sameKey && entry.keySpan.to === old.keySpan?.to ? entry.value : null;
}

function anchorsBefore(document: ComposeDocument, index: number): ReadonlyMap<string, Tree> {
  const known = new Map<string, Tree>();
  for (const [name, place] of document.anchors) {
    const tree = deref(place.tree);
    if (place.fragment < index && tree) known.set(name, tree);
  }
  return known;
}
