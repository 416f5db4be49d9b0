// From places in the session's text to places in the editor's and back. Only a byte order mark and the pairs of CRLF
// move anything: a lone CR is as long as the line feed that stands for it.

export interface PositionMap {
  /** The place in the session's text; the start of a line is behind both characters of a CRLF. */
  toText(offset: number): number;
  /** The place in the editor; between CR and LF is the end of the line. */
  toEditor(offset: number): number;
}

/** The map of one text. */
export function positionMap(text: string): PositionMap {
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  // Where each CRLF breaks the line in the editor, ascending.
  const pairs: number[] = [];
  for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2)) {
    pairs.push(at - mark - pairs.length);
  }

  /** How many pairs lie before the first one that `isBefore` denies. */
  function count(isBefore: (pair: number, index: number) => boolean): number {
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(pairs[middle] ?? 0, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    toText: (offset) => offset + mark + count((pair) => pair < offset),
    toEditor: (offset) => Math.max(0, offset - mark - count((pair, index) => pair + mark + index < offset)),
  };
}
