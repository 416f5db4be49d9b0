import { isTyping } from '../../commands/shortcut-bindings.ts';

/**
 * Keeps from the editor what the keyboard meant for the page: an editor hears every key that reaches the window. What the page did
 * something with is not the editor's, nor is taking back what is typed into a field. Returns how to stop.
 */
export function keepKeys(page: Document): () => void {
  function keep(event: KeyboardEvent): void {
    const inField = isTyping(event.composedPath()[0] ?? null);
    const ofField = (event.ctrlKey || event.metaKey) && /^[azy]$/i.test(event.key);
    if (event.defaultPrevented || (inField && ofField)) event.stopPropagation();
  }
  page.addEventListener('keydown', keep);
  return () => page.removeEventListener('keydown', keep);
}
