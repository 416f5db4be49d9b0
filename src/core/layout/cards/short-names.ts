// Service names for drawing: cards omit the part that all names share (`-post`), so that the differences are visible; names too long for
// their space lose their middle.

import { memoize } from '../../compose/memoize.ts';

const separator = /[-_.]/;
/** Smallest number of services whose names are shortened by their common part. */
const minNames = 3;

/** Removes the first `cut` and the last `tail` characters of each name; null when a name would become empty or two names would be equal. */
function withoutAffixes(names: readonly string[], cut: number, tail: number): readonly string[] | null {
  const short = names.map((name) => name.slice(cut, name.length - tail));
  if (short.some((name) => name.length < 2) || new Set(short).size < short.length) return null;
  return short;
}

/** Returns the length of the prefix that all names share, ending with a separator. */
function sharedPrefixLength(names: readonly string[]): number {
  const [first = ''] = names;
  let length = 0;
  for (let at = 0; at < first.length; at++) {
    if (!names.every((name) => name[at] === first[at])) break;
    if (separator.test(first[at] ?? '')) length = at + 1;
  }
  return length;
}

const reversed = (text: string): string => [...text].reverse().join('');

/** Returns the displayed name of each service; the full name when the names share nothing or are too few. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const whole = new Map(names.map((name) => [name, name]));
  if (names.length < minNames) return whole;
  const cut = sharedPrefixLength(names);
  const tail = sharedPrefixLength(names.map(reversed));
  const short =
    withoutAffixes(names, cut, tail) ??
    withoutAffixes(names, 0, tail) ??
    withoutAffixes(names, cut, 0) ??
    names;
  return new Map(names.map((name, index) => [name, short[index] ?? name]));
}

/** Returns `shortNames` for the services of a project. */
export const shortServiceNames = memoize((services: ReadonlyMap<string, unknown>) =>
  shortNames([...services.keys()]),
);

/** Shortens a text to `most` characters by cutting its middle, so that names differing at either end still differ. */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor((most - 1) * 0.4);
  return `${text.slice(0, most - 1 - tail)}…${text.slice(text.length - tail)}`;
}

/** Smallest width of a tag with letters, px; a narrower tag shows only its dot. */
const minLabelledTag = 34;
/** Width of a tag's border and dot, and of one letter, px. */
const tagFrame = 20;
const tagLetter = 6.2;

/** Returns the text on the tag of a far network, `width` px wide; '' when there is no room for letters. */
export function tagName(network: string, width: number): string {
  return width < minLabelledTag ? '' : cutMiddle(network, Math.floor((width - tagFrame) / tagLetter));
}
