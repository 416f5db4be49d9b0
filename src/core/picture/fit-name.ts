// Names of services in the room of a card: whole where they fit, on two lines where one is too short, else without their middle. What
// tells a name from its siblings stays.

import { memoize } from '../compose/memoize.ts';

/** A name for drawing. */
export interface CardName {
  readonly text: string;
  /** The first letter that tells the name from those with the same beginning and end; null when no other name has both. */
  readonly differsAt: number | null;
}

/** The room for a name, in px. */
export interface NameRoom {
  readonly width: number;
  readonly lines: 1 | 2;
  /** The size of the letters. */
  readonly size: number;
  /** True for letters that stand closer together. */
  readonly isTight: boolean;
  /** The part of the first line, and of the last one, that signs at their ends take. */
  readonly taken: { readonly first: number; readonly last: number };
}

/** Number of letters that a cut name keeps at its beginning. */
export const keptLetters = 12;
/** Smallest number of letters that a cut name keeps at its end. */
const keptTail = 3;
const ellipsis = '…';

/** Widths of letters of the page's semibold typeface, in hundredths of their size. */
const widths: readonly (readonly [width: number, letters: string])[] = [
  [28, 'ijlI'],
  [34, "!',.:;·`|"],
  [40, 'frt()/[]\\-_1{}'],
  [56, '"*?sLkxzJ^'],
  [60, 'Fcevya'],
  [77, 'KDYUXACVGHNOQ'],
  [86, 'w←→'],
  [93, 'mM'],
  [103, '…%@W'],
];
const widthOfLetter = new Map(widths.flatMap(([width, letters]) => [...letters].map((one) => [one, width])));
const narrowest = Math.min(...widths.map(([width]) => width));
const usualWidth = 65;
const wideLetter = 105;

/** The part of their size that tight letters stand closer together. */
const tightness = 0.03;

/** Returns the width of a text in semibold letters of that size, in px. */
export function textWidth(text: string, size: number, isTight = false): number {
  let sum = isTight ? -100 * tightness * text.length : 0;
  for (const letter of text)
    sum += widthOfLetter.get(letter) ?? ((letter.codePointAt(0) ?? 0) > 0x2e7f ? wideLetter : usualWidth);
  return (sum * size) / 100;
}

/** Returns the names with what tells each from those that would look the same without their middle. */
export function cardNames(names: readonly string[]): ReadonlyMap<string, CardName> {
  const rivals = new Map<string, string[]>();
  const ends = (name: string): string => `${name.slice(0, keptLetters)} ${name.slice(-keptTail)}`;
  for (const name of names) {
    if (name.length <= keptLetters + keptTail) continue;
    const alike = rivals.get(ends(name));
    if (alike) alike.push(name);
    else rivals.set(ends(name), [name]);
  }
  const found = new Map<string, CardName>(names.map((text) => [text, { text, differsAt: null }]));
  for (const alike of rivals.values()) {
    // In order, no name has more in common with one than its neighbours.
    const ordered = [...new Set(alike)].sort();
    ordered.slice(1).forEach((text, index) => {
      const before = ordered[index] ?? '';
      const differsAt = commonLength(before, text);
      for (const name of [before, text])
        found.set(name, { text: name, differsAt: Math.max(differsAt, found.get(name)?.differsAt ?? 0) });
    });
  }
  return found;
}

function commonLength(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** Returns a name of at most `most` letters: its first twelve or more, what tells it from its siblings, and its end. */
export function cutName({ text, differsAt }: CardName, most: number): string {
  if (text.length <= most) return text;
  const letters = Math.max(1, most - ellipsis.length);
  const wanted = Math.max(keptLetters, Math.ceil(letters * 0.6));
  const head = letters - wanted >= keptTail ? wanted : Math.ceil(letters * 0.7);
  const tail = letters - head;
  const isLost = differsAt !== null && differsAt >= head && differsAt < text.length - tail;
  if (!isLost) return text.slice(0, head) + ellipsis + text.slice(text.length - tail);
  const shown = Math.max(1, tail - ellipsis.length);
  return text.slice(0, head) + ellipsis + text.slice(differsAt, differsAt + shown) + ellipsis;
}

/** Returns the two lines of a text that fit, broken after a separator where one allows it; null when it does not fit. */
function brokenLines(
  text: string,
  fitsFirst: (line: string) => boolean,
  fitsLast: (line: string) => boolean,
) {
  const breaks = [...text.matchAll(/[-_.… ](?=.)/g)].map(({ index }) => index + 1);
  const anywhere = Array.from({ length: Math.max(0, text.length - 5) }, (_, at) => at + 3);
  for (const places of [breaks, anywhere]) {
    for (const at of places.toReversed()) {
      const [first, last] = [text.slice(0, at), text.slice(at)];
      if (fitsFirst(first) && fitsLast(last)) return [first, last];
    }
  }
  return null;
}

/** Returns the lines of a name in its room. */
export function fitName(name: CardName, { width, lines, size, isTight, taken }: NameRoom): readonly string[] {
  const fitsIn = (px: number) => (line: string) => textWidth(line, size, isTight) <= px;
  const fitsAlone = fitsIn(width - taken.first - taken.last);
  const linesOf = (text: string): readonly string[] | null => {
    if (fitsAlone(text)) return [text];
    return lines === 1 ? null : brokenLines(text, fitsIn(width - taken.first), fitsIn(width - taken.last));
  };
  // More letters than the narrowest ones fit in no case.
  const mostLetters = Math.ceil((100 * lines * width) / ((narrowest - 100 * tightness) * size));
  for (let most = Math.min(name.text.length, mostLetters); most > 0; most--) {
    const fitted = linesOf(cutName(name, most));
    if (fitted) return fitted;
  }
  return [name.text.slice(0, 1)];
}

/** True when the lines of a name show all of it. */
export function isWhole({ text }: CardName, lines: readonly string[]): boolean {
  return lines.join('') === text;
}

/** True when the lines of a name show all of it, or its first twelve letters and its end. */
export function isNamed(name: CardName, lines: readonly string[]): boolean {
  return isWhole(name, lines) || lines.join('').indexOf(ellipsis) >= keptLetters;
}

/** Returns `cardNames` of names that are shown together. */
export const cardNamesOf = memoize((names: ReadonlyMap<string, string>) => cardNames([...names.values()]));
