import type { Picture } from '../../core/layout/picture.ts';
import { ChangeLines } from './change-lines.tsx';
import { DragLayer } from './drag-layer.tsx';
import { DropZones } from './drop-zones.tsx';

/** All that a drag shows: the ghost and its delta, where it would fall, what would open and close. */
export function DragFeedback({ picture }: { readonly picture: Picture }) {
  return (
    <>
      <ChangeLines picture={picture} />
      <DropZones picture={picture} />
      <DragLayer />
    </>
  );
}
