// What happens at the window of a page inside an editor: whose it is.

import { isTyping } from '../../commands/shortcut-bindings.ts';

/**
 * An editor hears every key that reaches the window: what the page did something with is kept from it, and so is taking back what is
 * typed into a field. What is dropped or pasted and nobody took would be opened by the page; `refuse` is called instead. Returns how to
 * stop.
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
