import { useEffect, useState } from 'react';
import { openTransfer } from './open-files.ts';

/** What a drag carries that can be opened: files, or text that no field takes. */
function openable(event: DragEvent): DataTransfer | null {
  const transfer = event.dataTransfer;
  if (transfer?.types.includes('Files')) return transfer;
  const field = event.target instanceof Element && event.target.closest('input, textarea') !== null;
  return transfer?.types.includes('text/plain') && !field ? transfer : null;
}

/** Opens what is dropped anywhere on the window; true while a file is held over it. */
export function useFileDrop(): boolean {
  const [over, setOver] = useState(false);

  useEffect(() => {
    function onDragOver(event: DragEvent) {
      const transfer = openable(event);
      // An element under the pointer handled the drop.
      if (transfer !== null && event.defaultPrevented) setOver(false);
      if (transfer === null || event.defaultPrevented) return;
      event.preventDefault();
      transfer.dropEffect = 'copy';
      setOver(true);
    }
    function onDragLeave(event: DragEvent) {
      // Only leaving the window counts, not passing from one element to the next.
      if (event.relatedTarget === null) setOver(false);
    }
    function onDrop(event: DragEvent) {
      setOver(false);
      const transfer = openable(event);
      if (transfer === null || event.defaultPrevented) return;
      // Never leave the page for a dropped file.
      event.preventDefault();
      void openTransfer(transfer);
    }
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);

  return over;
}
