import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { overlayShapes, type PlacedMark } from '../../../core/picture/overlays/overlay-shapes.ts';
import { layoutStore } from '../picture/layout-controller.ts';
import { type DrawnEntry, drawnLegend } from './overlay-key.tsx';
import type { ShownOverlay } from './overlay-view-of.ts';

/** Returns the legend of an overlay for the picture as it is laid out. */
export function useDrawnLegend({ view }: ShownOverlay): readonly DrawnEntry[] {
  const scene = useStore(layoutStore, (state) => state.scene);
  return useMemo(() => drawnLegend(view.legend, overlayShapes(view, scene).marks), [view, scene]);
}

/** Writes the kinds of its marks on each card and pile (`data-marked`), also on those that come into view later; no card renders for it. */
export function useMarkedCards(marks: readonly PlacedMark[]): void {
  useEffect(() => {
    const root = document.querySelector('.bh-canvas');
    if (root === null) return;
    const kinds = new Map(marks.map((mark) => [mark.service, mark.kinds.join(' ')]));
    const boxes = () => root.querySelectorAll<HTMLElement>('[data-service], [data-leader]');
    function write(): void {
      for (const box of boxes()) {
        const marked = kinds.get(box.dataset.service ?? box.dataset.leader ?? '');
        if (marked === undefined) delete box.dataset.marked;
        else if (box.dataset.marked !== marked) box.dataset.marked = marked;
      }
    }
    write();
    const observer = new MutationObserver(write);
    observer.observe(root, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      for (const box of boxes()) delete box.dataset.marked;
    };
  }, [marks]);
}
