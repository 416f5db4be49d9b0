// How two texts beside or inside each other look. Signs stand before changed lines: colour never carries a meaning alone.

import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

const added = 'color-mix(in srgb, var(--ok) 26%, transparent)';
const removed = 'color-mix(in srgb, var(--err) 24%, transparent)';
const sign = { position: 'absolute', left: '7px' };

/** The look of both sides. */
export const diffTheme: Extension = EditorView.theme({
  '.cm-line, .cm-deletedChunk .cm-deletedLine': { position: 'relative', paddingLeft: '22px !important' },
  '.cm-scroller': { overflow: 'auto' },
  '.cm-content': { padding: '4px 0 12px' },
  '.cm-changeGutter': { width: '3px', paddingLeft: '0' },
  '.cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--ok-bg) !important' },
  '.cm-changedLine::before, .cm-insertedLine::before': { content: '"+"', color: 'var(--ok)', ...sign },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': {
    backgroundColor: 'var(--err-bg) !important',
  },
  '&.cm-merge-a .cm-changedLine::before, .cm-deletedChunk .cm-deletedLine::before': {
    content: '"−"',
    color: 'var(--err)',
    ...sign,
  },
  '.cm-deletedChunk': { paddingLeft: '0' },
  '.cm-changedText, &.cm-merge-b .cm-changedText': { background: added, borderRadius: '2px' },
  '&.cm-merge-a .cm-changedText, .cm-deletedText': { background: removed, borderRadius: '2px' },
  // The colours of YAML are made for the plain background; on these they would be too faint to read.
  '.cm-changedText, .cm-changedText *, .cm-deletedText, .cm-deletedText *': {
    color: 'var(--ink) !important',
  },
  '.cm-deletedLine del, .cm-insertedLine, .cm-deletedLine': { textDecoration: 'none' },
  '.cm-changedLineGutter': { background: 'var(--ok) !important' },
  '.cm-deletedLineGutter, &.cm-merge-a .cm-changedLineGutter': { background: 'var(--err) !important' },
  '.cm-collapsedLines': {
    padding: '2px 12px',
    background: 'var(--hover)',
    backgroundImage: 'none',
    color: 'var(--dim)',
    font: 'var(--text-xs) var(--font)',
    cursor: 'pointer',
  },
  '.cm-collapsedLines::before, .cm-collapsedLines::after': { content: '"…" !important' },
  '.cm-mergeSpacer': {
    background: 'repeating-linear-gradient(135deg, transparent 0 5px, var(--line) 5px 6px)',
    opacity: '0.6',
  },
});
