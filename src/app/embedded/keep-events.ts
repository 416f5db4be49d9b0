// Which events at the window of a page inside an editor are the page's, and which the editor's.

import { isTyping } from '../../commands/shortcut-bindings.ts';

/**
 * An editor hears every key that reaches the window. This stops the keys that the page handled, and undo while a person types in a field.
 * What is dropped or pasted without a handler would be opened by the browser in place of the page; `refuse` is called instead. Returns a
 * function that stops it.
 */
export function keepEvents(page: Document, refuse: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const inField = (event: Event): boolean => isTyping(event.composedPath()[0] ?? null);
  function keep(event: KeyboardEvent): void {
    const ofField = (event.ctrlKey || event.metaKey) && /^[azy]$/i.test(event.key);
    if (event.defaultPrevented || (inField(event) && ofField)) event.stopPropagation();
  }
  function turnAway(event: Event): void {
    if (event.defaultPrevented || inField(event)) return;
    event.preventDefault();
    if (event.type !== 'dragover') refuse();
  }
  page.addEventListener('keydown', keep, { signal });
  for (const type of ['dragover', 'drop', 'paste']) page.addEventListener(type, turnAway, { signal });
  return () => stop.abort();
}
