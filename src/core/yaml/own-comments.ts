// Whether a key has comments of its own: above it or beside it. They are about the key, and not about what a list below it holds.

import { checkedForward } from '../text/walk.ts';
import { withCommentsAbove } from './commented-out.ts';
import { lineEnd, nextLine } from './text-position.ts';

/** True when `key` has comments of its own in the text of one block-style entry, such as a service. */
export function hasOwnComments(text: string, key: string): boolean {
  if (!text.includes('#')) return false;
  const line = lineOf(text, key);
  if (line === null) return false;
  const { from, column } = line;
  if (withCommentsAbove(text, from, column) < from) return true;
  return /[ \t]#/.test(text.slice(from, lineEnd(text, from)).replace(/"[^"]*"|'[^']*'/g, '""'));
}

/** Returns the line of a key: the leftmost match below the first line. */
function lineOf(text: string, key: string): { readonly from: number; readonly column: number } | null {
  let found: { readonly from: number; readonly column: number } | null = null;
  for (let from = nextLine(text, 0); from < text.length; from = checkedForward(from, nextLine(text, from))) {
    const written = /^( *)(["']?)([\w.-]+)\2[ \t]*:(?=\s|$)/.exec(text.slice(from, lineEnd(text, from)));
    const column = written?.[1]?.length ?? 0;
    if (written?.[3] === key && (found === null || column < found.column)) found = { from, column };
  }
  return found;
}
