import { useStore } from 'zustand';
import { drawingStore } from '../state/picture/drawing-store.ts';
import { useSession } from '../state/use-store.ts';

/** While what is shown of a large project is older than its text. */
export function DrawingNote() {
  const drawing = useStore(drawingStore, ({ busy }) => busy);
  const judging = useSession(({ judging }) => judging);
  if (!drawing && !judging) return null;
  return (
    <p className="bh-drawing" role="status">
      {judging ? 'Working out what changed …' : 'Drawing …'}
    </p>
  );
}
