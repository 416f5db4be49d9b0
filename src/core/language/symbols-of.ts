// The outline of a file: its top-level keys, and the services and networks below theirs.

import type { ComposeDocument } from '../compose/document.ts';
import { checkedBackward, lastBefore } from '../text/walk.ts';
import type { Span } from '../yaml/tree.ts';

export interface FileSymbol {
  readonly kind: 'section' | 'service' | 'network';
  readonly name: string;
  /** The entry's range, without trailing blank lines and comments. */
  readonly span: Span;
  readonly keySpan: Span;
  readonly children: readonly FileSymbol[];
}

/** Returns the length of an entry's own text: trailing blank lines and comments belong to the next entry. */
export function ownLength(slice: string): number {
  let end = slice.length;
  while (end > 0) {
    const at = Math.max(lastBefore(slice, '\n', end), lastBefore(slice, '\r', end));
    if (at < 0 || !/^[ \t]*(?:#|$)/.test(slice.slice(at + 1, end))) break;
    end = checkedBackward(end, slice[at] === '\n' && slice[at - 1] === '\r' ? at - 1 : at);
  }
  return end;
}

/** Returns the symbols of a file in order; none while its text cannot be parsed. */
export function symbolsOf({ fragments, text, stale }: ComposeDocument): readonly FileSymbol[] {
  if (stale) return [];
  const symbols: FileSymbol[] = [];
  const sections = new Map<string, FileSymbol[]>();
  let from = 0;
  for (const { kind, name, length, keySpan } of fragments) {
    const start = from;
    from += length;
    if (keySpan === null || name === '') continue;
    const key = { from: keySpan.from + start, to: keySpan.to + start };
    const span = { from: key.from, to: start + ownLength(text.slice(start, start + length)) };
    const children: FileSymbol[] = [];
    const symbol: FileSymbol = {
      kind: kind === 'rest' ? 'section' : kind,
      name,
      span,
      keySpan: key,
      children,
    };
    const holder = kind === 'rest' ? undefined : sections.get(kind === 'service' ? 'services' : 'networks');
    if (kind === 'rest') sections.set(name, children);
    (holder ?? symbols).push(symbol);
  }
  return symbols.map(extendedToChildren);
}

/** Returns a section's symbol, extended to the end of its last entry. */
function extendedToChildren(symbol: FileSymbol): FileSymbol {
  const end = Math.max(symbol.span.to, ...symbol.children.map(({ span }) => span.to));
  return end === symbol.span.to ? symbol : { ...symbol, span: { from: symbol.span.from, to: end } };
}
