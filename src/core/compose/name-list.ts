// Names in a message: a person reads the first few.

const shown = 5;

/** `a, b, c`; of more than five the first ones and how many more there are. `count` where the list is cut already. */
export function nameList(names: readonly string[], count: number = names.length): string {
  const first = names.slice(0, shown).join(', ');
  return count > shown ? `${first} and ${count - shown} more` : first;
}
