import { type RefObject, useLayoutEffect, useState } from 'react';

/** Which lines of a square table are in sight: `[first, last)` of rows and of columns. */
export interface Window {
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** Lines beyond the edge that are there already when they are scrolled to; the window moves in steps of them. */
const spare = 8;
/** What is taken for the size of a container that has none yet. */
const unmeasured = 60;

function along(offset: number, length: number, cell: number, count: number): readonly [number, number] {
  const first = Math.max(0, Math.floor(offset / cell / spare) * spare - spare);
  const shown = length === 0 ? unmeasured : Math.ceil(length / cell);
  return [first, Math.min(count, first + Math.ceil(shown / spare) * spare + 3 * spare)];
}

/** The window of a scrolled element over `count` lines of `cell` pixels each way. */
export function useWindow(scroller: RefObject<HTMLElement | null>, count: number, cell: number): Window {
  const [at, setAt] = useState({ top: 0, left: 0, width: 0, height: 0 });
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
  return {
    rows: along(at.top, at.height, cell, count),
    columns: along(at.left, at.width, cell, count),
  };
}
