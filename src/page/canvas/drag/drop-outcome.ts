// What a drop means, as operations: the table of gestures in one place, for the pointer and for the keyboard alike.

import type { Operation } from '../../../core/compose/operations/operation.ts';
import type { PaletteKind } from '../../state/palette/palette-items.ts';

/** The dragged item. */
export type DragSource =
  | { readonly type: 'card'; readonly service: string }
  | { readonly type: 'tap'; readonly service: string; readonly network: string }
  | { readonly type: 'new-tap'; readonly service: string }
  | { readonly type: 'new-need'; readonly service: string }
  | { readonly type: 'palette'; readonly kind: PaletteKind; readonly label: string };

/** One way to carry a drop out. */
export interface Way {
  readonly label: string;
  readonly operations: readonly Operation[];
  /** A further step for the person, shown after the drop; null or absent for none. */
  readonly after?: string | null;
}

/**
 * The outcome of a drop. `nothing`: the dragged item snaps back. `choose`: a menu opens at the drop, and the preview shows its first way.
 */
export type DropOutcome =
  | { readonly type: 'nothing'; readonly title: string }
  | { readonly type: 'refused'; readonly title: string }
  | { readonly type: 'operate'; readonly way: Way }
  | { readonly type: 'choose'; readonly title: string; readonly ways: readonly Way[] };

export const nothing = (title: string): DropOutcome => ({ type: 'nothing', title });

export const operate = (label: string, operations: readonly Operation[]): DropOutcome => ({
  type: 'operate',
  way: { label, operations },
});
