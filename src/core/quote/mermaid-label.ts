// Text in a chart of Mermaid.

import { visible } from './visible-text.ts';

/** Returns a text for a quoted Mermaid label: quotes, `#` and markup become character codes. */
export function mermaidLabel(text: string): string {
  return visible(text).replace(/[^\w .,:/()-]/gu, (character) => `#${character.codePointAt(0) ?? 63};`);
}
