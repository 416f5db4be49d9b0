// Writes a change into an override file in forms that Compose merges: additions alone, removals as `!reset`, values that must not be
// merged as `!override`.

import { applyEdits, composeEdits, type Edits } from '../../../text/edit.ts';
import { ok, type Result } from '../../../text/result.ts';
import { addEntry } from '../../../yaml/add-entry.ts';
import { sameMeaning } from '../../../yaml/compare-trees.ts';
import { addTag, renameKey } from '../../../yaml/edit-key.ts';
import { fileStyle } from '../../../yaml/file-style.ts';
import { formatEntry, type Writable } from '../../../yaml/format-value.ts';
import { treeOf } from '../../../yaml/make-tree.ts';
import { removeNode } from '../../../yaml/remove-node.ts';
import { replaceValue } from '../../../yaml/replace-value.ts';
import { findNode, parseSlice } from '../../../yaml/slice.ts';
import { childOf, entriesOf, type Path, type Tree } from '../../../yaml/tree.ts';
import { entityFragment } from '../../fragment-at.ts';
import { rewriteEntry } from '../../rewrite/rewrite-entry.ts';
import { changeText, draftOf, type TextDraft } from '../../rewrite/text-draft.ts';
import type { Topology } from '../../topology.ts';
import { updateWorkspace } from '../update-workspace.ts';
import type { Workspace } from '../workspace.ts';
import { changedKeys, type OverrideForm, overrideForm, writtenOut } from './override-form.ts';
import { rewriteKey, valueAt } from './rewrite-key.ts';

type Section = 'services' | 'networks';

/**
 * Returns edits of `file` that turn the merged model from `before` (flattened) into `expected`; the file may be new. There are several
 * alternatives, the least intrusive first, and the result of each has to be verified.
 */
export function overrideEdits(
  workspace: Workspace,
  file: string,
  before: Topology,
  expected: Topology,
): readonly Result<Edits>[] {
  const renamed = renamedIn(workspace, file, before, expected);
  const ways = [writeInPlace, writeReplaced].map((write) =>
    editsBy(write, workspace, file, before, expected),
  );
  return renamed === null
    ? ways
    : [editsBy(writeInPlace, workspace, file, before, expected, renamed), ...ways];
}

/** An entry of the file that gets another name, and its content there. */
interface Renamed {
  readonly section: Section;
  readonly from: string;
  readonly to: string;
  readonly tree: Tree | null;
}

/** Returns the renamed entry, if the file has it; null when there is none. */
function renamedIn(workspace: Workspace, file: string, before: Topology, expected: Topology): Renamed | null {
  const document = workspace.files.find((workspaceFile) => workspaceFile.document.file === file)?.document;
  if (!document) return null;
  for (const section of ['services', 'networks'] as const) {
    const [old, wanted] = [declared(before, section), declared(expected, section)];
    const [from, ...others] = [...old.keys()].filter((name) => !wanted.has(name));
    const [to, ...more] = [...wanted.keys()].filter((name) => !old.has(name));
    if (from === undefined || to === undefined || others.length + more.length > 0) continue;
    const place = entityFragment(document, section === 'services' ? 'service' : 'network', from);
    if (place) return { section, from, to, tree: place.fragment.tree };
  }
  return null;
}

function editsBy(
  write: WriteKey,
  workspace: Workspace,
  file: string,
  before: Topology,
  expected: Topology,
  renamed: Renamed | null = null,
): Result<Edits> {
  const text = workspace.input.texts.get(file) ?? '';
  const main = workspace.input.texts.get(workspace.input.order[0] ?? '') ?? '';
  let draft: Result<TextDraft> = ok({
    text,
    edits: [],
    through: false,
    style: fileStyle(text === '' ? main : text),
  });
  if (renamed !== null && draft.ok)
    draft = changeText(draft.value, (slice) => renameKey(slice, [renamed.section, renamed.from], renamed.to));
  for (const section of ['services', 'networks'] as const) {
    const names = new Set([...declared(before, section).keys(), ...declared(expected, section).keys()]);
    for (const name of names) {
      const old = declared(before, section).get(name);
      const wanted = declared(expected, section).get(name);
      const unchanged = section === 'services' ? workspace.topology.services : workspace.topology.networks;
      if (wanted !== undefined && meetsExpected(unchanged.get(name)?.tree, wanted)) continue;
      if (!draft.ok) return draft;
      if (renamed?.section === section && renamed.to === name && wanted) {
        draft = writeRenamed(draft.value, [section, name], renamed.tree, wanted);
        continue;
      }
      draft = writeEntity(write, workspace, file, draft.value, [section, name], old, wanted);
    }
  }
  return draft.ok ? ok(draft.value.edits) : draft;
}

function meetsExpected(tree: Tree | null | undefined, wanted: Tree | null): boolean {
  return tree !== undefined && tree === wanted;
}

/** Returns the trees of the entities, without undeclared and implicit networks, which are in no file. */
function declared(topology: Topology, section: Section): ReadonlyMap<string, Tree | null> {
  const found = new Map<string, Tree | null>();
  if (section === 'services') for (const { name, tree } of topology.services.values()) found.set(name, tree);
  else
    for (const { name, tree, origin } of topology.networks.values())
      if (origin === 'declared') found.set(name, tree);
  return found;
}

/** Gives a key of an entry its form; `merged` is the key's value in all files together. */
type WriteKey = (
  draft: TextDraft,
  parent: readonly string[],
  key: string,
  form: OverrideForm,
  merged: Tree | null,
) => Result<TextDraft>;

function writeInPlace(...[draft, parent, key, form, merged]: Parameters<WriteKey>): ReturnType<WriteKey> {
  const old = valueAt(draft, [...parent, key]);
  const rewritten = old && merged ? rewriteKey(draft, [...parent, key], old, form, merged) : null;
  return rewritten?.ok ? rewritten : writeReplaced(draft, parent, key, form, merged);
}

function writeReplaced(...[draft, parent, key, form]: Parameters<WriteKey>): ReturnType<WriteKey> {
  const path = [...parent, key];
  if (!has(draft, path)) return writeKey(draft, parent, key, form);
  // The comments at the key stay.
  return withTags(
    changeText(draft, (slice) => replaceValue(slice, path, form.value)),
    form,
    path,
  );
}

function writeEntity(
  write: WriteKey,
  workspace: Workspace,
  file: string,
  draft: TextDraft,
  path: readonly [Section, string],
  old: Tree | null | undefined,
  wanted: Tree | null | undefined,
): Result<TextDraft> {
  const [section, name] = path;
  if (wanted === undefined) {
    return isDeclaredBelow(workspace, file, path)
      ? writeReplaced(draft, [section], name, { tag: '!reset', value: null }, null)
      : withoutNode(draft, path);
  }
  if (old === undefined)
    return writeKey(draft, [section], name, {
      tag: null,
      value: wanted === null ? null : writtenOut(wanted),
    });
  let result: Result<TextDraft> = ok(draft);
  for (const key of changedKeys(old, wanted)) {
    if (!result.ok) return result;
    const below = belowTree(workspace, file, [section, name, key]);
    const merged = childOf(wanted, key);
    const form = overrideForm(key, below, merged, workspace);
    result =
      form === null
        ? withoutNode(result.value, [...path, key])
        : write(result.value, path, key, form, merged);
  }
  return result;
}

/** Writes all of `wanted` into an entry under its new name, which no other file has; its `existing` content stays. */
function writeRenamed(
  draft: TextDraft,
  path: readonly [Section, string],
  existing: Tree | null,
  wanted: Tree,
): Result<TextDraft> {
  let result: Result<TextDraft> = ok(draft);
  const keys = new Set([...entriesOf(existing), ...entriesOf(wanted)].map(({ key }) => key));
  for (const key of keys) {
    if (!result.ok) return result;
    const [said, merged] = [childOf(existing, key), childOf(wanted, key)];
    if (merged === null) result = withoutNode(result.value, [...path, key]);
    else if (said === null || !sameMeaning(said, merged)) {
      const form: OverrideForm = { tag: null, value: writtenOut(merged) };
      const present = valueAt(result.value, [...path, key]);
      const rewritten: Result<TextDraft> | null =
        present && rewriteEntry(result.value, [...path, key], present, treeOf(form.value));
      result = rewritten?.ok ? rewritten : writeReplaced(result.value, path, key, form, merged);
    }
  }
  return result;
}

/** Returns the draft without the node at `path`, and without mappings that become empty. */
function withoutNode(draft: TextDraft, path: Path): Result<TextDraft> {
  if (holdsNothing(draft) || !has(draft, path)) return ok(draft);
  const done = changeText(draft, (slice) => removeNode(slice, path));
  if (done.ok || done.error.code !== 'only-entry') return done;
  if (path.length > 1) return withoutNode(draft, path.slice(0, -1));
  return changeText(draft, (slice) => replaceValue(slice, path, {}));
}

/** Writes one key, with the mappings above it where they are missing. */
function writeKey(
  draft: TextDraft,
  parent: readonly string[],
  key: string,
  form: OverrideForm,
): Result<TextDraft> {
  const missing = parent.findIndex((_, index) => !has(draft, parent.slice(0, index + 1)));
  let result: Result<TextDraft> = ok(draft);
  if (missing >= 0) {
    const above = parent.slice(0, missing);
    const [first = key, ...rest] = [...parent.slice(missing), key];
    let value = form.value;
    for (const step of [...rest].reverse()) value = { [step]: value };
    result = holdsNothing(draft) ? withFirstEntry(draft, first, value) : addTo(draft, above, first, value);
  } else {
    result = addTo(draft, parent, key, form.value);
  }
  return withTags(result, form, [...parent, key]);
}

/** Returns the draft with the tags of a form that was written at `path`. */
function withTags(written: Result<TextDraft>, form: OverrideForm, path: Path): Result<TextDraft> {
  let result = written;
  for (const [tagged, tag] of tagsOf(form, path)) {
    if (!result.ok) return result;
    result = changeText(result.value, (slice) => addTag(slice, tagged, tag));
  }
  return result;
}

function addTo(draft: TextDraft, parent: Path, key: string, value: Writable): Result<TextDraft> {
  return changeText(draft, (slice) => addEntry(slice, parent, key, value));
}

/** True when a text has no mapping yet: empty, or comments alone. */
function holdsNothing({ text, style }: TextDraft): boolean {
  return (parseSlice(text, style)?.root ?? null) === null;
}

/** Writes the first entry of an empty text, after its comments. */
function withFirstEntry(draft: TextDraft, key: string, value: Writable): Result<TextDraft> {
  const { text, style } = draft;
  const lead = text === '' || text.endsWith('\n') ? '' : style.eol;
  const insert = `${lead}${formatEntry(key, value, 0, style)}${style.eol}`;
  const edits: Edits = [{ from: text.length, to: text.length, insert }];
  return ok({ ...draft, text: text + insert, edits: composeEdits(draft.edits, edits) });
}

function has({ text, style }: TextDraft, path: Path): boolean {
  if (text.trim() === '') return false;
  let found = false;
  changeText({ text, edits: [], through: false, style }, (slice) => {
    found = findNode(slice, path) !== null;
    return ok([]);
  });
  return found;
}

function tagsOf(form: OverrideForm, path: Path): readonly (readonly [Path, string])[] {
  const tags: (readonly [Path, string])[] = [];
  if (form.tag !== null) tags.push([path, form.tag]);
  for (const name of form.reset ?? []) tags.push([[...path, name], '!reset']);
  return tags;
}

/** Returns the merged value of a key from all files except `file`. */
function belowTree(
  workspace: Workspace,
  file: string,
  path: readonly [Section, string, string],
): Tree | null {
  const [section, name, key] = path;
  const below = withoutName(workspace, file, path);
  const entities = section === 'services' ? below.topology.services : below.topology.networks;
  return childOf(entities.get(name)?.tree, key);
}

function isDeclaredBelow(workspace: Workspace, file: string, path: readonly [Section, string]): boolean {
  const [section, name] = path;
  const below = withoutName(workspace, file, path);
  if (section === 'services') return below.topology.services.has(name);
  return below.topology.networks.get(name)?.origin === 'declared';
}

function withoutName(workspace: Workspace, file: string, path: Path): Workspace {
  const text = workspace.input.texts.get(file) ?? '';
  if (text === '') return workspace;
  const draft = withoutNode(draftOf(text), path);
  if (!draft.ok || applyEdits(text, draft.value.edits) === text) return workspace;
  return updateWorkspace(workspace, new Map([[file, draft.value.edits]]));
}
