import type { Rect } from '../../layout/scene.ts';
import type { Shade, Tone } from './tones.ts';

/** What lies over a picture while it is exported: an overlay as the page draws it, or what a finding points at. */
export interface Overlaid {
  /** The overlay's; null for what is only pointed at, which says nothing. */
  readonly kind: string | null;
  readonly title: string;
  /** Sentences. */
  readonly notes: readonly string[];
  readonly legend: readonly {
    readonly tone: Tone;
    readonly words: string;
    readonly count: number;
    readonly shade?: Shade;
  }[];
  /** At cards and piles. */
  readonly marks: readonly {
    readonly service: string;
    readonly rect: Rect;
    readonly tone: Tone;
    readonly word: string;
    readonly shade?: Shade;
    readonly usual?: true;
  }[];
  /** The cards that are not dimmed, or only half. */
  readonly shown: ReadonlyMap<string, 'full' | 'half'>;
  /** A path over the lanes that are dimmed; '' for none. */
  readonly veil: string;
  /** Lines as paths, with their heads; a line that a record speaks of has a path of its own. */
  readonly paths: readonly {
    readonly tone: Tone;
    readonly observed?: { readonly from: string; readonly to: string; readonly observed: string };
    readonly lines: string;
    readonly heads: string;
  }[];
}

/** How much is left of taps, trunks and needs under it, 1 for all. */
export function leftUnder(overlaid: Overlaid | null, what: 'tap' | 'trunk' | 'need'): number {
  if (overlaid === null) return 1;
  if (what === 'trunk' && overlaid.kind === 'outside-in') return 1;
  return what === 'need' && overlaid.kind === 'needs' ? 0.7 : 0.2;
}
