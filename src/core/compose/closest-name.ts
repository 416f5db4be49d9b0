// What somebody meant who wrote a name that nobody has.

import { nameList } from './name-list.ts';

/** The nearest of `names` to `written` by edits of single characters; null where none is near. */
export function closestName(written: string, names: Iterable<string>): string | null {
  const word = written.toLowerCase();
  let best: string | null = null;
  // A third of the word may be wrong, but no more than two characters.
  let distance = Math.min(2, Math.floor(word.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - word.length) >= distance) continue;
    const found = editDistance(word, name.toLowerCase());
    if (found >= distance) continue;
    distance = found;
    best = name;
  }
  return best;
}

/** How many characters to insert, remove, replace or swap with their neighbour. */
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

/** `Did you mean web? There are web, db.` behind the word that no service has as its name; `also`: what may be named beside services. */
export function servicesThereAre(written: string, services: readonly string[], also = ''): string {
  const meant = closestName(written, services);
  const asked = meant === null ? '' : `Did you mean ${meant}? `;
  return `${asked}There are ${nameList(services) || 'none'}${also}.`;
}

/** `; did you mean "web"?` behind a sentence about the unknown name `written`; empty where no name is near. */
export function meantName(written: string, names: Iterable<string>): string {
  const meant = closestName(written, names);
  return meant === null ? '' : `; did you mean "${meant}"?`;
}
