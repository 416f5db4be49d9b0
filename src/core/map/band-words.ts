// What a band of a map says in a few words: its stations and its ways in.

import { cutMiddle } from '../layout/cards/short-names.ts';
import type { BandStation, StackBand } from './stack-band.ts';

/** Returns the services of a stack on a line, as `app, db on proxy`. */
export function stationText({ members, network }: BandStation): string {
  return `${members.join(', ')} on ${network}`;
}

/** Returns the end of a machine's first address on a line, as `.10`, and the number of others; the line says the rest. */
export function addressNote([first = '', ...others]: readonly string[]): string {
  const end = first.includes(':') ? first.slice(-4) : first.slice(first.lastIndexOf('.'));
  return `${end}${others.length === 0 ? '' : `+${others.length}`}`;
}

/** Returns the ways into a band in a few words, as `outside 25 465 993`. */
export function wayText(ways: StackBand['ways']): string {
  return ways
    .slice(0, 2)
    .map(({ label }) => label)
    .join(' · ');
}

/** Returns the ways into a band in at most `letters` letters: the first one alone where both have no room. */
export function wayTextWithin(ways: StackBand['ways'], letters: number): string {
  const text = wayText(ways);
  const [first] = ways;
  if (text.length <= letters || first === undefined) return text;
  const more = ways.length > 1 ? ` +${ways.length - 1}` : '';
  return `${cutMiddle(first.label, letters - more.length)}${more}`;
}
