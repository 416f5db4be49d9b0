// The style of a file, so that additions look like the rest. Derived from the text alone.

import { patternText } from '../text/pattern-text.ts';
import { checkedForward } from '../text/walk.ts';
import { lineEnd, nextLine } from './text-position.ts';

/** The line ending, indentation, quotes and list forms of a file. */
export interface FileStyle {
  readonly eol: '\n' | '\r\n';
  /** The columns of indentation of a nested mapping. */
  readonly step: number;
  /** The columns between a key and the dashes of its list. */
  readonly dash: number;
  readonly quote: '"' | "'";
  /** True when keys and texts are always in double quotes, as in JSON. */
  readonly json: boolean;
  /** True when lists of names are written `[a, b]` under the key, or anywhere in the file if the key is never written. */
  flowList(key: string): boolean;
}

/** Reads the style of a text, with the usual style of Compose files as the default. */
export function fileStyle(text: string): FileStyle {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const { step, dash: dashWidth } = columnsOf(text);
  const quote = /(?:- |: |\[)(["'])/.exec(text)?.[1] === "'" ? "'" : '"';
  return {
    eol,
    step,
    dash: dashWidth ?? step,
    quote,
    json: /^\uFEFF?(?:\s|#[^\n]*\n)*\{\s*"/.test(text),
    flowList: (key) => {
      const name = patternText(key);
      const written = new RegExp(
        `^[ ]*${name}:[ \\t]*(?:(\\[[^\\]])|(?:#[^\\n]*)?\\r?\\n[ \\t]*- )`,
        'm',
      ).exec(text);
      if (written) return written[1] !== undefined;
      return dashWidth === null && /: \[[^\]]/.test(text);
    },
  };
}

/** The most lists that are examined for their style. */
const MOST_LISTS = 50;

/**
 * Returns the indentation of a text. `step`: the columns between a key and the first mapping below it. `dash`: the columns between a key
 * and most lists below it, of equal counts the first; null without a list. The text is read line by line: a pattern over lines takes
 * quadratic time.
 */
function columnsOf(text: string): { readonly step: number; readonly dash: number | null } {
  let step: number | null = null;
  const counts = new Map<number, number>();
  let seen = 0;
  let key: number | null = null;
  for (
    let from = 0;
    from < text.length && (seen < MOST_LISTS || step === null);
    from = checkedForward(from, nextLine(text, from))
  ) {
    const line = text.slice(from, lineEnd(text, from));
    const column = line.search(/[^ ]/);
    if (/^[ \t]*(?:#|$)/.test(line)) continue;
    if (key !== null && line.startsWith('- ', column)) {
      if (column >= key && seen < MOST_LISTS) counts.set(column - key, (counts.get(column - key) ?? 0) + 1);
      seen++;
    } else if (key !== null && column > 0 && /[^\s-]/.test(line[column] ?? ' ')) step ??= column - key;
    key = /[^\s-]/.test(line[column] ?? ' ') && /.:[ \t]*(?:#.*)?$/.test(line) ? column : null;
  }
  let dash: number | null = null;
  for (const [width, count] of counts) if (dash === null || count > (counts.get(dash) ?? 0)) dash = width;
  return { step: step !== null && step > 0 ? step : 2, dash };
}
