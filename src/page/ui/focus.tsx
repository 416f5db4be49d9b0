import { useLayoutEffect, useRef } from 'react';

/** Returns the element that had the focus at the first render; null where it was removed or there was none. */
export function useFocusBefore(): () => HTMLElement | null {
  const before = useRef(document.activeElement);
  return () => (before.current instanceof HTMLElement && before.current.isConnected ? before.current : null);
}

/** Restores the focus on unmount to the element that had it before, unless another element has it. */
export function useReturnFocus(): void {
  const before = useRef(useFocusBefore());
  useLayoutEffect(() => {
    const { current: element } = before;
    return () =>
      queueMicrotask(() => {
        const free = document.activeElement === null || document.activeElement === document.body;
        if (free) element()?.focus({ preventScroll: true });
      });
  }, []);
}

/**
 * Moves the focus at once to the first sibling that matches `selector`, else to the dialog around it: the library does so a moment later,
 * and letters typed meanwhile would be lost.
 */
export function BeginFocus({ selector }: { readonly selector: string }) {
  const mark = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const first = mark.current?.parentElement?.querySelector<HTMLElement>(selector);
    (first ?? mark.current?.closest<HTMLElement>('[role="dialog"]'))?.focus({ preventScroll: true });
  }, [selector]);
  return <span ref={mark} hidden />;
}
