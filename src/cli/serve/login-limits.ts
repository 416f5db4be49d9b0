// How often a password may be tried: by each address, and by all of them together.

import { placeOf } from '../open/http/addresses.ts';

export interface Lockout {
  readonly seconds: number;
  /** True the first time, so that repeated attempts do not fill the log. */
  readonly isNew: boolean;
}

export interface LoginLimits {
  /** Counts one attempt. Returns null when it is allowed, and otherwise how long this address is blocked. */
  take(address: string): Lockout | null;
  /** Takes the last attempt back after a correct password. */
  giveBack(address: string): void;
}

export const perAddress = 5;
export const together = 50;
/** How long an attempt counts, in milliseconds. */
export const attemptLifetime = 15 * 60_000;

/** Returns limits without any attempts; `now` is the clock in milliseconds. */
export function newLoginLimits(now: () => number): LoginLimits {
  // Both are bounded: no more than `together` tries are ever known.
  let tries: { readonly place: string; readonly at: number }[] = [];
  // Places that are kept out, and '' for everybody, until when that was said.
  const said = new Map<string, number>();
  const kept = (place: string, oldest: number): Lockout => {
    const until = oldest + attemptLifetime;
    for (const [other, time] of said) if (time <= now()) said.delete(other);
    const isNew = !said.has(place);
    if (isNew) said.set(place, until);
    return { seconds: Math.max(1, Math.ceil((until - now()) / 1000)), isNew };
  };
  return {
    take(address) {
      const place = placeOf(address);
      tries = tries.filter(({ at }) => now() - at < attemptLifetime);
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
