// The live editor: one CodeMirror view over the active file of a host. It keeps text, highlights, marks and cursor in step with the page,
// each only when it changed; a file that is left keeps its cursor, folds and scroll until it is shown again.

import { setDiagnostics } from '@codemirror/lint';
import {
  Annotation,
  Compartment,
  EditorSelection,
  EditorState,
  type StateEffect,
  type Transaction,
} from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { TextEdit } from '../../../core/text/edit.ts';
import { createYield } from '../../state/large/large.ts';
import type { EditorHost } from '../host/editor-host.ts';
import { editorText } from '../host/editor-text.ts';
import { createTwoWay, typedChanges } from '../host/two-way.ts';
import { editorExtensions } from './editor-extensions.ts';
import {
  changedLines,
  changedMarks,
  lightLines,
  lineNotes,
  litLines,
  markChanged,
  markWanted,
  wantedLine,
  writeNotes,
} from './line-layers.ts';
import { type EditorMemory, recallPlaces, rememberPlaces } from './remembered-places.ts';
import { lineNotesOf, toDiagnostic } from './show-diagnostics.ts';

/** Scrolls a place to the upper third of the editor, unless it is visible. */
function intoView(view: EditorView, position: number): readonly StateEffect<unknown>[] {
  const { scrollTop, clientHeight } = view.scrollDOM;
  const { top, bottom } = view.lineBlockAt(position);
  if (clientHeight > 0 && top >= scrollTop && bottom <= scrollTop + clientHeight) return [];
  return [EditorView.scrollIntoView(position, { y: 'start', yMargin: Math.max(40, clientHeight / 3) })];
}

export interface Editor {
  destroy(): void;
}

// Marks wait while a person types: they would appear and disappear with each half-written word.
const typingPause = 350;

/** Marks a transaction that came from the session, not from a person in the editor. */
const fromSession = Annotation.define<boolean>();

const isTyped = (transaction: Transaction) =>
  transaction.docChanged && transaction.annotation(fromSession) !== true;

/** Puts an editor into a shadow root and keeps it in step with `host` until it is destroyed. */
export function createEditor(parent: ShadowRoot, page: EditorHost, memory: EditorMemory): Editor {
  let following = false;
  /** Moves the cursor to the changes of an undo or redo outside the editor. */
  function followed(run: () => void): void {
    following = true;
    run();
    following = false;
  }
  const host: EditorHost = {
    ...page,
    undo: () => followed(page.undo),
    redo: () => followed(page.redo),
  };
  let seen = host.state();
  let typedAt = 0;
  let ownSelection = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The diagnostics that are being computed. */
  let marking: object | null = null;
  const lock = new Compartment();
  const locking = () => EditorState.readOnly.of(seen.locked);

  function newState(): EditorState {
    const shown = editorText(seen.text);
    const extensions = [editorExtensions(host, seen.file, shown), lock.of(locking())];
    return EditorState.create({ doc: shown, extensions });
  }

  const newTwoWay = () =>
    createTwoWay({ text: () => host.state().text, applyTyping: host.applyTyping }, follow);
  let twoWay = newTwoWay();
  const view = new EditorView({
    state: newState(),
    root: parent,
    parent,
    dispatchTransactions,
  });

  /** Applies a change of the session in the editor. */
  function follow(changes: readonly TextEdit[]): void {
    const set = view.state.changes([...changes]);
    const last = changes.at(-1);
    const jump = following && last !== undefined;
    view.dispatch({
      changes: set,
      annotations: fromSession.of(true),
      ...(jump ? { selection: EditorSelection.cursor(set.mapPos(last.to, 1)), scrollIntoView: true } : {}),
    });
  }

  function dispatchTransactions(transactions: readonly Transaction[]): void {
    view.update(transactions);
    const typed = transactions.filter(isTyped);
    for (const { changes } of typed) {
      typedAt = Date.now();
      twoWay.typed(typedChanges(changes));
    }
    const byHand = transactions.some(
      (transaction) => transaction.isUserEvent('select') || typed.includes(transaction),
    );
    if (!byHand) return;
    ownSelection = true;
    host.selectAt(twoWay.places().toText(view.state.selection.main.head));
    ownSelection = false;
  }

  function light(reveal: boolean): void {
    const { toEditor } = twoWay.places();
    const spans = host.selected().map(({ from, to }) => ({ from: toEditor(from), to: toEditor(to) }));
    const effects: StateEffect<unknown>[] = [litLines.set.of(lightLines(view.state.doc, spans))];
    const [first] = spans;
    if (reveal && first !== undefined) effects.push(...intoView(view, first.from));
    view.dispatch({ effects });
  }

  /** Shows diagnostics in steps that yield to the browser, since a large file has thousands. A later call supersedes it. */
  async function refreshMarks(): Promise<void> {
    const { doc } = view.state;
    const round = {};
    marking = round;
    const yieldIfDue = createYield();
    const isOver = async () => {
      await yieldIfDue();
      return marking !== round || view.state.doc !== doc;
    };
    const map = twoWay.places();
    const changes = changedLines(editorText(seen.opened).split('\n'), doc.toJSON());
    if (await isOver()) return;
    const found = host.diagnostics();
    if (await isOver()) return;
    const diagnostics = found.map((each) => toDiagnostic(doc, map, each));
    const notes = writeNotes(doc, lineNotesOf(doc, diagnostics));
    if (await isOver()) return;
    view.dispatch(setDiagnostics(view.state, diagnostics));
    if (await isOver()) return;
    view.dispatch({
      effects: [changedMarks.set.of(markChanged(doc, changes)), lineNotes.set.of(notes)],
    });
    light(false);
  }

  function scheduleMarks(): void {
    clearTimeout(timer);
    const wait = Date.now() - typedAt < typingPause ? typingPause : 0;
    timer = setTimeout(() => void refreshMarks(), wait);
  }

  function showLine(number: number): void {
    const line = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
    view.dispatch({
      selection: EditorSelection.cursor(line.from),
      effects: [wantedLine.set.of(markWanted(view.state.doc, number)), ...intoView(view, line.from)],
    });
  }

  /** Restores a person's place in the file; false when the file was not shown before. */
  function recall(): boolean {
    const places = recallPlaces(memory, seen.file, view.state);
    if (places === null) return false;
    view.dispatch(places);
    return true;
  }

  /** Shows another file. */
  function switchFile(before: string): void {
    rememberPlaces(memory, before, view);
    twoWay = newTwoWay();
    view.setState(newState());
    recall();
  }

  function onChange(): void {
    const before = seen;
    seen = host.state();
    if (seen.file !== before.file) switchFile(before.file);
    else if (seen.text !== before.text) twoWay.pull();
    if (seen.locked !== before.locked) view.dispatch({ effects: lock.reconfigure(locking()) });
    if (seen.knowledge !== before.knowledge || seen.opened !== before.opened || seen.file !== before.file)
      scheduleMarks();
    if (seen.selection !== before.selection) light(!ownSelection);
    if (seen.line !== before.line && seen.line !== null) showLine(seen.line.line);
  }

  // From the window, a shadow root looks like one element: CodeMirror would think that a pointer on the tooltip of a marker had left it,
  // and the fixes in it could not be reached.
  const keepTooltip = (event: Event) => {
    if (event.target instanceof Element && event.target.closest('.cm-tooltip-lint') !== null)
      event.stopPropagation();
  };
  parent.addEventListener('mousemove', keepTooltip);
  const unsubscribe = host.subscribe(onChange);
  void refreshMarks();
  // A selection made since then is worth going to; otherwise the editor stays where it was.
  light(!recall() || memory.last?.selection !== seen.selection);
  if (seen.line !== null && seen.line !== memory.last?.line) showLine(seen.line.line);

  return {
    destroy() {
      clearTimeout(timer);
      marking = null;
      unsubscribe();
      rememberPlaces(memory, seen.file, view);
      memory.last = seen;
      parent.removeEventListener('mousemove', keepTooltip);
      view.destroy();
    },
  };
}
