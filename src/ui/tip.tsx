import { lazy, type ReactElement, type ReactNode, Suspense } from 'react';

export interface TipProps {
  /** Rendered when the tip is shown, not before. */
  readonly content: ReactNode;
  /** Milliseconds that the pointer has to rest. */
  readonly delay?: number;
  /** One element that can have the focus. */
  readonly children: ReactElement;
}

// The library for whatever floats is fetched beside the first card, not before it.
const TipPopup = lazy(() => import('./tip-popup.tsx').then((module) => ({ default: module.TipPopup })));

/** A tooltip: shown while the pointer rests on its element or on the tip, and on keyboard focus; Escape takes it away. */
export function Tip(props: TipProps) {
  return (
    <Suspense fallback={props.children}>
      <TipPopup {...props} />
    </Suspense>
  );
}
