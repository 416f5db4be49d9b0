import { useLayoutEffect, useRef } from 'react';

/** The element that had the focus when the component was first rendered; null where it was removed, or there was none. */
export function useFocusBefore(): () => HTMLElement | null {
  const before = useRef(document.activeElement);
  return () => (before.current instanceof HTMLElement && before.current.isConnected ? before.current : null);
}

/** Returns the focus to the element that had it before the component was mounted, unless another one has it by then. */
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
 * Moves the focus before the next key press: the library moves it a moment later, and what is typed until then would be lost. The focus
 * goes to the first element beside this one that matches `selector`, else to the dialog around it.
 */
export function BeginFocus({ selector }: { readonly selector: string }) {
  const mark = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const first = mark.current?.parentElement?.querySelector<HTMLElement>(selector);
    (first ?? mark.current?.closest<HTMLElement>('[role="dialog"]'))?.focus({ preventScroll: true });
  }, [selector]);
  return <span ref={mark} hidden />;
}
