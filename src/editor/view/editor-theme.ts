// How the editor looks. Values are the page's tokens, which reach into its shadow root; so one theme serves light and dark.

import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tooltipTheme } from './tooltip-theme.ts';

const text = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--panel)', color: 'var(--ink)', fontSize: 'var(--text-sm)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px', overflow: 'auto' },
  '.cm-content': { padding: '6px 0 40px', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 24px 0 8px', boxShadow: 'inset 2px 0 0 transparent' },
  '.cm-cursor, .cm-dropCursor': { borderLeft: '2px solid var(--accent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 26%, transparent)',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine:not(.bh-yaml-lit)': { backgroundColor: 'var(--hover)' },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--line-strong)',
    borderRadius: '2px',
  },
  '&.cm-focused .cm-nonmatchingBracket, .cm-nonmatchingBracket': { backgroundColor: 'var(--err-bg)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--hover)', outline: '1px solid var(--line)' },
  '.cm-specialChar': { color: 'var(--err)' },
});

const gutters = EditorView.theme({
  '.cm-gutters': {
    backgroundColor: 'var(--panel)',
    color: 'var(--dim)',
    border: 'none',
    borderRight: '1px solid var(--line)',
  },
  '.cm-lineNumbers .cm-gutterElement': {
    padding: '0 4px 0 12px',
    minWidth: '34px',
    fontSize: 'var(--text-xs)',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '.cm-foldGutter .cm-gutterElement': {
    padding: '0 4px',
    cursor: 'pointer',
    opacity: '0',
    transition: 'opacity var(--quick)',
  },
  '.cm-gutters:hover .cm-foldGutter .cm-gutterElement, .cm-foldGutter .bh-editor-folded': { opacity: '1' },
  '.cm-foldPlaceholder': {
    padding: '0 6px',
    margin: '0 4px',
    background: 'var(--hover)',
    color: 'var(--dim)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius-sm)',
  },
  '.cm-gutter-lint': { width: '18px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '3px 2px' },
  '.cm-lint-marker': { width: '10px', height: '10px', margin: '2px auto 0', cursor: 'pointer' },
  // Shapes, not only colours; drawn here, so that no picture has to be loaded.
  '.cm-lint-marker-error': { content: '""', background: 'var(--err)', borderRadius: '50%' },
  '.cm-lint-marker-warning': {
    content: '""',
    background: 'var(--warn)',
    clipPath: 'polygon(50% 0, 100% 100%, 0 100%)',
  },
  '.cm-lint-marker-info': {
    content: '""',
    boxSizing: 'border-box',
    border: '2px solid var(--dim)',
    borderRadius: '50%',
  },
});

const layers = EditorView.theme({
  '.bh-yaml-lit': { backgroundColor: 'var(--accent-bg)' },
  '.bh-yaml-changed': { boxShadow: 'inset 3px 0 0 var(--warn)' },
  '.bh-yaml-gap': { boxShadow: 'inset 0 2px 0 -1px var(--err)' },
  '.bh-yaml-wanted': { outline: '1px solid var(--accent)', outlineOffset: '-1px' },
  '.bh-yaml-note': {
    marginLeft: '3ch',
    fontFamily: 'var(--font)',
    fontSize: 'var(--text-xs)',
    userSelect: 'none',
    cursor: 'default',
  },
  '.bh-yaml-note-error': { color: 'var(--err)' },
  '.bh-yaml-note-warning': { color: 'var(--warn)' },
  '.bh-yaml-note-info': { color: 'var(--dim)' },
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '1px' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--err) 1px', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--warn) 1px', textUnderlineOffset: '3px' },
  '.cm-lintRange-info': { textDecoration: 'underline dotted var(--dim) 1px', textUnderlineOffset: '3px' },
  '.cm-lintPoint:after': { display: 'none' },
});

/** The whole look of the editor. */
export const editorTheme: Extension = [text, gutters, layers, tooltipTheme];
