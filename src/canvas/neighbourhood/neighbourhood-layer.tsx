import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Scene } from '../../core/layout/scene.ts';
import { useUi } from '../../state/use-store.ts';
import { dragStore } from '../drag/drag-store.ts';
import { useStepBack, ViewShapes } from '../overlays/overlay-layer.tsx';
import { layoutStore } from '../picture/layout-controller.ts';
import { highlightView, neighbourhoodView } from './neighbourhood-view.ts';
import { pointedStore } from './pointed-store.ts';

/** Highlights the neighbourhood of the card that is pointed at, or what a finding points at; only this layer renders for it. */
export function NeighbourhoodLayer({ scene }: { readonly scene: Scene }) {
  const pointed = useStore(pointedStore, (state) => state.service);
  const dragging = useStore(dragStore, (state) => state.source !== null);
  const highlighted = useUi((state) => state.highlighted);
  const analysis = useStore(layoutStore, (state) => state.analysis);
  const service = dragging ? null : pointed;
  const view = useMemo(() => {
    if (service === null) return highlighted.size > 0 ? highlightView(highlighted) : null;
    const pile = scene.piles.find(({ leader }) => leader === service);
    return neighbourhoodView(analysis, pile?.members ?? [service]);
  }, [service, highlighted, analysis, scene]);
  useStepBack(view === null ? null : service === null ? 'highlight' : 'neighbourhood');
  if (view === null) return null;
  return <ViewShapes view={view} lines={view.lines} scene={scene} className="bh-neighbourhood" />;
}
