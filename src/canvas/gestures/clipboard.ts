// Copy and paste of selected containers, between files and pages: the clipboard holds a compose fragment.

import { isTyping } from '../../commands/shortcut-bindings.ts';
import { clipboardText, readClipboard } from '../../state/copy/clipboard-text.ts';
import { pasteOperations } from '../../state/copy/paste-operations.ts';
import { sessionStore, uiStore } from '../../state/page-stores.ts';
import { operateAndAnnounce } from '../drag/finish-drop.ts';
import { canvasAnalysis } from '../view/canvas-analysis.ts';

function onCopy(event: ClipboardEvent): void {
  if (event.clipboardData === null || event.defaultPrevented || isTyping(event.composedPath()[0] ?? null))
    return;
  // Where text is marked, the browser copies that text.
  if ((document.getSelection()?.toString() ?? '') !== '') return;
  const names = uiStore.getState().selection.flatMap((item) => (item.type === 'service' ? [item.name] : []));
  const { topology } = canvasAnalysis(sessionStore.getState());
  const text = names.length === 0 ? null : clipboardText(topology, names);
  if (text === null) return;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  uiStore.getState().toast(`${names.join(', ')} copied. Paste into this file or another one.`, 'success');
}

function onPaste(event: ClipboardEvent): void {
  if (event.clipboardData === null || isTyping(event.composedPath()[0] ?? null)) return;
  const source = readClipboard(event.clipboardData.getData('text/plain'));
  if (source === null) return;
  // Handled here, so the page does not open the fragment as a file.
  event.preventDefault();
  const { topology } = canvasAnalysis(sessionStore.getState());
  const { operations, names } = pasteOperations(source, [...source.services.keys()], topology);
  if (!operateAndAnnounce(operations, `Paste ${names.join(', ')}`)) return;
  uiStore.getState().select(names.map((name) => ({ type: 'service', name })));
}

/** Listens until the returned function is called. */
export function startClipboard(): () => void {
  const stop = new AbortController();
  document.addEventListener('copy', onCopy, { signal: stop.signal });
  window.addEventListener('paste', onPaste, { capture: true, signal: stop.signal });
  return () => stop.abort();
}
