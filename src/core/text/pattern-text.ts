/** Returns a regular expression's source that matches exactly this text. */
export function patternText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
