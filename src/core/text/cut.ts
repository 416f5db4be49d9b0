// Ends of texts cut off in one pass: a pattern that looks for an end from each place takes the square of a foreign text.

/** Returns the text before the first of `letters`, or the whole text when there is none. */
export function textBefore(text: string, letters: string): string {
  for (let at = 0; at < text.length; at++) if (letters.includes(text[at] ?? '')) return text.slice(0, at);
  return text;
}

/** Returns the text without trailing repetitions of `letter`. */
export function withoutTrailing(text: string, letter: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === letter) end--;
  return text.slice(0, end);
}
