import { useLayoutEffect, useRef } from 'react';

/** What had the focus when the component was first rendered; null where it is gone, or was nothing. */
export function useFocusBefore(): () => HTMLElement | null {
  const before = useRef(document.activeElement);
  return () => (before.current instanceof HTMLElement && before.current.isConnected ? before.current : null);
}

/** Gives the focus back to what had it when the component came, unless something else has taken it by then. */
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
 * Has the focus before the next key comes: the library moves it a moment later, and what is typed meanwhile would be lost. It goes
 * to the first element that `selector` finds beside this one, else to the dialog around it.
 */
export function BeginFocus({ selector }: { readonly selector: string }) {
  const mark = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const first = mark.current?.parentElement?.querySelector<HTMLElement>(selector);
    (first ?? mark.current?.closest<HTMLElement>('[role="dialog"]'))?.focus({ preventScroll: true });
  }, [selector]);
  return <span ref={mark} hidden />;
}
