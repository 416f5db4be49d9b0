import type { ComposeDocument } from '../core/compose/document.ts';

/** 1-based lines, both inclusive. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** A fragment as text, without the blank lines and comments that only stand behind it. */
export function trimFragment(slice: string): string {
  const lines = slice.split(/(?<=\n)/);
  while (lines.length > 1 && /^\s*(#[^\n]*)?\s*$/.test(lines.at(-1) ?? '')) lines.pop();
  return lines.join('').replace(/\r?\n$/, '');
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The lines of each service and network, keyed `service:NAME` and `network:NAME`. */
export function fragmentRanges(document: ComposeDocument): ReadonlyMap<string, LineRange> {
  const ranges = new Map<string, LineRange>();
  let offset = 0;
  let line = 1;
  for (const { kind, name, length } of document.fragments) {
    const slice = document.text.slice(offset, offset + length);
    if (kind !== 'rest')
      ranges.set(`${kind}:${name}`, { first: line, last: line + newlines(trimFragment(slice)) });
    line += newlines(slice);
    offset += length;
  }
  return ranges;
}
