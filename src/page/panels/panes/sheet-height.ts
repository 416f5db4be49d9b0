import type { SheetHeight } from '../../state/ui/ui-state.ts';

/** The share of the screen that the sheet of a phone has at each height. */
const shares: { readonly [height in SheetHeight]: number } = { closed: 0, half: 0.5, whole: 1 };
const heights = ['closed', 'half', 'whole'] as const;

/** The least share of the screen that a hand moves the sheet by before it goes to another height. */
const leastTravel = 0.06;

/** Returns the height that a sheet of height `from` snaps to when a hand lets it go at `share` of the screen: the nearest one in that direction. */
export function heightAfter(from: SheetHeight, share: number): SheetHeight {
  const travelled = share - shares[from];
  if (Math.abs(travelled) < leastTravel) return from;
  const away = (height: SheetHeight) => Math.abs(shares[height] - share);
  return heights
    .filter((height) => Math.sign(shares[height] - shares[from]) === Math.sign(travelled))
    .reduce((best, height) => (best === from || away(height) < away(best) ? height : best), from);
}

/** Returns the height after a press on the handle: it opens the sheet, and an open one takes the whole screen or half of it. */
export function heightPressed(from: SheetHeight): SheetHeight {
  return from === 'half' ? 'whole' : 'half';
}

/** Returns the next height in a direction: 1 is up, -1 down. */
export function heightBeside(from: SheetHeight, step: 1 | -1): SheetHeight {
  return heights[heights.indexOf(from) + step] ?? from;
}
