// The style of a file, so that additions look like the rest. Derived from the text alone.

import { patternText } from '../text/pattern-text.ts';
import { checkedForward } from '../text/walk.ts';
import { lineEnd, nextLine } from './text-position.ts';

/** Line ending, indentation, quotes and forms of lists of a file. */
export interface FileStyle {
  readonly eol: '\n' | '\r\n';
  /** Columns that a nested mapping is indented by. */
  readonly step: number;
  /** Columns that a dash stands to the right of the key above it. */
  readonly dash: number;
  readonly quote: '"' | "'";
  /** Whether keys and texts are always in double quotes, as in JSON. */
  readonly json: boolean;
  /** Whether lists of names are written `[a, b]` under the key, or anywhere when the key is never written. */
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

/** The most lists that are looked at. */
const ENOUGH = 50;

/**
 * `step`: the columns by which the first mapping below a key stands to its right. `dash`: the columns by which most lists do, the first of
 * equals; null where there is no list. Line by line: a pattern over lines takes time that grows with their square.
 */
function columnsOf(text: string): { readonly step: number; readonly dash: number | null } {
  let step: number | null = null;
  const counts = new Map<number, number>();
  let seen = 0;
  let key: number | null = null;
  for (
    let from = 0;
    from < text.length && (seen < ENOUGH || step === null);
    from = checkedForward(from, nextLine(text, from))
  ) {
    const line = text.slice(from, lineEnd(text, from));
    const column = line.search(/[^ ]/);
    if (/^[ \t]*(?:#|$)/.test(line)) continue;
    if (key !== null && line.startsWith('- ', column)) {
      if (column >= key && seen < ENOUGH) counts.set(column - key, (counts.get(column - key) ?? 0) + 1);
      seen++;
    } else if (key !== null && column > 0 && /[^\s-]/.test(line[column] ?? ' ')) step ??= column - key;
    key = /[^\s-]/.test(line[column] ?? ' ') && /.:[ \t]*(?:#.*)?$/.test(line) ? column : null;
  }
  let dash: number | null = null;
  for (const [width, count] of counts) if (dash === null || count > (counts.get(dash) ?? 0)) dash = width;
  return { step: step !== null && step > 0 ? step : 2, dash };
}
