// Walks over a text. Each step asserts that it goes on: a mistake in a step is then an error with its place, never a loop without an end.

/** `to`, where a walk towards the end of a text goes next; throws a RangeError where that is not behind `from`. */
export function ahead(from: number, to: number): number {
  if (to > from) return to;
  throw new RangeError(`a walk towards the end of a text goes from ${from} to ${to}`);
}

/** `to`, where a walk towards the start of a text goes next; throws a RangeError where that is not before `from`. */
export function back(from: number, to: number): number {
  if (to < from) return to;
  throw new RangeError(`a walk towards the start of a text goes from ${from} to ${to}`);
}

/** Every place where `word` begins in a text, from its start on; places do not overlap. Throws a RangeError for an empty word. */
export function* placesOf(text: string, word: string): Generator<number> {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, ahead(at, at + word.length))) yield at;
}

/** The place of the last `character` before `offset`; -1 where there is none. `lastIndexOf` takes an offset below 0 for 0. */
export function lastBefore(text: string, character: string, offset: number): number {
  return offset <= 0 ? -1 : text.lastIndexOf(character, offset - 1);
}
