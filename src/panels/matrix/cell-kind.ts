import type { Reach } from '../../core/analysis/reach/reach-model.ts';

export type CellKind = 'direct' | 'host' | 'name' | 'none' | 'unknown' | 'self';

export interface CellLook {
  readonly glyph: string;
  readonly words: string;
}

/** One sign and one word per kind: the table reads without colour. */
export const cellLooks: { readonly [kind in CellKind]: CellLook } = {
  direct: { glyph: '●', words: 'reaches directly' },
  host: { glyph: '◐', words: 'reaches over the host' },
  name: { glyph: '◌', words: 'knows its name only' },
  none: { glyph: '·', words: 'does not reach' },
  unknown: { glyph: '?', words: 'is not known to reach' },
  self: { glyph: '╲', words: 'is itself' },
};

/** What one ordered pair comes to; what is unknown is never shown as none. */
export function cellKind(reach: Reach, from: string, to: string): CellKind {
  if (from === to) return 'self';
  const direct = reach.direct(from, to);
  if (direct === true) return 'direct';
  const host = reach.viaHost(from, to);
  if (host === true) return 'host';
  if (direct === 'unknown' || host === 'unknown') return 'unknown';
  return reach.resolves(from, to) === true ? 'name' : 'none';
}
