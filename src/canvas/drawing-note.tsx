import { useStore } from 'zustand';
import { useSession } from '../state/use-store.ts';
import { layoutStore } from './picture/layout-controller.ts';

/** Shown while the drawn picture of a large project is older than its text. */
export function DrawingNote() {
  const drawing = useStore(layoutStore, ({ busy }) => busy);
  const analyzing = useSession(({ analyzing }) => analyzing);
  if (!drawing && !analyzing) return null;
  return (
    <p className="bh-drawing" role="status">
      {analyzing ? 'Working out what changed …' : 'Drawing …'}
    </p>
  );
}
