// Walks over a text. Each step asserts that it goes on: a mistake in a step is then an error with its place, never a loop without an end.

/** Returns `to`, the next position of a forward walk through a text; throws a RangeError unless it is after `from`. */
export function checkedForward(from: number, to: number): number {
  if (to > from) return to;
  throw new RangeError(`a walk towards the end of a text goes from ${from} to ${to}`);
}

/** Returns `to`, the next position of a backward walk through a text; throws a RangeError unless it is before `from`. */
export function checkedBackward(from: number, to: number): number {
  if (to < from) return to;
  throw new RangeError(`a walk towards the start of a text goes from ${from} to ${to}`);
}

/** Yields every non-overlapping position of `word` in a text. Throws a RangeError for an empty word. */
export function* positionsOf(text: string, word: string): Generator<number> {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, checkedForward(at, at + word.length)))
    yield at;
}

/** Returns the position of the last `character` before `offset`, or -1; unlike `lastIndexOf` it does not take a negative offset for 0. */
export function lastBefore(text: string, character: string, offset: number): number {
  return offset <= 0 ? -1 : text.lastIndexOf(character, offset - 1);
}
