// Lines between the bands of a map at their right ends, and between the outside and a band.

import type { HostScene } from '../../../core/map/host-scene.ts';
import { tiesFromEnd, widestBend } from './band-room.ts';

/**
 * The least bend of a line to the left; it grows with the bands that the line passes, and upward lines bend a little more, so that two
 * directions are two lines.
 */
const minBend = 16;
const bendEach = 11;
const upwardBend = 7;
const head = 8;

export interface TieShape {
  readonly line: string;
  readonly head: string;
}

/** Returns the line between two bands: an arc at their right ends. */
export function bow(scene: HostScene, from: number, to: number): TieShape | null {
  const [a, b] = [scene.bands[from], scene.bands[to]];
  if (a === undefined || b === undefined) return null;
  const x = scene.columns.end - tiesFromEnd;
  const down = to > from;
  const off = Math.min(5, scene.row / 5) * (down ? 1 : -1);
  const [start, end] = [a.middle + off, b.middle - off];
  const bend = Math.min(widestBend, minBend + bendEach * Math.abs(to - from) + (down ? 0 : upwardBend));
  return {
    line: `M${x} ${start}C${x - bend} ${start} ${x - bend} ${end} ${x - head} ${end}`,
    head: arrowHead(x, end, 1),
  };
}

/** Returns the line between the outside and a band, above the line of its way in or, for outgoing traffic, below it. */
export function across(scene: HostScene, index: number, out: boolean): TieShape | null {
  const band = scene.bands[index];
  if (band === undefined) return null;
  const left = scene.outside.x + scene.outside.width;
  const right = band.rect.x;
  const y = band.middle + Math.min(8, scene.row / 3) * (out ? 1 : -1);
  return out
    ? { line: `M${right} ${y}H${left + head}`, head: arrowHead(left, y, -1) }
    : { line: `M${left} ${y}H${right - head}`, head: arrowHead(right, y, 1) };
}

/** Returns the head of an arrow. */
export function arrowHead(x: number, y: number, direction: 1 | -1): string {
  return `M${x} ${y}l${-head * direction} -4v8z`;
}

/** True when a band is between two others. */
export function isBetween(index: number, a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.min(a, b) < index && index < Math.max(a, b);
}
