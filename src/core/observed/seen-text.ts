// How a connection of a record is said. By itself, since what reads a record is not needed to say one.

import type { ObservedConnection } from './record.ts';

/** `web was seen to reach db at 5432/tcp (in 3 looks, last on 2026-11-01)` */
export function seenText({ from, to, port, protocol, looks, last }: ObservedConnection): string {
  const often = `${looks} ${looks === 1 ? 'look' : 'looks'}`;
  return `${from} was seen to reach ${to} at ${port}/${protocol} (in ${often}, last on ${last.slice(0, 10)})`;
}

/** `seen 112 times in 24 h`; `watched` are seconds. */
export function timesSeen({ looks }: Pick<ObservedConnection, 'looks'>, watched: number): string {
  return `seen ${looks === 1 ? 'once' : `${looks} times`} in ${durationText(watched)}`;
}

const units = [
  [86_400, 'days'],
  [3600, 'h'],
  [60, 'min'],
] as const;

/** A time in the largest unit of which it holds two: `24 h`, `10 min`, `40 s`. */
export function durationText(seconds: number): string {
  for (const [length, unit] of units)
    if (seconds >= 2 * length) return `${Math.round(seconds / length)} ${unit}`;
  return `${Math.max(1, Math.round(seconds))} s`;
}
