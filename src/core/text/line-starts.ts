// Where the lines of a text begin.

// The line starts of the last text: places of one text are asked for in a row, so they are computed once for all of them.
let known: { readonly text: string; readonly starts: readonly number[] } | null = null;

/** The offsets at which lines begin, the first at 0. CRLF, LF and CR end lines. */
export function lineStarts(text: string): readonly number[] {
  if (known?.text === text) return known.starts;
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  known = { text, starts };
  return starts;
}
