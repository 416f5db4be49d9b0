// From an offset to the path of what stands there: the way back from `locate`.

import type { ComposeDocument } from '../compose/document.ts';
import type { Path, Tree } from '../yaml/tree.ts';

/** True when a key, a scalar or an alias is written at an offset, rather than a comment, a blank or punctuation. */
export function isOnText({ fragments, text }: ComposeDocument, offset: number): boolean {
  let from = 0;
  for (const { length, tree, keySpan } of fragments) {
    const at = offset - from;
    from += length;
    if (at > length || (at === length && offset !== text.length)) continue;
    if (keySpan !== null && at >= keySpan.from && at <= keySpan.to) return true;
    return tree !== null && touches(tree, at);
  }
  return false;
}

function touches(tree: Tree, at: number): boolean {
  if (at < tree.from || at > tree.to) return false;
  switch (tree.kind) {
    case 'map':
      return tree.entries.some(
        ({ keySpan, value, merged }) =>
          merged === null && ((at >= keySpan.from && at <= keySpan.to) || touches(value, at)),
      );
    case 'seq':
      return tree.items.some((item) => touches(item, at));
    default:
      return true;
  }
}

/**
 * Returns the path of the deepest node written at an offset; null between entries. Nodes under an anchor have the path of the anchor's own
 * location.
 */
export function pathAt(document: ComposeDocument, offset: number): Path | null {
  let from = 0;
  for (const { kind, name, length, tree, keySpan } of document.fragments) {
    const at = offset - from;
    from += length;
    if (at > length || (at === length && offset !== document.text.length)) continue;
    if (name === '' || keySpan === null) return null;
    const top = kind === 'rest' ? [name] : [kind === 'service' ? 'services' : 'networks', name];
    if (at >= keySpan.from && at <= keySpan.to) return top;
    if (tree === null || at < tree.from || at > tree.to) return null;
    return [...top, ...pathWithin(tree, at)];
  }
  return null;
}

function pathWithin(tree: Tree, at: number): Path {
  if (tree.kind === 'map') {
    for (const { key, keySpan, value, merged } of tree.entries) {
      if (merged !== null) continue;
      if (at >= keySpan.from && at <= keySpan.to) return [key];
      if (at >= value.from && at <= value.to) return [key, ...pathWithin(value, at)];
    }
  }
  if (tree.kind === 'seq') {
    for (const [index, item] of tree.items.entries()) {
      if (at >= item.from && at <= item.to) return [index, ...pathWithin(item, at)];
    }
  }
  return [];
}
