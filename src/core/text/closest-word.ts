// What a person may have meant by a word that is not known.

/** Returns the word of `known` with the smallest edit distance to `written`; null when none is close. */
export function closestWord(written: string, known: Iterable<string>): string | null {
  const word = written.toLowerCase();
  let best: string | null = null;
  // A third of the word may be wrong, but no more than two characters.
  let distance = Math.min(2, Math.floor(word.length / 3)) + 1;
  for (const each of known) {
    if (Math.abs(each.length - word.length) >= distance) continue;
    const found = editDistance(word, each.toLowerCase());
    if (found >= distance) continue;
    distance = found;
    best = each;
  }
  return best;
}

/** Returns `Did you mean web? ` for the start of a message; '' when no known word is close. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const near = closestWord(written, known);
  return near === null ? '' : `Did you mean ${near}? `;
}

/** Returns the number of characters to insert, remove, replace or swap with a neighbour. */
export function editDistance(a: string, b: string): number {
  let earlier: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const replaced = (previous[j - 1] ?? 0) + (same ? 0 : 1);
      let least = Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (earlier[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    earlier = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/** Returns `; did you mean "web"?` for the end of a message about the unknown word `written`; '' when no known word is close. */
export function suggestionFor(written: string, known: Iterable<string>): string {
  const meant = closestWord(written, known);
  return meant === null ? '' : `; did you mean "${meant}"?`;
}
