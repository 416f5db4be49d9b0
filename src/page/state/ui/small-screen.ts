// The widths of the window up to which the page is laid out for a telephone and without room for a panel beside the picture, and from which
// the picture keeps its room beside a wide panel. The style sheets say the same.

const small = '(max-width: 640px), (max-width: 960px) and (max-height: 480px) and (pointer: coarse)';
const lying = '(orientation: landscape)';
const narrow = '(max-width: 960px)';
const wide = '(min-width: 1280px)';

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

/** True when that window is wider than high: a phone that lies on its side. */
export const isLyingPhone = (): boolean => isSmallScreen() && matches(lying);

/** Calls back whenever the window becomes small or large; returns a function that stops it. */
export const followScreen = (changed: () => void): (() => void) => follow(small, changed);

/** True when a panel beside the picture would leave too little room for it; false without a window. */
export const isNarrowScreen = (): boolean => matches(narrow);

/** True when the picture keeps its room beside a wide panel; false without a window. */
export const isWideScreen = (): boolean => matches(wide);
