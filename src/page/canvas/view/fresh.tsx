// What has just been made, or was brought into sight: an outline around it for a second.

import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Scene } from '../../../core/layout/scene.ts';
import type { Selected } from '../../state/ui/selection.ts';
import { rectOf } from './rect-of.ts';

const lasting = 1000;

/** The services and networks that are marked now. */
export const freshStore = createStore<{ readonly items: readonly Selected[] }>()(() => ({ items: [] }));

let timer = 0;

/** Marks services and networks for a second, in place of any others. */
export function markFresh(items: readonly Selected[]): void {
  window.clearTimeout(timer);
  freshStore.setState({ items });
  timer = window.setTimeout(() => freshStore.setState({ items: [] }), lasting);
}

const nameOf = (item: Selected): string => (item.type === 'tap' ? item.service : item.name);

/** The outlines; cards and lanes render nothing for them. */
export const FreshLayer = memo(function FreshLayer({ scene }: { readonly scene: Scene }) {
  const items = useStore(freshStore, (state) => state.items);
  if (items.length === 0) return null;
  return (
    <ViewportPortal>
      {items.map((item) => {
        const rect = rectOf(scene, item);
        if (rect === null) return null;
        const { x, y, width, height } = rect;
        return (
          <div
            key={`${item.type} ${nameOf(item)}`}
            className="bh-fresh bh-absolute"
            data-fresh={nameOf(item)}
            style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
            aria-hidden="true"
          />
        );
      })}
    </ViewportPortal>
  );
});
