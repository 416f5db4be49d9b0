// What was done, from what was offered: `Give db a network` → `Gave db a network`.

const irregular: ReadonlyMap<string, string> = new Map([
  ['bind', 'bound'],
  ['cut', 'cut'],
  ['drop', 'dropped'],
  ['give', 'gave'],
  ['keep', 'kept'],
  ['leave', 'left'],
  ['let', 'let'],
  ['make', 'made'],
  ['put', 'put'],
  ['run', 'ran'],
  ['say', 'said'],
  ['set', 'set'],
  ['split', 'split'],
  ['stop', 'stopped'],
  ['swap', 'swapped'],
  ['take', 'took'],
  ['write', 'wrote'],
]);

function pastOf(verb: string): string {
  const known = irregular.get(verb);
  if (known !== undefined) return known;
  if (verb.endsWith('e')) return `${verb}d`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`;
}

/** Returns a title that begins with a verb as a report in the past tense. */
export function pastTense(title: string): string {
  const [first = ''] = title.split(' ', 1);
  const past = pastOf(first.toLowerCase());
  return `${past.charAt(0).toUpperCase()}${past.slice(1)}${title.slice(first.length)}`;
}
