// A file after changes of its trees, without its text: what follows from the model alone, such as whether a fix is worth offering, asks
// for no text.

import type { Writable } from '../../../yaml/format-value.ts';
import { treeOf } from '../../../yaml/make-tree.ts';
import type { Path, Tree } from '../../../yaml/tree.ts';
import { treeAfter, withoutLead } from '../../../yaml/tree-edit.ts';
import type { ComposeDocument, Fragment } from '../../document.ts';
import { modelOf } from '../../model-of.ts';
import { isAnchorView } from '../anchors/shared-key.ts';
import type { DocumentEdit, Section } from '../document-edit.ts';

/** Returns the document with the trees after the changes and the text before them; null where only the text shows the result. */
export function documentAfter(
  document: ComposeDocument,
  edits: readonly DocumentEdit[],
): ComposeDocument | null {
  if (isAnchorView(document)) return null;
  const fragments = [...document.fragments];
  let places = placesOf(fragments);
  for (const edit of edits) {
    const before = fragments.length;
    if (!applyChange(fragments, places, edit)) return null;
    if (fragments.length !== before || edit.do === 'everywhere') places = placesOf(fragments);
  }
  return { ...document, fragments, topology: modelOf(fragments, document.environment, document.topology) };
}

/** Returns the indices of fragments by kind and name; -1 for a name with several, as in several YAML documents. */
type Places = ReadonlyMap<string, number>;

function placesOf(fragments: readonly Fragment[]): Places {
  const places = new Map<string, number>();
  for (const [index, { kind, name }] of fragments.entries()) {
    const key = `${kind}:${name}`;
    places.set(key, places.has(key) ? -1 : index);
  }
  return places;
}

/** Makes a change in the list of fragments; false where only the text shows the result. */
function applyChange(fragments: Fragment[], places: Places, edit: DocumentEdit): boolean {
  switch (edit.do) {
    case 'text':
      return false;
    case 'everywhere': {
      const after = edit.carryOut(fragments);
      if (after) fragments.splice(0, fragments.length, ...after);
      return after !== null;
    }
    case 'declare': {
      const kind = kindIn(edit.section);
      const last = fragments.findLastIndex((fragment) => fragment.kind === kind);
      fragments.splice(
        last < 0 ? fragments.length : last + 1,
        0,
        fragmentWithoutText(kind, edit.name, edit.value),
      );
      return true;
    }
    case 'undeclare': {
      const index = places.get(`${kindIn(edit.section)}:${edit.name}`) ?? -1;
      if (index >= 0) fragments.splice(index, 1);
      return index >= 0;
    }
    default: {
      const [top, name] = edit.path;
      if (top === undefined) {
        if (edit.do !== 'add' || places.has(`rest:${edit.key}`)) return false;
        fragments.push(fragmentWithoutText('rest', edit.key, edit.value));
        return true;
      }
      const inside = top === 'services' || top === 'networks';
      const steps = inside ? 2 : 1;
      const index = places.get(inside ? `${kindIn(top)}:${name}` : `rest:${top}`) ?? -1;
      const fragment = fragments[index];
      if (!fragment?.tree || edit.path.length < steps) return false;
      const tree =
        edit.do === 'rewrite'
          ? rewritten(fragment.tree, edit.path.slice(steps), edit.wanted)
          : treeAfter(fragment.tree, withoutLead(edit, steps));
      if (tree) fragments[index] = { ...fragment, tree };
      return tree !== null;
    }
  }
}

function kindIn(section: Section): 'service' | 'network' {
  return section === 'services' ? 'service' : 'network';
}

/** Returns the fragment of an entry that has no text yet. */
function fragmentWithoutText(kind: Fragment['kind'], name: string, value: Writable): Fragment {
  return { kind, name, length: 0, tree: treeOf(value), keySpan: null, alone: false };
}

function rewritten(tree: Tree, [key, more]: Path, wanted: Tree): Tree | null {
  if (tree.kind !== 'map' || tree.anchor !== undefined || more !== undefined) return null;
  const at = tree.entries.findIndex((entry) => entry.key === key && entry.merged === null);
  const entry = tree.entries[at];
  return entry ? { ...tree, entries: tree.entries.with(at, { ...entry, value: wanted }) } : null;
}
