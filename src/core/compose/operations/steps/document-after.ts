// A file after changes of its trees, without its text: what follows from the model alone, such as whether a fix is worth offering, asks
// for no text.

import type { Writable } from '../../../yaml/format-value.ts';
import { treeOf } from '../../../yaml/make-tree.ts';
import { deref, entryOf, type Tree } from '../../../yaml/tree.ts';
import { treeAfter } from '../../../yaml/tree-edit.ts';
import type { ComposeDocument, Fragment } from '../../document.ts';
import { entityFragments, topLevelFragment } from '../../fragment-at.ts';
import { modelOf } from '../../model-of.ts';
import { isAnchorView } from '../anchors/shared-key.ts';
import type { DocumentEdit, Section } from '../document-edit.ts';

/** The document with the trees after these changes, and the text before them; null where only the text shows what they lead to. */
export function documentAfter(
  document: ComposeDocument,
  edits: readonly DocumentEdit[],
): ComposeDocument | null {
  if (isAnchorView(document)) return null;
  let current = document;
  for (const edit of edits) {
    const fragments = fragmentsAfter(current, edit);
    if (fragments === null) return null;
    current = { ...current, fragments };
  }
  const topology = modelOf(current.fragments, document.environment, document.topology);
  return { ...current, topology };
}

function fragmentsAfter(document: ComposeDocument, edit: DocumentEdit): readonly Fragment[] | null {
  switch (edit.do) {
    case 'text':
      return null;
    case 'declare':
      return declared(document, edit.section, edit.name, treeOf(edit.value));
    case 'undeclare': {
      const places = entityFragments(document, kindIn(edit.section), edit.name);
      const [place] = places;
      return place && places.length === 1 ? document.fragments.toSpliced(place.index, 1) : null;
    }
    default: {
      const [top = '', name, ...rest] = edit.path;
      if (edit.path.length === 0)
        return edit.do === 'add' ? topLevelAdded(document, edit.key, edit.value) : null;
      const inside = top === 'services' || top === 'networks';
      if (inside && typeof name !== 'string') return null;
      const places = inside
        ? entityFragments(document, kindIn(top), String(name))
        : [topLevelFragment(document, String(top))];
      const [place] = places;
      if (!place || places.length > 1 || !place.fragment.tree) return null;
      const path = inside ? rest : edit.path.slice(1);
      const { tree } = place.fragment;
      const after =
        edit.do === 'rewrite'
          ? replacedAt(tree, path, edit.wanted)
          : treeAfter(
              tree,
              edit.do === 'remove-upwards'
                ? { ...edit, path, keep: edit.keep - edit.path.length + path.length }
                : { ...edit, path },
              isHidden(document),
            );
      return after && document.fragments.with(place.index, { ...place.fragment, tree: after });
    }
  }
}

function kindIn(section: Section): 'service' | 'network' {
  return section === 'services' ? 'service' : 'network';
}

/** A new entry stands behind the last one of its section. */
function declared(
  { fragments }: ComposeDocument,
  section: Section,
  name: string,
  tree: Tree,
): readonly Fragment[] {
  const kind = kindIn(section);
  const added: Fragment = { kind, name, length: 0, tree, keySpan: null, alone: false };
  const last = fragments.findLastIndex((one) => one.kind === kind);
  return last < 0 ? [...fragments, added] : fragments.toSpliced(last + 1, 0, added);
}

function topLevelAdded(document: ComposeDocument, key: string, value: Writable): readonly Fragment[] | null {
  if (topLevelFragment(document, key)) return null;
  const added: Fragment = {
    kind: 'rest',
    name: key,
    length: 0,
    tree: treeOf(value),
    keySpan: null,
    alone: false,
  };
  return [...document.fragments, added];
}

function replacedAt(tree: Tree, path: readonly (string | number)[], wanted: Tree): Tree | null {
  const [key, more] = path;
  if (tree.kind !== 'map' || tree.anchor !== undefined || more !== undefined) return null;
  const at = tree.entries.findIndex((entry) => entry.key === key && entry.merged === null);
  const entry = tree.entries[at];
  return entry ? { ...tree, entries: tree.entries.with(at, { ...entry, value: wanted }) } : null;
}

/** An anchor with that key may be merged somewhere; it is taken for everywhere. */
function isHidden({ anchors }: ComposeDocument): (key: string) => boolean {
  return (key) => [...anchors.values()].some(({ tree }) => entryOf(deref(tree), key) !== null);
}
