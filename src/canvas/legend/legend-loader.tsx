import { lazy, Suspense } from 'react';
import { useUi } from '../../state/use-store.ts';

const Legend = lazy(() => import('./legend.tsx').then((module) => ({ default: module.Legend })));

/** The legend while it is asked for; loaded with its first show. */
export function LegendLoader() {
  const shown = useUi((state) => state.legend);
  if (!shown) return null;
  return (
    <Suspense fallback={null}>
      <Legend />
    </Suspense>
  );
}
