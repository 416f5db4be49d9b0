// Names in a sentence of Markdown.

import { codeSpan } from '../../export/markdown-text.ts';

const most = 12;

/** The names as code, of many the first few; `none` where there are none. */
export function someNames(names: readonly string[], none: string): string {
  if (names.length === 0) return none;
  const shown = names.slice(0, most).map(codeSpan).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
