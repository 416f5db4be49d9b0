// Text in a message of SARIF.

import { visible } from './visible-text.ts';

/** Returns a sentence for SARIF, which makes links of `[text](address)`; a space prevents that. */
export function sarifText(text: string): string {
  return visible(text).replaceAll('](', '] (');
}
