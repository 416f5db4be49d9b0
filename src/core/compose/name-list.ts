// Names in a message: a person reads the first few.

const maxShown = 5;

/**
 * Returns `a, b, c`; of more than five names the first ones and the number of others. `count` is the full number when the list is cut
 * already.
 */
export function nameList(names: readonly string[], count: number = names.length): string {
  const first = names.slice(0, maxShown).join(', ');
  return count > maxShown ? `${first} and ${count - maxShown} more` : first;
}
