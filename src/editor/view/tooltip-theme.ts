// The look of what opens above the editor: completion, hover texts, diagnostics, and its search panel.

import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

const button = {
  padding: '2px 8px',
  background: 'var(--raised)',
  backgroundImage: 'none',
  color: 'var(--ink)',
  border: '1px solid var(--line)',
  borderRadius: 'var(--radius-sm)',
  font: '500 var(--text-sm) var(--font)',
  textTransform: 'none',
  cursor: 'pointer',
};

const tooltips = EditorView.theme({
  '.cm-tooltip': {
    maxWidth: '460px',
    background: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius)',
    boxShadow: 'var(--shadow-high)',
    fontFamily: 'var(--font)',
    fontSize: 'var(--text-sm)',
    overflow: 'hidden',
  },
  '.cm-tooltip.cm-tooltip-autocomplete': { overflow: 'visible' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    maxHeight: '220px',
    padding: '4px',
    fontFamily: 'var(--mono)',
    minWidth: '190px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '3px 8px',
    borderRadius: 'var(--radius-sm)',
    lineHeight: '18px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected], .cm-tooltip-autocomplete-disabled ul li[aria-selected]': {
    background: 'var(--accent-bg)',
    color: 'var(--ink)',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--accent)', fontWeight: '600' },
  '.cm-tooltip.cm-completionInfo': {
    padding: '6px 10px',
    width: 'max-content',
    maxWidth: '280px',
    margin: '0 4px',
  },
  '.bh-editor-hover': { display: 'grid', gap: '2px', padding: '6px 10px' },
  '.bh-editor-hover strong': { fontFamily: 'var(--mono)', fontWeight: '600' },
  '.bh-editor-hover span': { color: 'var(--dim)' },
  '.cm-tooltip-section:not(:first-child)': { borderTop: '1px solid var(--line)' },
  '.cm-tooltip-lint': { padding: '2px' },
  '.cm-diagnostic': {
    padding: '6px 10px',
    border: 'none',
    borderLeft: '3px solid var(--dim)',
    lineHeight: '1.45',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--err)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warn)' },
  '.cm-diagnosticSource': {
    fontFamily: 'var(--mono)',
    fontSize: 'var(--text-xs)',
    color: 'var(--dim)',
    opacity: '1',
  },
  '.cm-diagnosticText': { display: 'block' },
  '.cm-diagnosticAction': { ...button, display: 'inline-block', margin: '6px 6px 0 0' },
  '.cm-diagnosticAction:hover, .cm-button:hover': { background: 'var(--hover)' },
});

const panels = EditorView.theme({
  '.cm-panels': { background: 'var(--panel)', color: 'var(--ink)', fontFamily: 'var(--font)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-panel.cm-search': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px',
    padding: '6px 32px 6px 10px',
    fontSize: 'var(--text-sm)',
  },
  '.cm-panel.cm-search br': { flexBasis: '100%' },
  '.cm-panel.cm-search label': { fontSize: 'var(--text-xs)', color: 'var(--dim)' },
  '.cm-panel .cm-button': button,
  '.cm-panel .cm-textfield': {
    width: '150px',
    padding: '2px 8px',
    background: 'var(--bg)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius-sm)',
    font: 'var(--text-sm) var(--mono)',
  },
  '.cm-panel.cm-search [name=close]': { color: 'var(--dim)', fontSize: '18px', cursor: 'pointer' },
  '.cm-panel.cm-panel-lint ul [aria-selected], .cm-panel.cm-panel-lint ul:focus [aria-selected]': {
    background: 'var(--accent-bg) !important',
    color: 'var(--ink) !important',
  },
  '.cm-panel.cm-panel-lint [name=close]': { color: 'var(--dim)', cursor: 'pointer' },
  '.cm-lintRange-active': { backgroundColor: 'var(--warn-bg)' },
  '.cm-searchMatch': { backgroundColor: 'var(--warn-bg)', outline: '1px solid var(--warn)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--accent-bg)', outline: '2px solid var(--accent)' },
});

/** What opens above or beside the text. */
export const tooltipTheme: Extension = [tooltips, panels];
