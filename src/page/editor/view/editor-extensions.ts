// The editor's own abilities, apart from what the host gives it. Its history is off: undo is the session's.

import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  type IndentContext,
  indentService,
  indentUnit,
} from '@codemirror/language';
import { linter, lintGutter, lintKeymap, openLintPanel } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, Prec, type Range } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import type { EditorHost } from '../host/editor-host.ts';
import { composeCompletion, composeHover } from './compose-help.ts';
import { editorTheme, yamlHighlight } from './editor-theme.ts';
import { changedMarks, lineNotes, litLines, wantedLine } from './line-layers.ts';

/** Returns the indentation of a line that follows `before`, the text up to the cursor. */
export function indentAfter(before: string, step: number): number {
  const indent = /^ */.exec(before)?.[0].length ?? 0;
  const content = before.replace(/\s+#.*$/, '').trimEnd();
  const dashes = /^ *((?:- +)*)/.exec(content)?.[1]?.length ?? 0;
  if (/^\s*#/.test(content)) return indent;
  const holds = /:(?:\s+[&!]\S+)*(?:\s+[|>][+-]?\d?)?$/.test(content);
  if (holds) return indent + dashes + step;
  // Behind `- key: value` the next key of the item; behind a plain item the next dash.
  return /:\s/.test(content) ? indent + dashes : indent;
}

/** Indents new lines only: existing lines are never moved. */
const newLineIndent: Extension = indentService.of((context: IndentContext, position) => {
  if (context.simulatedBreak === null) return context.lineIndent(position);
  return indentAfter(context.lineAt(position, -1).text, context.unit);
});

type HistoryCommand = 'undo' | 'redo';

/** Returns the history command of a key. Letters match in either case: with caps lock on, Shift types a small one. */
function historyCommandOf(event: KeyboardEvent): HistoryCommand | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : null;
}

/** Undo and redo by key, and by the browser's menu, in the session's history, which typing, canvas and fixes share. */
function historyKeys(host: Pick<EditorHost, 'undo' | 'redo'>): Extension {
  function run(act: HistoryCommand | null): boolean {
    if (act === null) return false;
    if (act === 'undo') host.undo();
    else host.redo();
    return true;
  }
  return Prec.highest(
    EditorView.domEventHandlers({
      keydown: (event) => run(historyCommandOf(event)),
      beforeinput({ inputType }) {
        if (inputType === 'historyUndo') return run('undo');
        return run(inputType === 'historyRedo' ? 'redo' : null);
      },
    }),
  );
}

const shapes = { open: 'M2 4l4 4 4-4', closed: 'M4 2l4 4-4 4' };

/** Returns the fold marker beside a section: drawn, since a letter would look different everywhere. */
function foldMarker(open: boolean): HTMLElement {
  const mark = document.createElement('span');
  mark.className = open ? 'bh-editor-foldable' : 'bh-editor-folded';
  mark.title = open ? 'Fold' : 'Unfold';
  const namespace = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(namespace, 'svg');
  picture.setAttribute('viewBox', '0 0 12 12');
  picture.setAttribute('width', '10');
  picture.setAttribute('height', '10');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', open ? shapes.open : shapes.closed);
  path.setAttribute('fill', 'none');
  path.setAttribute('stroke', 'currentColor');
  path.setAttribute('stroke-width', '1.6');
  picture.append(path);
  mark.append(picture);
  return mark;
}

function numbersIn(view: EditorView): DecorationSet {
  const marks: Range<Decoration>[] = [];
  const { doc } = view.state;
  for (const { from, to } of view.visibleRanges) {
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      const mark = Decoration.line({ attributes: { 'data-text-line': String(line.number) } });
      marks.push(mark.range(line.from));
      if (line.to >= to || line.number === doc.lines) break;
    }
  }
  return Decoration.set(marks);
}

/** The attribute `data-text-line` of each visible line, counted from 1, for tests and for scripts that read the page. */
const numberedLines: Extension = ViewPlugin.define(
  (view) => ({
    decorations: numbersIn(view),
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = numbersIn(update.view);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);

/** Returns the columns that the file indents by; two by default. */
function indentOf(text: string): string {
  return /^[^\s#-][^\n]*:[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*( +)[^\s#-]/m.exec(text)?.[1] ?? '  ';
}

/** Returns all extensions of the editor, for a file with the text `shown`. */
export function editorExtensions(host: EditorHost, file: string, shown: string): Extension {
  const names = () => host.names();
  return [
    historyKeys(host),
    lineNumbers(),
    lintGutter(),
    foldGutter({ markerDOM: foldMarker }),
    codeFolding({ placeholderText: '…' }),
    highlightSpecialChars(),
    drawSelection(),
    dropCursor(),
    rectangularSelection(),
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(2),
    indentUnit.of(indentOf(shown)),
    newLineIndent,
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    autocompletion({ override: [composeCompletion(names)], icons: false }),
    composeHover(names),
    linter(null),
    yaml(),
    yamlHighlight,
    numberedLines,
    litLines.field,
    changedMarks.field,
    wantedLine.field,
    lineNotes.field,
    editorTheme,
    EditorView.contentAttributes.of({
      tabindex: '0',
      'aria-label': `Text of ${file}`,
      spellcheck: 'false',
      autocapitalize: 'off',
    }),
    keymap.of([
      { key: 'Tab', run: acceptCompletion },
      // The list of all problems with their fixes, for people without a pointer.
      { key: 'Mod-.', run: openLintPanel },
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...searchKeymap,
      ...foldKeymap,
      ...lintKeymap,
      ...defaultKeymap,
      // Escape, then Tab leaves the editor.
      indentWithTab,
    ]),
  ];
}
