// How a connection of a record is said. By itself, since what reads a record is not needed to say one.

import type { ObservedConnection } from './record.ts';
import { endText } from './shared-names.ts';
import { durationText } from './watched-text.ts';

/** Returns a connection in words: `web was seen to reach db at 5432/tcp (in 3 looks, last on 2026-11-01)`. */
export function connectionText({ from, to, port, protocol, looks, last }: ObservedConnection): string {
  const often = `${looks} ${looks === 1 ? 'look' : 'looks'}`;
  return `${endText(from)} was seen to reach ${endText(to)} at ${port}/${protocol} (in ${often}, last on ${last.slice(0, 10)})`;
}

/** Returns a frequency in words: `seen 112 times in 24 hours`; `watched` is in seconds. */
export function frequencyText({ looks }: Pick<ObservedConnection, 'looks'>, watched: number): string {
  return `seen ${looks === 1 ? 'once' : `${looks} times`} in ${durationText(watched)}`;
}
