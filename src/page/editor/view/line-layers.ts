// Decorations of whole lines: lines of the selection, changed lines, the requested line, and notes about problems. Each kind is
// a layer of its own, so that none waits for another.

import { type Range, StateEffect, type StateEffectType, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import { diffArrays } from 'diff';

/** Decorations that are replaced as a whole, and move with the text in between. */
interface DecorationField {
  readonly field: StateField<DecorationSet>;
  readonly set: StateEffectType<DecorationSet>;
}

/** Returns one such layer of decorations. */
function decorationField(): DecorationField {
  const set = StateEffect.define<DecorationSet>();
  const field = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(decorations, transaction) {
      let next = decorations.map(transaction.changes);
      for (const effect of transaction.effects) if (effect.is(set)) next = effect.value;
      return next;
    },
    provide: (self) => EditorView.decorations.from(self),
  });
  return { field, set };
}

export const litLines = decorationField();
export const changedMarks = decorationField();
export const wantedLine = decorationField();
export const lineNotes = decorationField();

const lit = Decoration.line({ class: 'bh-yaml-lit' });
const changed = Decoration.line({ class: 'bh-yaml-changed' });
const gap = Decoration.line({ class: 'bh-yaml-gap' });
const wanted = Decoration.line({ class: 'bh-yaml-wanted' });

/** Highlights the lines of text ranges. */
export function lightLines(
  doc: Text,
  spans: readonly { readonly from: number; readonly to: number }[],
): DecorationSet {
  const marks: Range<Decoration>[] = [];
  for (const { from, to } of spans) {
    const last = doc.lineAt(Math.min(to, doc.length)).number;
    for (let line = doc.lineAt(Math.min(from, doc.length)).number; line <= last; line++) {
      marks.push(lit.range(doc.line(line).from));
    }
  }
  return Decoration.set(marks, true);
}

/** Marks the lines that differ from the opened file, and the places of removed ones. */
export function markChanged(doc: Text, { added, removedBefore }: ChangedLines): DecorationSet {
  const marks: Range<Decoration>[] = [];
  for (const line of added) if (line <= doc.lines) marks.push(changed.range(doc.line(line).from));
  for (const line of removedBefore) marks.push(gap.range(doc.line(Math.min(line, doc.lines)).from));
  return Decoration.set(marks, true);
}

/** Marks the requested line. */
export function markWanted(doc: Text, line: number): DecorationSet {
  return Decoration.set(wanted.range(doc.line(Math.min(Math.max(line, 1), doc.lines)).from));
}

class Note extends WidgetType {
  readonly severity: string;
  readonly text: string;

  constructor(severity: string, text: string) {
    super();
    this.severity = severity;
    this.text = text;
  }

  override eq(other: Note): boolean {
    return other.severity === this.severity && other.text === this.text;
  }

  override toDOM(): HTMLElement {
    const dom = document.createElement('span');
    dom.className = `bh-yaml-note bh-yaml-note-${this.severity}`;
    dom.textContent = this.text;
    return dom;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

/** Shows a short text after the end of lines. */
export function writeNotes(
  doc: Text,
  notes: ReadonlyMap<number, { readonly severity: string; readonly text: string }>,
): DecorationSet {
  const marks: Range<Decoration>[] = [];
  for (const [line, { severity, text }] of notes) {
    if (line > doc.lines) continue;
    marks.push(Decoration.widget({ widget: new Note(severity, text), side: 1 }).range(doc.line(line).to));
  }
  return Decoration.set(marks, true);
}

/** The lines that differ from the opened text (1-based), and the lines before which some were removed. */
interface ChangedLines {
  readonly added: ReadonlySet<number>;
  readonly removedBefore: ReadonlySet<number>;
}

// Beyond this many all lines between the first and the last change are marked: distinguishing them would take seconds.
const mostChanges = 1000;

/** Compares two texts line by line. */
export function changedLines(opened: readonly string[], now: readonly string[]): ChangedLines {
  const shortest = Math.min(opened.length, now.length);
  let start = 0;
  while (start < shortest && opened[start] === now[start]) start++;
  let end = 0;
  while (end < shortest - start && opened[opened.length - 1 - end] === now[now.length - 1 - end]) end++;
  const added = new Set<number>();
  const removedBefore = new Set<number>();
  let line = start + 1;
  const old = opened.slice(start, opened.length - end);
  const current = now.slice(start, now.length - end);
  const parts = diffArrays(old, current, { maxEditLength: mostChanges }) ?? [
    { value: old, removed: true, added: false },
    { value: current, removed: false, added: true },
  ];
  for (const part of parts) {
    if (part.removed) {
      removedBefore.add(line);
      continue;
    }
    if (part.added) for (let i = 0; i < part.value.length; i++) added.add(line + i);
    line += part.value.length;
  }
  // A replaced line is a change, not a gap.
  for (const gap of [...removedBefore]) if (added.has(gap)) removedBefore.delete(gap);
  return { added, removedBefore };
}
