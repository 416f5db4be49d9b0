// The editor and the session as one text. What is typed becomes edits of the session; changes of the session become the smallest change
// of the editor. It depends on neither a view nor a store: tests run it without a page.

import type { ChangeSet } from '@codemirror/state';
import { applyEdits, type Edits, type TextEdit } from '../../../core/text/edit.ts';
import { editorText, minimalEdits, type PositionMap, positionMap } from './editor-text.ts';

/** Merges touching edits, so that each can be extended on its own. */
function joinTouching(edits: Edits): readonly TextEdit[] {
  const joined: TextEdit[] = [];
  for (const edit of edits) {
    const before = joined.at(-1);
    if (before === undefined || before.to < edit.from) joined.push(edit);
    else joined[joined.length - 1] = { from: before.from, to: edit.to, insert: before.insert + edit.insert };
  }
  return joined;
}

/** Extends an edit over a byte order mark that reaches or leaves the start of the text: only at the start is it hidden. */
function extendOverMark(text: string, edit: TextEdit): TextEdit {
  if (edit.from > 0 || text[edit.to] !== '\uFEFF') return edit;
  return { from: 0, to: edit.to + 1, insert: `${edit.insert}\uFEFF` };
}

/**
 * Extends an edit over a preceding CR and a following LF, so that no edit begins or ends within a line break, before or after it is
 * applied.
 */
function extendOverLineBreak(text: string, edit: TextEdit): TextEdit {
  let { from, to } = edit;
  if (text[from - 1] === '\r') from--;
  if (text[to] === '\n') to++;
  return { from, to, insert: text.slice(from, edit.from) + edit.insert + text.slice(edit.to, to) };
}

function shown(slice: string, atStart: boolean): string {
  return atStart ? editorText(slice) : slice.replace(/\r\n?/g, '\n');
}

/** Returns the editor's changes for `edits` of `text`, with offsets into its previous content. */
export function changesFor(
  text: string,
  edits: Edits,
  map: PositionMap = positionMap(text),
): readonly TextEdit[] {
  const separate = joinTouching(joinTouching(edits).map((edit) => extendOverMark(text, edit)));
  return separate.map((edit) => {
    const { from, to, insert } = extendOverLineBreak(text, edit);
    const start = map.toEditor(from);
    const atStart = from === 0;
    return {
      from: start,
      to: start + shown(text.slice(from, to), atStart).length,
      insert: shown(insert, atStart),
    };
  });
}

/** Returns the changes of a transaction as edits of the editor's previous content: sorted, disjoint, with line feeds. */
export function typedChanges(changes: ChangeSet): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  changes.iterChanges((from, to, _from, _to, insert) => edits.push({ from, to, insert: insert.toString() }));
  return edits;
}

/** Returns the line break of a text: its first one, a line feed without any. */
function lineBreak(text: string): string {
  return /\r\n?|\n/.exec(text)?.[0] ?? '\n';
}

/**
 * Returns edits of `text` for `typed` changes of its editor content: sorted, disjoint, with line feeds. When a CR and a LF from two
 * different breaks would meet, a LF is inserted between them: the CR becomes a CRLF.
 */
export function editsFor(
  text: string,
  typed: readonly TextEdit[],
  map: PositionMap = positionMap(text),
): Edits {
  const eol = lineBreak(text);
  return typed.map((change) => {
    const from = map.toText(change.from);
    const to = map.toText(change.to);
    let insert = eol === '\n' ? change.insert : change.insert.replaceAll('\n', eol);
    const followsReturn = text[from - 1] === '\r';
    const first = insert === '' ? text[to] : insert[0];
    if (followsReturn && first === '\n') insert = `\n${insert}`;
    if (insert.endsWith('\r') && text[to] === '\n') insert = `${insert}\n`;
    return { from, to, insert };
  });
}

const byteOrderMark = '\uFEFF';

/** The owner of the text: the session. */
interface TextOwner {
  text(): string;
  applyTyping(edits: Edits): void;
}

export interface TwoWay {
  /** Applies a person's changes in the editor: sorted, disjoint changes of its previous content. */
  typed(changes: readonly TextEdit[]): void;
  /** Applies later changes of the session. */
  pull(): void;
  /** Maps offsets of the text that both sides hold now. */
  places(): PositionMap;
}

/** Connects an editor that shows `editorText(owner.text())` to its owner; `change` carries out changes in the editor. */
export function createTwoWay(owner: TextOwner, change: (changes: readonly TextEdit[]) => void): TwoWay {
  // The session's text that the editor shows now.
  let known = owner.text();
  let map = positionMap(known);

  function learn(text: string): void {
    known = text;
    map = positionMap(text);
  }

  function pull(): void {
    const text = owner.text();
    if (text === known) return;
    const changes = changesFor(known, minimalEdits(known, text), map);
    learn(text);
    if (changes.length > 0) change(changes);
  }

  return {
    typed(changes) {
      const edits = editsFor(known, changes, map);
      const unmarked = !known.startsWith(byteOrderMark);
      learn(applyEdits(known, edits));
      // A character that was typed at the very start has become the file's byte order mark, which the editor does not show.
      if (unmarked && known.startsWith(byteOrderMark)) change([{ from: 0, to: 1, insert: '' }]);
      owner.applyTyping(edits);
      // The owner may have refused or changed it: then the editor follows.
      pull();
    },
    pull,
    places: () => map,
  };
}
