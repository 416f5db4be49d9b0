import { useState, useSyncExternalStore } from 'react';
import { forgetPreference, readPreference, writePreference } from './preferences.ts';

/** The sizes that a panel may have, in px. */
export interface SizeRange {
  readonly least: number;
  readonly most: number;
}

interface RememberedSize {
  readonly size: number;
  /** Chooses a size; 0, at half of the least one, is not kept: the panel closes there. */
  readonly resize: (wanted: number) => number;
  /** Restores the default size. */
  readonly reset: () => void;
}

/** Returns the allowed size nearest to `wanted`; 0, which closes the panel, where it was pushed to the edge. */
export function sizeNear({ least, most }: SizeRange, wanted: number): number {
  if (wanted < least / 2) return 0;
  return Math.round(Math.max(least, Math.min(most, wanted)));
}

function sizeIn(key: string): number | null {
  const size = Number.parseFloat(readPreference(`size.${key}`) ?? '');
  return Number.isFinite(size) ? size : null;
}

/** Returns the size of a panel that a person chose under `key`, at this visit or an earlier one, else `usual`; both within `range`. */
export function useRememberedSize(key: string, range: SizeRange, usual: number): RememberedSize {
  const [chosen, setChosen] = useState<ReadonlyMap<string, number | null>>(new Map());
  const own = chosen.has(key) ? chosen.get(key) : sizeIn(key);
  const choose = (size: number | null) => setChosen((before) => new Map(before).set(key, size));
  return {
    size: sizeNear(range, own ?? usual) || range.least,
    resize(wanted) {
      const next = sizeNear(range, wanted);
      if (next === 0) return 0;
      choose(next);
      writePreference(`size.${key}`, String(next));
      return next;
    },
    reset() {
      choose(null);
      forgetPreference(`size.${key}`);
    },
  };
}

function followWindow(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

/** Returns the size of the window. */
export function useWindowSize(): { readonly width: number; readonly height: number } {
  const width = useSyncExternalStore(followWindow, () => window.innerWidth);
  const height = useSyncExternalStore(followWindow, () => window.innerHeight);
  return { width, height };
}
