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
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentUnit } from '@codemirror/language';
import { linter, lintGutter, lintKeymap, openLintPanel } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import { composeCompletion } from '../complete/compose-completion.ts';
import { composeHover } from '../complete/compose-hover.ts';
import type { EditorHost } from '../editor-host.ts';
import { editorTheme } from './editor-theme.ts';
import { foldMarker } from './fold-marker.ts';
import { historyKeys } from './history-keys.ts';
import { changedMarks, lineNotes, litLines, wantedLine } from './line-layers.ts';
import { newLineIndent } from './new-line-indent.ts';
import { numberedLines } from './numbered-lines.ts';
import { yamlHighlight } from './yaml-highlight.ts';

/** Columns that the file indents by; two where it shows none. */
function indentOf(text: string): string {
  return /^[^\s#-][^\n]*:[ \t]*\n(?:[ \t]*(?:#[^\n]*)?\n)*( +)[^\s#-]/m.exec(text)?.[1] ?? '  ';
}

/** Everything the editor can do, for a file that reads `shown`. */
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
      // The list of all that is wrong, with its fixes, for whoever has no pointer.
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
