import { useRef } from 'react';

/** What had the focus when the component was first rendered; null where it is gone, or was nothing. */
export function useFocusBefore(): () => HTMLElement | null {
  const before = useRef(document.activeElement);
  return () => (before.current instanceof HTMLElement && before.current.isConnected ? before.current : null);
}
