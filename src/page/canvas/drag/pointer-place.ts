// Where the pointer is during a drag, and the elements that follow it without React.

const gap = 16;

interface Followers {
  ghost: HTMLElement | null;
  tip: HTMLElement | null;
}

const place = { x: 0, y: 0 };
const followers: Followers = { ghost: null, tip: null };

function put(): void {
  const { ghost, tip } = followers;
  if (ghost) ghost.style.transform = `translate(${place.x}px, ${place.y}px)`;
  if (!tip) return;
  const { offsetWidth, offsetHeight } = tip;
  const right = place.x + gap + offsetWidth < window.innerWidth;
  const below = place.y + gap * 2 + offsetHeight < window.innerHeight;
  const x = right ? place.x + gap : Math.max(gap, place.x - gap - offsetWidth);
  const y = below ? place.y + gap * 2 : Math.max(gap, place.y - gap - offsetHeight);
  tip.style.transform = `translate(${x}px, ${y}px)`;
}

/** Moves the ghost and the tip to the pointer. */
export function movePointerTo(x: number, y: number): void {
  place.x = x;
  place.y = y;
  put();
}

/** Follows the pointer with the ghost; used as its ref. */
export function followWithGhost(element: HTMLElement | null): void {
  followers.ghost = element;
  put();
}

/** Follows the pointer with the tip; used as its ref. */
export function followWithTip(element: HTMLElement | null): void {
  followers.tip = element;
  put();
}

/** Positions the tip again after its text changed. */
export const placeTip = put;
