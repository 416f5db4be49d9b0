// How far a new line is indented: as the one before, and a step more below a key that holds more. The grammar's own
// answer is not used, since it follows a tree that is broken just then.

import { type IndentContext, indentService } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

/** Columns for a line behind `before`, the text up to the cursor. */
export function indentAfter(before: string, step: number): number {
  const own = /^ */.exec(before)?.[0].length ?? 0;
  const content = before.replace(/\s+#.*$/, '').trimEnd();
  const dashes = /^ *((?:- +)*)/.exec(content)?.[1]?.length ?? 0;
  if (/^\s*#/.test(content)) return own;
  const holds = /:(?:\s+[&!]\S+)*(?:\s+[|>][+-]?\d?)?$/.test(content);
  if (holds) return own + dashes + step;
  // Behind `- key: value` the next key of the item; behind a plain item the next dash.
  return /:\s/.test(content) ? own + dashes : own;
}

/** Indents new lines only: what stands in the file is never moved. */
export const newLineIndent: Extension = indentService.of((context: IndentContext, position) => {
  if (context.simulatedBreak === null) return context.lineIndent(position);
  return indentAfter(context.lineAt(position, -1).text, context.unit);
});
