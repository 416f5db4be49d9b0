import type { Scene } from '../../core/layout/scene.ts';
import { ChangeLines } from './change-lines.tsx';
import { DragLayer } from './drag-layer.tsx';
import { DropZones } from './drop-zones.tsx';

/** All that a drag shows: the ghost and its delta, where it would fall, what would open and close. */
export function DragFeedback({ picture }: { readonly picture: Scene }) {
  return (
    <>
      <ChangeLines picture={picture} />
      <DropZones picture={picture} />
      <DragLayer />
    </>
  );
}
