// Numbers in words for people.

/** Returns a count with separators: `15,996,000`. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Returns a count with its noun: `1 error`, `2 errors`, `15,996,000 errors`. */
export function plural(number: number, word: string): string {
  return `${countText(number)} ${word}${number === 1 ? '' : 's'}`;
}
