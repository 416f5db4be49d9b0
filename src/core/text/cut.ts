// Ends of texts cut off in one pass: a pattern that looks for an end from each place takes the square of a foreign text.

/** What stands before the first of `letters`; all of it without one. */
export function before(text: string, letters: string): string {
  for (let at = 0; at < text.length; at++) if (letters.includes(text[at] ?? '')) return text.slice(0, at);
  return text;
}

/** Without that letter at its end, however often. */
export function withoutEnd(text: string, letter: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === letter) end--;
  return text.slice(0, end);
}
