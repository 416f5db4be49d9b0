// Text in a message of SARIF.

import { visible } from './visible-text.ts';

/** A sentence for people. SARIF makes links of `[text](address)`, so a space is put into such a text. */
export function sarifText(text: string): string {
  return visible(text).replaceAll('](', '] (');
}
