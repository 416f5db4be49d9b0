import type { StateEffect } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** Scrolls a place to the upper third of the editor; nothing where it is in sight already. */
export function intoView(view: EditorView, position: number): readonly StateEffect<unknown>[] {
  const { scrollTop, clientHeight } = view.scrollDOM;
  const { top, bottom } = view.lineBlockAt(position);
  if (clientHeight > 0 && top >= scrollTop && bottom <= scrollTop + clientHeight) return [];
  return [EditorView.scrollIntoView(position, { y: 'start', yMargin: Math.max(40, clientHeight / 3) })];
}
