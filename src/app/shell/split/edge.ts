// A panel at the edge of the window, whose size a person chooses. Numbers only; `side-panel.tsx` draws it.

import type { PanelId } from '../../../state/ui/ui-state.ts';

export interface Edge {
  readonly panel: PanelId;
  /** The name of what is resized, for screen readers. */
  readonly label: string;
  readonly side: 'left' | 'right' | 'bottom';
  /** Sizes in pixels; the usual one may follow the window. */
  readonly usual: () => number;
  readonly least: number;
  readonly most: number;
}

/** The size nearest to `wanted` that the panel may have; 0 where it was pushed all the way, which closes it. */
export function sizeNear({ least, most }: Edge, wanted: number): number {
  if (wanted < least / 2) return 0;
  return Math.round(Math.min(most, Math.max(least, wanted)));
}
