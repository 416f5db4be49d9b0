import { type RefObject, useLayoutEffect, useState } from 'react';

/** The scroll position and the size of an element, in pixels. */
export interface Scrolled {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** The number of lines rendered beyond the visible ones, and the step in which that range moves. */
const spare = 8;
/** The assumed number of visible lines before a container is measured. */
const unmeasured = 60;

/** Returns the range `[first, last)` of visible lines, of `count` lines of `cell` pixels, scrolled by `offset` in `length` pixels. */
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

/** Returns the scroll position and size of an element as they change. */
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

/** Focuses the cell that the arrow keys moved to, once it is rendered. */
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
