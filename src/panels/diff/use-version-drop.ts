import { type DragEvent, useState } from 'react';
import type { Session } from '../../core/session/session.ts';
import { compareWith } from './compare-with.ts';

interface VersionDrop {
  readonly over: boolean;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
}

/** A file that is dropped on the changes is compared with, not opened. */
export function useVersionDrop(session: Session): VersionDrop {
  const [over, setOver] = useState(false);
  return {
    over,
    onDragOver(event) {
      if (!event.dataTransfer.types.includes('Files')) return;
      // Marks the event, so that the page knows that the drop is handled here.
      event.preventDefault();
      setOver(true);
    },
    onDragLeave(event) {
      const next = event.relatedTarget;
      if (!(next instanceof Node) || !event.currentTarget.contains(next)) setOver(false);
    },
    onDrop(event) {
      setOver(false);
      const [chosen] = event.dataTransfer.files;
      if (chosen === undefined) return;
      // The page does not open a drop that was handled, but still removes its drop overlay.
      event.preventDefault();
      void compareWith(session, chosen);
    },
  };
}
