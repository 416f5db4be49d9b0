import { lazy, Suspense } from 'react';
import type { TipProps } from './tip-popup.tsx';

// The library for popups is fetched in parallel with the first card, not before it.
const TipPopup = lazy(() => import('./tip-popup.tsx').then((module) => ({ default: module.TipPopup })));

/** A tooltip, shown while the pointer is on its element or on the tip, and on keyboard focus; Escape closes it. */
export function Tip(props: TipProps) {
  return (
    <Suspense fallback={props.children}>
      <TipPopup {...props} />
    </Suspense>
  );
}
