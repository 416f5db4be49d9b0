import { type RefObject, useLayoutEffect, useState } from 'react';

/** Where a scrolled element stands, and its size, in pixels. */
export interface Scrolled {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** Lines drawn beyond the edge, so that they are there when they are scrolled to; the window moves in steps of them. */
const spare = 8;
/** What is taken for the size of a container that has none yet. */
const unmeasured = 60;

/** `[first, last)` of `count` lines of `cell` pixels that are in sight, from `offset` on over `length` pixels. */
export function linesInSight(
  offset: number,
  length: number,
  cell: number,
  count: number,
): readonly [number, number] {
  const first = Math.max(0, Math.floor(offset / cell / spare) * spare - spare);
  const shown = length === 0 ? unmeasured : Math.ceil(length / cell);
  return [first, Math.min(count, first + Math.ceil(shown / spare) * spare + 3 * spare)];
}

/** Follows an element as it is scrolled and resized. */
export function useScrolled(scroller: RefObject<HTMLElement | null>): Scrolled {
  const [at, setAt] = useState<Scrolled>({ top: 0, left: 0, width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = (): void =>
      setAt({
        top: element.scrollTop,
        left: element.scrollLeft,
        width: element.clientWidth,
        height: element.clientHeight,
      });
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller]);
  return at;
}

/** Focuses the cell that the arrows moved to, which may have to be drawn first. */
export function useCellFocus(
  scroller: RefObject<HTMLElement | null>,
  moved: RefObject<boolean>,
  row: number,
  column: number,
): void {
  useLayoutEffect(() => {
    if (!moved.current) return;
    const found = scroller.current?.querySelector<HTMLElement>(
      `[data-row="${row}"][data-column="${column}"]`,
    );
    if (!found) return;
    moved.current = false;
    found.focus();
  });
}
