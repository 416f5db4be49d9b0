// Up to this width of the window the page is laid out for a telephone. The style sheets say the same.

const query = '(max-width: 640px)';

/** Whether the window is that small now; false where there is no window. */
export function isSmallScreen(): boolean {
  return globalThis.matchMedia?.(query).matches ?? false;
}

/** Calls back whenever the window becomes small or large, until the returned function is called. */
export function followScreen(changed: () => void): () => void {
  const list = globalThis.matchMedia?.(query);
  list?.addEventListener('change', changed);
  return () => list?.removeEventListener('change', changed);
}
