// How the editor looks. Values are the page's tokens, which reach into its shadow root; so one theme serves light and dark.

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const text = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--panel)', color: 'var(--ink)', fontSize: 'var(--text-sm)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '19px', overflow: 'auto' },
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

// The look of what opens above the editor: completion, hover texts, diagnostics, and its search panel.

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

/** The look of panels above and beside the text. */
const tooltipTheme: Extension = [tooltips, panels];

/** The whole look of the editor. */
export const editorTheme: Extension = [text, gutters, layers, tooltipTheme];

const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: 'var(--net-1)' },
  { tag: tags.string, color: 'var(--net-3)' },
  { tag: tags.content, color: 'var(--ink)' },
  { tag: tags.labelName, color: 'var(--net-2)', fontWeight: '600' },
  { tag: [tags.typeName, tags.keyword], color: 'var(--net-5)' },
  { tag: tags.comment, color: 'var(--dim)', fontStyle: 'italic' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'var(--dim)' },
  { tag: tags.special(tags.string), color: 'var(--net-2)' },
  { tag: tags.meta, color: 'var(--dim)' },
]);

/** The colours of YAML, from the tokens of the page, which also provide light and dark. */
export const yamlHighlight: Extension = syntaxHighlighting(colours);

/** Returns the shadow root of an element, in which the editor's styles are adopted sheets, as a strict style policy allows. */
export function shadowRootOf(element: HTMLElement): ShadowRoot {
  return element.shadowRoot ?? element.attachShadow({ mode: 'open' });
}
