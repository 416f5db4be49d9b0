// The signs in the last line of a card: dangers to its host, then the login in front of it. Each is an icon, with a word where there is
// room for it.

import type { Danger, DangerKind } from '../blast/dangers.ts';
import type { NeedCount } from '../needs/known-needs.ts';

/** A danger of a container to its host. */
export interface DangerSign {
  readonly kind: DangerKind;
  /** The danger in one or two words, such as `socket`; with a question mark when uncertain. */
  readonly word: string;
  /** The facts behind the danger, in one line. */
  readonly facts: string;
  readonly certain: boolean;
  readonly rootOnHost: boolean;
}

/** Returns the signs of a service's dangers, the gravest first. */
export function dangerSigns(dangers: readonly Danger[]): readonly DangerSign[] {
  return dangers.map(({ kind, words, facts, certain, rootOnHost }) => ({
    kind,
    word: certain ? words : `${words}?`,
    facts: facts.join('; '),
    certain,
    rootOnHost,
  }));
}

/** The widths of an icon, a letter of its word, the gap before it, and the gap after a sign, px. */
export const signSizes = { icon: 13, letter: 6.5, gap: 3, after: 5 } as const;
const arrowWidth = 13.5;
const digitWidth = 7.6;

/** Returns the width of the counts of needs in the last line of a card, with the gap after them. */
export function countsWidth(needs: NeedCount): number {
  return 2 * arrowWidth + `${needs.in}${needs.out}`.length * digitWidth + 16;
}

/** The number of signs that fit, and of those with their word, the first ones. */
export interface FittedSigns {
  readonly shown: number;
  readonly worded: number;
  readonly width: number;
}

/** Returns how many of the signs with these words fit into `room` px; the gravest always does. */
export function fitSigns(words: readonly string[], room: number): FittedSigns {
  const iconed = signSizes.icon + signSizes.after;
  const shown = Math.max(Math.min(1, words.length), Math.min(words.length, Math.floor(room / iconed)));
  let width = shown * iconed;
  let worded = 0;
  for (const word of words.slice(0, shown)) {
    const wider = width + signSizes.gap + word.length * signSizes.letter;
    if (wider > room) break;
    width = wider;
    worded++;
  }
  return { shown, worded, width };
}
