// The two sides of the question that `explain` answers.

import { hostPlace, outsidePlace } from '../../core/analysis/explain/places.ts';
import { CallFailure } from '../call-failure.ts';

/** The places that a side of the question may be, by word. */
export const placeWords: ReadonlyMap<string, string> = new Map([
  ['outside', outsidePlace],
  ['host', hostPlace],
]);

/** Refuses a question about one side, or about two places; `words` are the sides as given. */
export function demandTwoSides(words: readonly [string, string], sides: readonly [string, string]): void {
  const places = [...placeWords.values()];
  if (sides[0] !== sides[1] && !sides.every((side) => places.includes(side))) return;
  throw new CallFailure(`explain ${words.join(' ')}: name two different sides, one of them a service.`);
}
