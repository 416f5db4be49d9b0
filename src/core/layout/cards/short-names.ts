// Names of services as they are drawn: on cards without what all of them share (`-post`), so that what distinguishes them is in sight; longer
// ones than their place without their middle.

import { memoize } from '../../compose/memoize.ts';

const separator = /[-_.]/;
/** This many services are needed before a shared part of their names is cut. */
const least = 3;

/** Names without `cut` first and `tail` last characters, or null where one would be empty or two the same. */
function without(names: readonly string[], cut: number, tail: number): readonly string[] | null {
  const short = names.map((name) => name.slice(cut, name.length - tail));
  if (short.some((name) => name.length < 2) || new Set(short).size < short.length) return null;
  return short;
}

/** Length of the beginning that all share, up to and with a separator. */
function sharedStart(names: readonly string[]): number {
  const [first = ''] = names;
  let length = 0;
  for (let at = 0; at < first.length; at++) {
    if (!names.every((name) => name[at] === first[at])) break;
    if (separator.test(first[at] ?? '')) length = at + 1;
  }
  return length;
}

const reversed = (text: string): string => [...text].reverse().join('');

/** The shown name by service; the full one where nothing is shared, or too few are there to share it. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const whole = new Map(names.map((name) => [name, name]));
  if (names.length < least) return whole;
  const cut = sharedStart(names);
  const tail = sharedStart(names.map(reversed));
  const short = without(names, cut, tail) ?? without(names, 0, tail) ?? without(names, cut, 0) ?? names;
  return new Map(names.map((name, index) => [name, short[index] ?? name]));
}

/** `shortNames` of the services of a project. */
export const shortServiceNames = memoize((services: ReadonlyMap<string, unknown>) =>
  shortNames([...services.keys()]),
);

/** A text of at most `most` characters: a long one loses its middle, so that names that differ at either end still differ. */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor((most - 1) * 0.4);
  return `${text.slice(0, most - 1 - tail)}…${text.slice(text.length - tail)}`;
}

/** A tag narrower than this, px, has its dot alone. */
const lettersFrom = 34;
/** The border of a tag and the dot before the name, and a letter of it, px. */
const besideName = 20;
const tagLetter = 6.2;

/** What the tag of a far network says, which is `width` px wide, behind its dot; '' where there is no room for letters. */
export function tagName(network: string, width: number): string {
  return width < lettersFrom ? '' : cutMiddle(network, Math.floor((width - besideName) / tagLetter));
}
