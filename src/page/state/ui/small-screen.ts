// Up to these widths of the window the page is laid out for a telephone, and without room for a panel beside the picture. The style
// sheets say the same.

const small = '(max-width: 640px)';
const narrow = '(max-width: 960px)';

function matches(query: string): boolean {
  return globalThis.matchMedia?.(query).matches ?? false;
}

function follow(query: string, changed: () => void): () => void {
  const list = globalThis.matchMedia?.(query);
  list?.addEventListener('change', changed);
  return () => list?.removeEventListener('change', changed);
}

/** True when the window has the size of a phone; false without a window. */
export const isSmallScreen = (): boolean => matches(small);

/** Calls back whenever the window becomes small or large; returns a function that stops it. */
export const followScreen = (changed: () => void): (() => void) => follow(small, changed);

/** True when a panel beside the picture would leave too little room for it; false without a window. */
export const isNarrowScreen = (): boolean => matches(narrow);

/** Calls back whenever the window becomes narrow or wide; returns a function that stops it. */
export const followNarrow = (changed: () => void): (() => void) => follow(narrow, changed);
