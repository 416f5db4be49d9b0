// Text in a chart of Mermaid.

import { visible } from './visible-text.ts';

/** Text inside quotes: quotes, `#` and markup are written as character codes. */
export function mermaidLabel(text: string): string {
  return visible(text).replace(/[^\w .,:/()-]/gu, (character) => `#${character.codePointAt(0) ?? 63};`);
}
