// The one writer of operations: changes of trees become edits of the text, in the style of the file.

import { applyEdits, composeEdits, type Edits, shiftEdits, type TextEdit } from '../../../text/edit.ts';
import { ok, type Result, refuse } from '../../../text/result.ts';
import { addEntry } from '../../../yaml/add-entry.ts';
import { fileStyle } from '../../../yaml/file-style.ts';
import { removeNode } from '../../../yaml/remove-node.ts';
import { replaceValue } from '../../../yaml/replace-value.ts';
import { findNode, type Slice } from '../../../yaml/slice.ts';
import { withoutLead, writeTreeEdit } from '../../../yaml/tree-edit.ts';
import type { ComposeDocument } from '../../document.ts';
import { entityFragment } from '../../fragment-at.ts';
import { rewriteEntry } from '../../rewrite/rewrite-entry.ts';
import { changeText, draftOf, type TextDraft } from '../../rewrite/text-draft.ts';
import { updateDocument } from '../../update-document.ts';
import { isAnchorView } from '../anchors/shared-key.ts';
import type { DocumentEdit } from '../document-edit.ts';
import { editFile } from './whole-file.ts';

/** Consecutive changes of one service or network, named by `entity`; null for a single change of anything else. */
interface Group {
  readonly entity: readonly [section: string, name: string] | null;
  readonly edits: readonly DocumentEdit[];
}

/** Returns the edits of the text for a list of changes, in order. */
export function writeEdits(document: ComposeDocument, edits: readonly DocumentEdit[]): Result<Edits> {
  let current = document;
  let written: Edits = [];
  const steps = runsOf(groupsOf(withDeclarationsFirst(edits)));
  for (const [at, groups] of steps.entries()) {
    const done = writeRun(current, groups);
    if (!done.ok) return done;
    if (done.value.length === 0) continue;
    written = written.length === 0 ? done.value : composeEdits(written, done.value);
    if (at < steps.length - 1) current = updateDocument(current, done.value).document;
  }
  return ok(written);
}

/** Puts declarations before changes of single entries, which give the same text in either order; other changes keep their order. */
function withDeclarationsFirst(edits: readonly DocumentEdit[]): readonly DocumentEdit[] {
  const declares = ({ do: what }: DocumentEdit): boolean => what === 'declare';
  if (!edits.every((edit) => declares(edit) || entityOf(edit) !== null)) return edits;
  return [...edits.filter(declares), ...edits.filter((edit) => !declares(edit))];
}

function groupsOf(edits: readonly DocumentEdit[]): readonly Group[] {
  const groups: { readonly entity: Group['entity']; readonly edits: DocumentEdit[] }[] = [];
  for (const edit of edits) {
    const entity = entityOf(edit);
    const last = groups.at(-1);
    const together = last?.entity
      ? entity !== null && isSame(last.entity, entity)
      : entity === null && last?.edits.every((other) => isWrittenWith(other, edit));
    if (last && together) last.edits.push(edit);
    else groups.push({ entity, edits: [edit] });
  }
  return groups;
}

/** True for changes that are written together: of the file, or declarations of one section. */
function isWrittenWith(one: DocumentEdit, two: DocumentEdit): boolean {
  if (one.do === 'declare' && two.do === 'declare') return one.section === two.section;
  return 'path' in one && 'path' in two;
}

function entityOf(edit: DocumentEdit): Group['entity'] {
  if (!('path' in edit)) return null;
  const [section, name] = edit.path;
  const inside = (section === 'services' || section === 'networks') && typeof name === 'string';
  return inside ? [section, name] : null;
}

function isSame(a: NonNullable<Group['entity']>, b: NonNullable<Group['entity']>): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/**
 * Collects groups of different services into runs that are written on the same text: hundreds of services would otherwise need hundreds of
 * readings.
 */
function runsOf(groups: readonly Group[]): readonly (readonly Group[])[] {
  const runs: Group[][] = [];
  for (const group of groups) {
    const run = runs.at(-1);
    const { entity } = group;
    const apart = run?.every(
      (group) => group.entity !== null && entity !== null && !isSame(group.entity, entity),
    );
    if (run && apart) run.push(group);
    else runs.push([group]);
  }
  return runs;
}

function writeRun(document: ComposeDocument, groups: readonly Group[]): Result<Edits> {
  const [only] = groups;
  if (only && groups.length === 1) return writeGroup(document, only);
  const all: TextEdit[] = [];
  for (const group of groups) {
    const written = writeGroup(document, group);
    if (!written.ok) return written;
    all.push(...written.value);
  }
  const sorted = all.toSorted((a, b) => a.from - b.from);
  const meet = sorted.some((edit, i) => i > 0 && edit.from <= (sorted[i - 1] as TextEdit).to);
  // Two of them edit the same place, as in an anchor that services share.
  return meet ? writeInTurn(document, groups) : ok(sorted);
}

function writeInTurn(document: ComposeDocument, groups: readonly Group[]): Result<Edits> {
  let current = document;
  let written: Edits = [];
  for (const group of groups) {
    const done = writeGroup(current, group);
    if (!done.ok) return done;
    if (done.value.length === 0) continue;
    written = composeEdits(written, done.value);
    current = updateDocument(current, done.value).document;
  }
  return ok(written);
}

function writeGroup(document: ComposeDocument, { entity, edits }: Group): Result<Edits> {
  if (entity) return writeEntity(document, entity, edits);
  const [edit] = edits;
  switch (edit?.do) {
    case undefined:
      return ok([]);
    case 'text':
    case 'everywhere':
      return edit.write(document);
    case 'declare':
      return declareAll(
        document,
        edits.flatMap((one) => (one.do === 'declare' ? [one] : [])),
      );
    case 'undeclare':
      return editFile(document, (slice) => undeclare(slice, edit.section, edit.name));
    default:
      return writtenIn(draftOf(document.text), edits, 0);
  }
}

type Declaration = Extract<DocumentEdit, { readonly do: 'declare' }>;

/** Declares entries of one section: all but the first are insertions at one place, so the text is read twice however many there are. */
function declareAll(document: ComposeDocument, declarations: readonly Declaration[]): Result<Edits> {
  const [first, ...more] = declarations;
  if (!first) return ok([]);
  const begun = editFile(document, (slice) => declare(slice, first));
  if (!begun.ok || more.length === 0) return begun;
  const rest = changeText({ ...draftOf(document.text), ...appliedTo(document, begun.value) }, (slice) =>
    insertedTogether(more.map((declaration) => declare(slice, declaration))),
  );
  if (rest.ok) return ok(rest.value.edits);
  // They do not stand at one place.
  let draft: Result<TextDraft> = ok(draftOf(document.text));
  for (const declaration of declarations)
    if (draft.ok) draft = changeText(draft.value, (slice) => declare(slice, declaration));
  return draft.ok ? ok(draft.value.edits) : draft;
}

function appliedTo({ text }: ComposeDocument, edits: Edits): Pick<TextDraft, 'text' | 'edits'> {
  return { text: applyEdits(text, edits), edits };
}

function declare(slice: Slice, { section, name, value }: Declaration): Result<Edits> {
  return findNode(slice, [section]) === null
    ? addEntry(slice, [], section, { [name]: value })
    : addEntry(slice, [section], name, value);
}

/** Returns insertions at one place as one, in order; refused where there are others. */
function insertedTogether(all: readonly Result<Edits>[]): Result<Edits> {
  let insert = '';
  let place: number | null = null;
  for (const planned of all) {
    if (!planned.ok) return planned;
    const [edit, ...others] = planned.value;
    if (!edit || others.length > 0 || edit.from !== edit.to || (place ?? edit.from) !== edit.from)
      return refuse('unusual-layout', 'they do not stand at one place');
    place = edit.from;
    insert += edit.insert;
  }
  return ok(place === null ? [] : [{ from: place, to: place, insert }]);
}

/** Removes an entry of a section; the last one leaves an empty mapping, or takes the section along. */
function undeclare(slice: Slice, section: string, name: string): Result<Edits> {
  const removed = removeNode(slice, [section, name]);
  if (removed.ok || removed.error.code !== 'only-entry') return removed;
  if (section === 'services') return replaceValue(slice, [section], {});
  const whole = removeNode(slice, [section]);
  return whole.ok ? whole : replaceValue(slice, [section], {});
}

function writeEntity(
  document: ComposeDocument,
  [section, name]: readonly [string, string],
  edits: readonly DocumentEdit[],
): Result<Edits> {
  const kind = section === 'services' ? 'service' : 'network';
  const place = entityFragment(document, kind, name);
  if (!place) return refuse('merged-in', `${kind} "${name}" comes from an anchor; change it there`);
  const { fragment, from } = place;
  const through = isAnchorView(document);
  const alone = fragment.alone && !through;
  const text = alone ? document.text.slice(from, from + fragment.length) : document.text;
  const style = fileStyle(document.text);
  const written = writtenIn({ text, edits: [], style, through }, edits, alone ? 1 : 0);
  return written.ok ? ok(shiftEdits(written.value, alone ? from : 0)) : written;
}

/** Returns the edits of a text that begins `steps` levels below the root of the file. */
function writtenIn(draft: TextDraft, edits: readonly DocumentEdit[], steps: number): Result<Edits> {
  let current = draft;
  for (const edit of edits) {
    if (!('path' in edit)) continue;
    const done =
      edit.do === 'rewrite'
        ? rewriteEntry(current, edit.path.slice(steps), edit.old, edit.wanted)
        : changeText(current, (slice) => writeTreeEdit(slice, withoutLead(edit, steps)));
    if (!done.ok) return done;
    current = done.value;
  }
  return ok(current.edits);
}
