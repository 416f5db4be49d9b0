import { lazy, type RefObject, Suspense } from 'react';
import { awake } from '../../state/awake.ts';
import { loadParts } from '../../state/load-parts.ts';

// They plan edits, so they come with the parts that do.
const Gestures = lazy(async () => {
  await awake;
  await loadParts();
  return { default: (await import('./gestures.tsx')).Gestures };
});

/** Menus, box, double clicks, copy and paste of the canvas, once the page is awake. */
export function GesturesLoader({ root }: { readonly root: RefObject<HTMLElement | null> }) {
  return (
    <Suspense fallback={null}>
      <Gestures root={root} />
    </Suspense>
  );
}
