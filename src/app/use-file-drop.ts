import { useEffect, useState } from 'react';
import { paletteDragType } from '../state/palette-kinds.ts';
import { openTransfer } from './open-transfer.ts';

/** A drag of files or text from outside the page; palette items are the canvas's. */
function fromOutside(event: DragEvent): DataTransfer | null {
  const transfer = event.dataTransfer;
  if (transfer === null || transfer.types.includes(paletteDragType)) return null;
  return transfer;
}

/** Opens what is dropped anywhere on the window; true while a file is held over it. */
export function useFileDrop(): boolean {
  const [over, setOver] = useState(false);

  useEffect(() => {
    function onDragOver(event: DragEvent) {
      const transfer = fromOutside(event);
      if (transfer === null || !transfer.types.includes('Files')) return;
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
      const transfer = fromOutside(event);
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
