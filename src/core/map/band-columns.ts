// The columns of a band of a map, each as wide as its content while there is room.

import { wayText } from './band-words.ts';
import type { StackBand } from './stack-band.ts';

/** The left edges of the columns of a band, and its right edge. */
export interface BandColumns {
  /** The right edge of the part that the lines run through, in sight. */
  readonly lines: number;
  readonly name: number;
  /** The left edge of the count; equal to that of the ways in when the count has no room. */
  readonly count: number;
  readonly ways: number;
  readonly rooms: number;
  readonly end: number;
  /** True without space for the networks: highlights then replace the ways in. */
  readonly narrow: boolean;
  /** True on a phone: a band has two lines, the name and below it the ways in. */
  readonly stacked: boolean;
  /** The left edge of the picture of an open band. */
  readonly inside: number;
}

const mostName = 22;

/** The least widths of the columns of a band, and the width of its signs at the right. */
const leastWidths = { count: 100, ways: 150, rooms: 110, signs: 100 } as const;

/** Returns the columns, each as wide as its content while there is room; with less, first the count and then the networks are left out. */
export function columnsOf(bands: readonly StackBand[], from: number, to: number): BandColumns {
  const nameLetters = Math.min(mostName, Math.max(6, ...bands.map(({ stack }) => stack.length)));
  const wayLetters = Math.min(34, Math.max(0, ...bands.map(({ ways }) => wayText(ways).length)));
  const wanted = Math.ceil(wayLetters * 7.2) + 24;
  const fewest = Math.min(wanted, leastWidths.ways);
  const name = from + 28;
  const count = name + Math.ceil(nameLetters * 8.2) + 16;
  const right = to - leastWidths.signs;
  const counts = right - count >= leastWidths.count + fewest + leastWidths.rooms ? leastWidths.count : 0;
  const ways = count + counts;
  const rooms = ways + Math.max(fewest, Math.min(wanted, to - 320 - ways));
  const narrow = right - rooms < leastWidths.rooms;
  const stacked = false;
  return {
    lines: from,
    name,
    count,
    ways,
    rooms: narrow ? Math.max(ways, right) : rooms,
    narrow,
    end: to,
    stacked,
    inside: name,
  };
}

/** The width of the signs at the right of a phone's band. */
const phoneSigns = 44;

/** Returns the columns on a phone: the name and, below it, the ways in have all of the room between the lines and the signs. */
export function stackedColumns(left: number, from: number, to: number): BandColumns {
  const name = from + 22;
  const rooms = to - phoneSigns;
  return {
    lines: from,
    name,
    count: rooms,
    ways: name,
    rooms,
    narrow: true,
    end: to,
    stacked: true,
    inside: left,
  };
}
