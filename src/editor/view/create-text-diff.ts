// Two versions of a file as one read-only picture of what changed: beside each other, or the old lines above the new ones.

import { yaml } from '@codemirror/lang-yaml';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { editorText } from '../host/editor-text.ts';
import { diffTheme } from './diff-theme.ts';
import { editorTheme } from './editor-theme.ts';
import { yamlHighlight } from './yaml-highlight.ts';

export type DiffLayout = 'unified' | 'split';

interface TextDiff {
  /** The element that scrolls. */
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

/** Draws the way from `before` to `after` into a shadow root. */
export function createTextDiff(
  parent: ShadowRoot,
  before: string,
  after: string,
  layout: DiffLayout,
): TextDiff {
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
