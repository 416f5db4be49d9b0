// Every line that is drawn says which one it is, for tests and for whoever reads the page by script.

import type { Extension, Range } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

function numbersIn(view: EditorView): DecorationSet {
  const marks: Range<Decoration>[] = [];
  const { doc } = view.state;
  for (const { from, to } of view.visibleRanges) {
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      const mark = Decoration.line({ attributes: { 'data-line': String(line.number) } });
      marks.push(mark.range(line.from));
      if (line.to >= to || line.number === doc.lines) break;
    }
  }
  return Decoration.set(marks);
}

/** `data-line` on each visible line, counted from 1. */
export const numberedLines: Extension = ViewPlugin.define(
  (view) => ({
    decorations: numbersIn(view),
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = numbersIn(update.view);
    },
  }),
  { decorations: (plugin) => plugin.decorations },
);
