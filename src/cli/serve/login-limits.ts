// How often a password may be tried: by each address, and by all of them together.

import { placeOf } from '../open/http/addresses.ts';

export interface Kept {
  readonly seconds: number;
  /** Whether that was not said before: whoever goes on trying must not fill the log. */
  readonly isNew: boolean;
}

export interface LoginLimits {
  /** Takes one try; null where it may go on, else how long nobody may try from there. */
  take(address: string): Kept | null;
  /** Gives the last try back: the password was right. */
  giveBack(address: string): void;
}

export const perAddress = 5;
export const together = 50;
/** A try counts for so long. */
export const countsFor = 15 * 60_000;

/** Nobody tried yet; `now` is the clock in milliseconds. */
export function newLoginLimits(now: () => number): LoginLimits {
  // Both are bounded: no more than `together` tries are ever known.
  let tries: { readonly place: string; readonly at: number }[] = [];
  // Places that are kept out, and '' for everybody, until when that was said.
  const said = new Map<string, number>();
  const kept = (place: string, oldest: number): Kept => {
    const until = oldest + countsFor;
    for (const [other, time] of said) if (time <= now()) said.delete(other);
    const isNew = !said.has(place);
    if (isNew) said.set(place, until);
    return { seconds: Math.max(1, Math.ceil((until - now()) / 1000)), isNew };
  };
  return {
    take(address) {
      const place = placeOf(address);
      tries = tries.filter(({ at }) => now() - at < countsFor);
      const own = tries.filter((attempt) => attempt.place === place);
      if (own.length >= perAddress) return kept(place, own[0]?.at ?? now());
      if (tries.length >= together) return kept('', tries[0]?.at ?? now());
      tries.push({ place, at: now() });
      return null;
    },
    giveBack(address) {
      const place = placeOf(address);
      const index = tries.findLastIndex((attempt) => attempt.place === place);
      if (index >= 0) tries.splice(index, 1);
    },
  };
}
