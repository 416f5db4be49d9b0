/**
 * How well a search fits a thing by its words, 0 to 1: the whole of one, the beginning of one, inside one, or every word of
 * the search somewhere. Nothing fuzzy: who types a service's name must not get a command that looks like it.
 */
export function matchScore(search: string, words: readonly string[]): number {
  const wanted = search.trim().toLowerCase();
  const known = words.map((word) => word.toLowerCase());
  if (known.includes(wanted)) return 1;
  if (known.some((word) => word.startsWith(wanted))) return 0.8;
  const text = known.join(' ');
  if (text.includes(wanted)) return 0.6;
  return wanted.split(/\s+/).every((part) => text.includes(part)) ? 0.4 : 0;
}
