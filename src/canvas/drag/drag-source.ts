import type { PaletteKind } from '../../state/palette-items.ts';

/** What is being dragged. */
export type DragSource =
  | { readonly type: 'card'; readonly service: string }
  | { readonly type: 'tap'; readonly service: string; readonly network: string }
  | { readonly type: 'new-tap'; readonly service: string }
  | { readonly type: 'palette'; readonly kind: PaletteKind; readonly label: string };
