// What an offer does, from its title: `Move db to back` → `Moves db to back`.

/** Returns a title that begins with a verb as a statement of what it does. */
export function thirdPerson(title: string): string {
  const [verb = ''] = title.split(' ', 1);
  const ending = /(?:s|x|z|ch|sh)$/.test(verb) ? 'es' : 's';
  const stated = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : `${verb}${ending}`;
  return `${stated}${title.slice(verb.length)}`;
}
