import { lazy, type ReactElement, type ReactNode, Suspense } from 'react';

export interface TipProps {
  /** Rendered when the tip is shown, not before. */
  readonly content: ReactNode;
  /** Milliseconds that the pointer has to rest on the element. */
  readonly delay?: number;
  /** One focusable element. */
  readonly children: ReactElement;
}

// The library for popups is fetched in parallel with the first card, not before it.
const TipPopup = lazy(() => import('./tip-popup.tsx').then((module) => ({ default: module.TipPopup })));

/** A tooltip: shown while the pointer rests on its element or on the tip, and on keyboard focus; Escape closes it. */
export function Tip(props: TipProps) {
  return (
    <Suspense fallback={props.children}>
      <TipPopup {...props} />
    </Suspense>
  );
}
