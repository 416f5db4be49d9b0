/** A text as a part of a regular expression that matches exactly it. */
export function patternText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
