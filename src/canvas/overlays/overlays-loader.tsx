import { lazy, Suspense, useEffect } from 'react';
import type { Picture } from '../../core/layout/picture.ts';
import { useSession, useUi } from '../../state/use-store.ts';
import { useOverlayHash } from './use-overlay-hash.ts';

// Not needed for the first card.
const loadLayer = () => import('./overlay-layer.tsx').then((module) => ({ default: module.OverlayLayer }));
const loadLegend = () => import('./overlay-legend.tsx').then((module) => ({ default: module.OverlayLegend }));
const OverlayLayer = lazy(loadLayer);
const OverlayLegend = lazy(loadLegend);

/** Long after the first card, and before anybody has read it: who then asks for the search types at once. */
const idle = 1_200;

/** The overlay that is on, over the picture; loaded with the first one. */
export function OverlayLayerLoader({ picture }: { readonly picture: Picture }) {
  useOverlayHash();
  const on = useUi((state) => state.overlay !== null);
  const opened = useSession((state) => state.session !== null);
  useEffect(() => {
    if (!opened) return;
    const timer = setTimeout(() => void Promise.all([loadLayer(), loadLegend()]), idle);
    return () => clearTimeout(timer);
  }, [opened]);
  if (!on) return null;
  return (
    <Suspense fallback={null}>
      <OverlayLayer picture={picture} />
    </Suspense>
  );
}

/** What it says in words, above the picture. */
export function OverlayLegendLoader() {
  const on = useUi((state) => state.overlay !== null);
  if (!on) return null;
  return (
    <Suspense fallback={null}>
      <OverlayLegend />
    </Suspense>
  );
}
