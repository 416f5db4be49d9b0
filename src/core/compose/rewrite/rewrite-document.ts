// Edits that turn a file into one with wanted trees: entries that stay equal keep their text, comments and style. What edits cannot
// do is refused; the result is read again and compared.

import { applyEdits, type Edits, normalizeEdits, shiftEdits, type TextEdit } from '../../text/edit.ts';
import { ok, type Result, refuse } from '../../text/result.ts';
import { addEntry } from '../../yaml/add-entry.ts';
import { sameMeaning } from '../../yaml/compare-trees.ts';
import { renameKey } from '../../yaml/edit-key.ts';
import { fileStyle } from '../../yaml/file-style.ts';
import { writableOf } from '../../yaml/format-value.ts';
import { hoistAnchor } from '../../yaml/hoist-anchor.ts';
import { mapTree } from '../../yaml/make-tree.ts';
import { parseYaml } from '../../yaml/parse-yaml.ts';
import { removeNode } from '../../yaml/remove-node.ts';
import { replaceValue } from '../../yaml/replace-value.ts';
import { findNode, type Slice, startOf } from '../../yaml/slice.ts';
import { lineStart } from '../../yaml/text-position.ts';
import { deref, type Tree } from '../../yaml/tree.ts';
import type { ComposeDocument } from '../document.ts';
import { entityTrees } from '../model-of.ts';
import { openDocument } from '../open-document.ts';
import { usedAnchors } from '../operations/steps/remove-entity.ts';
import { editFile } from '../operations/steps/whole-file.ts';
import { topLevelTree } from '../read-fragments.ts';
import { notTextEverywhere, rewriteEntry } from './rewrite-entry.ts';
import { changeText, draftOf, type TextDraft } from './text-draft.ts';
import { type WantedDocument, withShared } from './with-shared.ts';

type Section = 'services' | 'networks';
const sections: readonly Section[] = ['services', 'networks'];

/**
 * The largest number of rounds: an edit of an anchor changes the entries that use it, so entries are edited again until nothing differs.
 */
const maxRounds = 8;

/** Returns the text of `document` after the edits that give it the trees of `asked`. */
export function rewriteDocument(document: ComposeDocument, asked: WantedDocument): Result<string> {
  if (parseYaml(document.text).others.length > 0)
    return refuse('unusual-layout', 'it holds several YAML documents');
  const wanted = withShared(document, asked);
  let current = document;
  for (let round = 0; round < maxRounds; round++) {
    const done = rewriteOnce(current, wanted);
    if (!done.ok) return done;
    if (done.value === current.text) {
      return equalContent(current, wanted)
        ? ok(done.value)
        : refuse('unusual-layout', 'no edit of the file gives this result');
    }
    current = reopened(document, done.value);
    if (current.stale) return refuse('unusual-layout', 'the layout of the file does not survive these edits');
  }
  return refuse('alias-shared', 'parts of the file are shared by aliases, so an edit of one changes another');
}

function rewriteOnce(document: ComposeDocument, wanted: WantedDocument): Result<string> {
  const others = editOthers(document, wanted.others);
  if (!others.ok) return others;
  let current = reopened(document, others.value);
  const edited = editEntries(current, wanted);
  if (!edited.ok) return edited;
  current = reopened(current, edited.value);
  for (const section of sections) {
    for (const [name] of entriesIn(current, section)) {
      if (wanted[section].has(name)) continue;
      const done = withoutEntry(current, section, name);
      if (!done.ok) return done;
      current = done.value;
    }
    const there = new Set(entriesIn(current, section).map(([name]) => name));
    for (const [name, tree] of wanted[section]) {
      const done = there.has(name)
        ? textKey(current, section, name)
        : withEntry(current, section, name, tree);
      if (!done.ok) return done;
      current = done.value;
    }
  }
  return ok(current.text);
}

function reopened(document: ComposeDocument, text: string): ComposeDocument {
  if (text === document.text) return document;
  return openDocument(text, { file: document.file });
}

function entriesIn(document: ComposeDocument, section: Section): readonly (readonly [string, Tree])[] {
  return entityTrees(document.fragments, section === 'services' ? 'service' : 'network', new Map());
}

/** Returns the document after edits of all entries with their own text, each planned on the original text, so that they do not overlap. */
function editEntries(document: ComposeDocument, wanted: WantedDocument): Result<string> {
  const style = fileStyle(document.text);
  const edits: TextEdit[] = [];
  const whole: (readonly [Section, string, Tree])[] = [];
  let from = 0;
  for (const { kind, name, tree, alone, length } of document.fragments) {
    const start = from;
    from += length;
    if (kind === 'rest') continue;
    const section: Section = kind === 'service' ? 'services' : 'networks';
    if (!wanted[section].has(name)) continue;
    const to = wanted[section].get(name) ?? nothing;
    const old = tree ?? nothing;
    if (isEmpty(old) && isEmpty(to)) continue;
    if (!alone || tree === null || tree.kind === 'alias') {
      if (!sameMeaning(old, to)) whole.push([section, name, to]);
      continue;
    }
    const text = document.text.slice(start, start + length);
    const done = rewriteEntry({ text, edits: [], style, through: false }, [name], old, to);
    if (!done.ok) return done;
    edits.push(...shiftEdits(done.value.edits, start));
  }
  const text = applyEdits(document.text, normalizeEdits(edits));
  if (whole.length === 0) return ok(text);
  // Entries without a slice of their own are edited in the whole file, one after the other.
  let current = reopened(document, text);
  for (const [section, name, to] of whole) {
    const old = new Map(entriesIn(current, section)).get(name) ?? nothing;
    const draft: TextDraft = { text: current.text, edits: [], style, through: false };
    const done = rewriteEntry(draft, [section, name], old, to);
    if (!done.ok) return done;
    current = reopened(current, done.value.text);
  }
  return ok(current.text);
}

const nothing = mapTree([]);

/** True for an empty value: `front:` and `front: {}` mean the same to Compose. */
function isEmpty(tree: Tree): boolean {
  const node = deref(tree);
  if (node?.kind === 'map') return node.entries.length === 0;
  return node === null || (node.kind === 'scalar' && node.value === null);
}

function equalContent(document: ComposeDocument, wanted: WantedDocument): boolean {
  return sections.every((section) => {
    const there = new Map(entriesIn(document, section));
    return (
      there.size === wanted[section].size &&
      [...wanted[section]].every(([name, tree]) => {
        const [found, to] = [there.get(name) ?? nothing, tree ?? nothing];
        return there.has(name) && ((isEmpty(found) && isEmpty(to)) || sameMeaning(found, to));
      })
    );
  });
}

function withoutEntry(document: ComposeDocument, section: Section, name: string): Result<ComposeDocument> {
  const kind = section === 'services' ? 'service' : 'network';
  let current = document;
  for (const anchor of usedAnchors(document, kind, name)) {
    const moved = editFile(current, (slice) => hoistAnchor(slice, [section, name], anchor, section));
    if (!moved.ok) return moved;
    current = reopened(current, applyEdits(current.text, moved.value));
    // The anchor is defined twice until the entry that held it is removed.
  }
  const removed = editFile(current, (slice) => {
    const removal = removeNode(slice, [section, name]);
    return removal.ok || removal.error.code !== 'only-entry' ? removal : replaceValue(slice, [section], {});
  });
  return removed.ok ? ok(reopened(current, applyEdits(current.text, removed.value))) : removed;
}

function withEntry(
  document: ComposeDocument,
  section: Section,
  name: string,
  tree: Tree | null,
): Result<ComposeDocument> {
  const value = writableOf(tree);
  if (value === undefined) return refuse('unusual-layout', `${name} is too large to be rewritten`);
  const added = editFile(document, (slice) =>
    findNode(slice, [section]) === null
      ? addEntry(slice, [], section, { [name]: value })
      : addEntry(slice, [section], name, value),
  );
  return added.ok ? ok(reopened(document, applyEdits(document.text, added.value))) : added;
}

/** Quotes a name that some readers take for true or false. */
function textKey(document: ComposeDocument, section: Section, name: string): Result<ComposeDocument> {
  if (!notTextEverywhere.test(name)) return ok(document);
  const renamed = editFile(document, (slice) => renameKey(slice, [section, name], name));
  return renamed.ok ? ok(reopened(document, applyEdits(document.text, renamed.value))) : renamed;
}

function editOthers(document: ComposeDocument, wanted: ReadonlyMap<string, Tree | null>): Result<string> {
  let draft = draftOf(document.text);
  const keys = document.fragments.flatMap(({ kind, name }) => (kind === 'rest' && name !== '' ? [name] : []));
  for (const key of new Set(keys)) {
    if (key === 'services' || key === 'networks') continue;
    const to = wanted.get(key);
    const old = topLevelTree(document.fragments, key);
    let done: Result<TextDraft> = ok(draft);
    // Anchors that were moved are there.
    if (!wanted.has(key) && key.startsWith('x-')) continue;
    if (!wanted.has(key)) done = changeText(draft, (slice) => removeTopLevel(slice, key));
    else if (old && to) done = rewriteEntry(draft, [key], old, to);
    if (!done.ok) return done;
    draft = done.value;
  }
  for (const [key, tree] of wanted) {
    if (keys.includes(key)) continue;
    const value = writableOf(tree);
    if (value === undefined) return refuse('unusual-layout', `${key} is too large to be rewritten`);
    const done = changeText(draft, (slice) => addEntry(slice, [], key, value));
    if (!done.ok) return done;
    draft = done.value;
  }
  return ok(draft.text);
}

/** Returns the edits that remove a top-level key, without the comments above the first key, which are often about the file. */
function removeTopLevel(slice: Slice, key: string): Result<Edits> {
  const at = findNode(slice, [key])?.pair?.key;
  const removed = removeNode(slice, [key]);
  if (!removed.ok || slice.style.json || !at) return removed;
  const from = lineStart(slice.text, startOf(at));
  return ok(
    removed.value.map((edit) => (edit.to <= from ? edit : { ...edit, from: Math.max(edit.from, from) })),
  );
}
