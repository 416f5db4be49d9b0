// Where the pointer is during a drag, and the elements that follow it without React: the ghost at each movement, the note when its words or
// its target change, or when the pointer runs into it.

import type { Point, Rect } from '../../../core/layout/scene.ts';
import { visibleArea } from '../view/visible-area.ts';
import { placeNote } from './place-note.ts';

/** The distance from the note at which the pointer counts as running into it. */
const clearance = 6;
/** The distance of a note from the edge of the visible area. */
const rim = 8;
/** The least part of the window, in px, that a note can be read in. */
const leastArea = { width: 380, height: 160 } as const;

const pointer = { x: 0, y: 0 };
interface Followers {
  arrow: SVGLineElement | null;
  ghost: HTMLElement | null;
  note: HTMLElement | null;
}

const followers: Followers = { arrow: null, ghost: null, note: null };

function putGhost(): void {
  const { arrow, ghost } = followers;
  arrow?.setAttribute('x2', String(pointer.x));
  arrow?.setAttribute('y2', String(pointer.y));
  if (ghost) ghost.style.transform = `translate(${pointer.x}px, ${pointer.y}px)`;
}

function boxesOf(selector: string): readonly Rect[] {
  return [...document.querySelectorAll(selector)].map((element) => element.getBoundingClientRect());
}

/** Returns the visible part of the canvas in the window; the window where little of the canvas is in sight. */
function noteArea(): Rect {
  const whole = { x: 0, y: 0, width: window.innerWidth, height: window.innerHeight };
  const canvas = document.querySelector('.bh-canvas .react-flow');
  if (canvas === null) return whole;
  const { x, y } = canvas.getBoundingClientRect();
  const visible = visibleArea(canvas);
  const isSmall = visible.width < leastArea.width || visible.height < leastArea.height;
  const area = isSmall ? whole : { ...visible, x: x + visible.x, y: y + visible.y };
  return { x: area.x + rim, y: area.y + rim, width: area.width - 2 * rim, height: area.height - 2 * rim };
}

function putNote(): void {
  const { note } = followers;
  if (!note) return;
  const size = { width: note.offsetWidth, height: note.offsetHeight };
  const { x, y } = placeNote(size, {
    area: noteArea(),
    pointer,
    kept: boxesOf('.bh-lifted, .bh-zone, .bh-ghost > span'),
    cards: boxesOf('.bh-canvas :is([data-service], [data-pile], [data-trunk]):not(.bh-lifted)'),
  });
  note.style.transform = `translate(${x}px, ${y}px)`;
}

function isInNote({ x, y }: Point): boolean {
  const box = followers.note?.getBoundingClientRect();
  if (!box) return false;
  return (
    x > box.left - clearance &&
    x < box.right + clearance &&
    y > box.top - clearance &&
    y < box.bottom + clearance
  );
}

/** Moves the ghost to the pointer, and the note out of its way. */
export function movePointerTo(x: number, y: number): void {
  pointer.x = x;
  pointer.y = y;
  putGhost();
  if (isInNote(pointer)) putNote();
}

/** Follows the pointer with the end of a pulled arrow; used as its ref. */
export function followWithArrow(element: SVGLineElement | null): void {
  followers.arrow = element;
  putGhost();
}

/** Follows the pointer with the ghost; used as its ref. */
export function followWithGhost(element: HTMLElement | null): void {
  followers.ghost = element;
  putGhost();
}

/** Keeps the note clear of the pointer; used as its ref. */
export function followWithTip(element: HTMLElement | null): void {
  followers.note = element;
  putNote();
}

/** Positions the note again after its text or the target changed. */
export const placeTip = putNote;
