// As whom somebody is seen, in words.

import type { SeenAs } from '../ways-in/model.ts';
import type { SeenFrom } from './seen-as.ts';

/** The asker as a listener takes it, in words. */
export const seenWords: { readonly [seen in SeenAs]: string } = {
  visitor: 'its own address',
  gateway: 'the gateway of a network',
  machine: "the machine's own address",
  'asker-machine': "the address of the asker's machine",
  router: 'the address of a router',
  loopback: 'loopback',
  unknown: 'an address that is not known',
};

const places = [
  ['internet', 'the Internet'],
  ['lan', 'the LAN'],
  ['host', 'the host'],
] as const;

/** Returns as whom a port sees each place that it answers, in one sentence; null where it answers none. */
export function seenText(seen: SeenFrom): string | null {
  const byWord = new Map<string, string[]>();
  for (const [place, name] of places) {
    const as = seen[place];
    if (as === null) continue;
    const words = as === 'visitor' ? 'with their own addresses' : `as ${seenWords[as]}`;
    byWord.set(words, [...(byWord.get(words) ?? []), name]);
  }
  const parts = [...byWord].map(
    ([words, names]) => `${names.join(', ').replace(/, (?=[^,]*$)/, ' and ')} ${words}`,
  );
  return parts.length === 0 ? null : `It sees ${parts.join(', and ')}.`;
}
