// Names that are longer than their place.

/** A text of at most `most` characters: a long one loses its middle, so that names that differ at either end still differ. */
export function cutMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = Math.floor((most - 1) * 0.4);
  return `${text.slice(0, most - 1 - tail)}…${text.slice(text.length - tail)}`;
}
