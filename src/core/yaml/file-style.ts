// The style of a file, so that additions look like the rest. Derived from the text alone.

import { patternText } from '../text/pattern-text.ts';

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
  const nested = /^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( +)[^\s#-]/m.exec(
    text,
  );
  const width = nested ? (nested[2]?.length ?? 0) - (nested[1]?.length ?? 0) : 0;
  const step = width > 0 ? width : 2;
  const dashWidth = usualDash(text);
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

const LISTS = /^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- /gm;

/** The most lists that are looked at. */
const ENOUGH = 50;

/** Columns that most lists stand to the right of their key, the first of equals; null where there is no list. */
function usualDash(text: string): number | null {
  const counts = new Map<number, number>();
  let seen = 0;
  for (const [, key = '', dash = ''] of text.matchAll(LISTS)) {
    const width = dash.length - key.length;
    if (width >= 0) counts.set(width, (counts.get(width) ?? 0) + 1);
    if (++seen >= ENOUGH) break;
  }
  let usual: number | null = null;
  for (const [width, count] of counts) if (usual === null || count > (counts.get(usual) ?? 0)) usual = width;
  return usual;
}
