// Signs of 24 × 24 px with strokes, as the page draws them.

import type { Shape } from '../../images/kind-icons.ts';
import { type Attributes, svgElement } from './svg-element.ts';

/** Draws an icon, `side` pixels wide, with its upper left corner at `x`, `y`; `identity` are attributes for finding it. */
export function svgIcon(
  shapes: readonly Shape[],
  { x, y, side }: { readonly x: number; readonly y: number; readonly side: number },
  stroke: string,
  identity: Attributes = {},
): string {
  const drawn = shapes.map(([tag, own]) =>
    svgElement(
      tag,
      Object.fromEntries(
        Object.entries(own).filter((each): each is [string, string | number] => each[1] !== undefined),
      ),
    ),
  );
  const frame = {
    ...identity,
    transform: `translate(${x} ${y}) scale(${Math.round((side / 24) * 1000) / 1000})`,
    fill: 'none',
    stroke,
    'stroke-width': 2.2,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  return svgElement('g', frame, drawn.join(''));
}
