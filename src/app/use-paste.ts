import { useEffect } from 'react';
import { isTyping } from '../commands/shortcut-bindings.ts';
import { openTransfer } from './open/open-files.ts';

/** Opens what is pasted anywhere outside a field. */
export function usePaste(): void {
  useEffect(() => {
    function onPaste(event: ClipboardEvent) {
      if (event.clipboardData === null || isTyping(event.composedPath()[0] ?? null) || event.defaultPrevented)
        return;
      event.preventDefault();
      void openTransfer(event.clipboardData);
    }
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
}
