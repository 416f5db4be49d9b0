import { yaml } from '@codemirror/lang-yaml';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorText } from '../host/editor-text.ts';
import { editorTheme, shadowRootOf, yamlHighlight } from './editor-theme.ts';

interface TextDiffProps {
  readonly before: string;
  readonly after: string;
  readonly layout: DiffLayout;
}

/** The differences between two texts. */
export function TextDiff({ before, after, layout }: TextDiffProps) {
  const element = useRef<HTMLDivElement>(null);
  const scrolled = useRef(0);
  useEffect(() => {
    if (element.current === null) return;
    const { scroller, destroy } = createTextDiff(shadowRootOf(element.current), before, after, layout);
    // Drawn again after each change; the scroll position stays.
    scroller.scrollTop = scrolled.current;
    return () => {
      scrolled.current = scroller.scrollTop;
      destroy();
    };
  }, [before, after, layout]);
  return <div ref={element} className="bh-grow" />;
}

// Two versions of a file as one read-only picture of what changed: beside each other, or the old lines above the new ones.

type DiffLayout = 'unified' | 'split';

interface DrawnDiff {
  /** The scrolled element. */
  readonly scroller: HTMLElement;
  destroy(): void;
}

// Beyond this the exact difference is not worth the wait: whole stretches count as changed then.
const diffConfig = { scanLimit: 1000, timeout: 150 };
const collapseUnchanged = { margin: 3, minSize: 6 };

function reading(label: string): Extension {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    // Read-only text takes no focus by itself, and then no keyboard could scroll it.
    EditorView.contentAttributes.of({
      tabindex: '0',
      'aria-label': label,
      role: 'textbox',
      'aria-readonly': 'true',
    }),
    lineNumbers(),
    yaml(),
    yamlHighlight,
    editorTheme,
    diffTheme,
  ];
}

/** Draws the differences between `before` and `after` into a shadow root. */
function createTextDiff(parent: ShadowRoot, before: string, after: string, layout: DiffLayout): DrawnDiff {
  const old = editorText(before);
  const now = editorText(after);
  if (layout === 'split') {
    const view = new MergeView({
      a: { doc: old, extensions: reading('Before') },
      b: { doc: now, extensions: reading('Now') },
      parent,
      root: parent,
      collapseUnchanged,
      diffConfig,
    });
    view.dom.style.height = '100%';
    return { scroller: view.dom, destroy: () => view.destroy() };
  }
  const view = new EditorView({
    doc: now,
    parent,
    root: parent,
    extensions: [
      reading('Changes'),
      unifiedMergeView({
        original: old,
        mergeControls: false,
        syntaxHighlightDeletions: true,
        collapseUnchanged,
        diffConfig,
      }),
    ],
  });
  return { scroller: view.scrollDOM, destroy: () => view.destroy() };
}

// How two texts beside or inside each other look. Signs stand before changed lines: colour never carries a meaning alone.

const added = 'color-mix(in srgb, var(--ok) 26%, transparent)';
const removed = 'color-mix(in srgb, var(--err) 24%, transparent)';
const sign = { position: 'absolute', left: '7px' };

/** The common look of both sides. */
const diffTheme: Extension = EditorView.theme({
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
