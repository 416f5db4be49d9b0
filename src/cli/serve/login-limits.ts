// How often a password may be tried: by each address, and by all of them together.

import { isIPv6 } from 'node:net';

export interface LoginLimits {
  /** Takes one try; null where it may go on, else for how many seconds nobody may try from there. */
  take(address: string): number | null;
  /** Gives the last try back: the password was right. */
  giveBack(address: string): void;
}

export const perAddress = 5;
export const together = 50;
/** A try counts for so long. */
export const countsFor = 15 * 60_000;

/** One person has a whole /64 of IPv6, so that counts as one address. */
function placeOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%', 1).join('').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':');
}

/** Nobody tried yet; `now` is the clock in milliseconds. */
export function newLoginLimits(now: () => number): LoginLimits {
  // Both are bounded: no more than `together` tries are ever known.
  let tries: { readonly place: string; readonly at: number }[] = [];
  const secondsLeft = (oldest: number) => Math.max(1, Math.ceil((oldest + countsFor - now()) / 1000));
  return {
    take(address) {
      const place = placeOf(address);
      tries = tries.filter(({ at }) => now() - at < countsFor);
      const own = tries.filter((one) => one.place === place);
      if (own.length >= perAddress) return secondsLeft(own[0]?.at ?? now());
      if (tries.length >= together) return secondsLeft(tries[0]?.at ?? now());
      tries.push({ place, at: now() });
      return null;
    },
    giveBack(address) {
      const place = placeOf(address);
      const index = tries.findLastIndex((one) => one.place === place);
      if (index >= 0) tries.splice(index, 1);
    },
  };
}
