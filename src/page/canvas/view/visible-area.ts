// The part of the canvas that nothing covers: asked by everything that fits the picture, reveals a card or places a note. A part of the page
// that lies over the canvas says so here; what stands beside it takes its room from it and needs no word.

import type { RefCallback } from 'react';
import { createStore } from 'zustand/vanilla';
import type { Rect } from '../../../core/layout/scene.ts';

/** The owners of what may lie over the canvas. */
const owners = ['legend', 'overview', 'foot', 'notices'] as const;
export type CoverOwner = (typeof owners)[number];

/** The elements that lie over the canvas, by owner. */
type Covers = ReadonlyMap<CoverOwner, Element>;

export const coverStore = createStore<{ readonly covers: Covers }>()(() => ({ covers: new Map() }));

function refOf(owner: CoverOwner): RefCallback<Element> {
  return (element) => {
    if (element === null) return;
    const put = (covering: Element | null) =>
      coverStore.setState(({ covers }) => {
        const next = new Map(covers);
        if (covering === null) next.delete(owner);
        else next.set(owner, covering);
        return { covers: next };
      });
    put(element);
    return () => {
      if (coverStore.getState().covers.get(owner) === element) put(null);
    };
  };
}

/** The refs for elements that lie over the canvas: an element counts from when it is mounted until it goes. */
export const coverRefs = Object.fromEntries(owners.map((owner) => [owner, refOf(owner)])) as {
  readonly [owner in CoverOwner]: RefCallback<Element>;
};

/** Below this size a rest of the canvas shows nothing, and what covers it is ignored. */
const minRest = { width: 200, height: 120 };

const areaOf = ({ width, height }: Rect): number => width * height;

/** Returns what is left of `area` at the four sides of `cover`. */
function restsBeside(area: Rect, cover: Rect): readonly Rect[] {
  const [right, bottom] = [area.x + area.width, area.y + area.height];
  const [coverRight, coverBottom] = [cover.x + cover.width, cover.y + cover.height];
  const meets = cover.x < right && coverRight > area.x && cover.y < bottom && coverBottom > area.y;
  if (!meets) return [area];
  return [
    { ...area, width: cover.x - area.x },
    { ...area, height: cover.y - area.y },
    { ...area, x: coverRight, width: right - coverRight },
    { ...area, y: coverBottom, height: bottom - coverBottom },
  ].filter(({ width, height }) => width >= minRest.width && height >= minRest.height);
}

/** Returns the largest part of `area` that no cover meets; all of it when too little is left. */
export function freePart(area: Rect, covers: readonly Rect[]): Rect {
  let rests: readonly Rect[] = [area];
  for (const cover of covers) rests = rests.flatMap((rest) => restsBeside(rest, cover));
  return (
    rests.reduce<Rect | null>(
      (best, rest) => (best === null || areaOf(rest) > areaOf(best) ? rest : best),
      null,
    ) ?? area
  );
}

/** Returns the boxes of an element in the window; of one without a box those of its children. */
function boxesOf(element: Element): readonly Rect[] {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 ? [box] : [...element.children].flatMap(boxesOf);
}

/** Returns the box of the canvas in the window, without what is scrolled out of the picture. */
export function canvasBox(canvas: Element): Rect {
  const own = canvas.getBoundingClientRect();
  const picture = canvas.closest('#canvas')?.getBoundingClientRect() ?? own;
  const [x, y] = [Math.max(own.left, picture.left), Math.max(own.top, picture.top)];
  return {
    x,
    y,
    width: Math.max(0, Math.min(own.right, picture.right) - x),
    height: Math.max(0, Math.min(own.bottom, picture.bottom) - y),
  };
}

function freeOf(canvas: Element, covering: readonly Element[]): Rect {
  const own = canvas.getBoundingClientRect();
  const free = freePart(canvasBox(canvas), covering.flatMap(boxesOf));
  return { ...free, x: free.x - own.left, y: free.y - own.top };
}

/** Returns the part of the canvas that nothing covers now, in px of the canvas. */
export function visibleArea(canvas: Element): Rect {
  return freeOf(canvas, [...coverStore.getState().covers.values()]);
}

const isLasting = ([owner]: readonly [CoverOwner, Element]): boolean => owner !== 'notices';

/** Returns the part of the canvas that stays visible, in px of the canvas: notices go by themselves, so no picture is fitted beside them. */
export function lastingArea(canvas: Element): Rect {
  return freeOf(
    canvas,
    [...coverStore.getState().covers].filter(isLasting).map(([, element]) => element),
  );
}

/** Returns the names of what lies over the canvas until a person closes it: a selector of the store of covers. */
export function lastingOwners({ covers }: { readonly covers: Covers }): string {
  return [...covers]
    .filter(isLasting)
    .map(([owner]) => owner)
    .join(' ');
}
