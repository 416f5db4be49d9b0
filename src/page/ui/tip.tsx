import { cloneElement, type ReactElement, type RefObject, useEffect, useRef, useState } from 'react';
import { fetchedPart } from './fetched.tsx';
import { firstAct } from './first-act.ts';
import type { TipProps } from './tip-popup.tsx';

// The library for popups is fetched at the first act of a person, not before the first card.
const popup = fetchedPart(() =>
  firstAct()
    .then(() => import('./tip-popup.tsx'))
    .then(({ TipPopup }) => TipPopup),
);

/** A tooltip, shown while the pointer is on its element or on the tip, and on keyboard focus; Escape closes it. */
export function Tip(props: TipProps) {
  const [Popup, setPopup] = useState(popup.component);
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (Popup !== null) return;
    popup.begin();
    return takeWhenFree(element, () => setPopup(popup.component));
  }, [Popup]);
  if (Popup !== null) return <Popup {...props} />;
  return cloneElement(props.children as ReactElement<{ ref: RefObject<HTMLElement | null> }>, {
    ref: element,
  });
}

/** Calls `take` once the popup is there and `element` is neither focused nor pressed: to wrap it makes it another element. */
function takeWhenFree({ current }: RefObject<HTMLElement | null>, take: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const tryNow = (): void => {
    if (signal.aborted || popup.component() === null || current?.matches(':focus, :active')) return;
    stop.abort();
    take();
  };
  // A click follows the release of the button.
  for (const type of ['blur', 'pointerup'])
    current?.addEventListener(type, () => setTimeout(tryNow), { signal });
  const forget = popup.follow(tryNow);
  tryNow();
  return () => {
    stop.abort();
    forget();
  };
}
