// What the lines of a scene mean, below it: only those that are in it.

import type { TrunkKind } from '../../layout/scene.ts';
import { svgElement, svgText } from './svg-element.ts';
import type { DrawnScene } from './svg-scene.ts';
import { type SvgTheme, trunkDashes } from './svg-theme.ts';

const meanings: { readonly [state in TrunkKind]: string } = {
  outside: 'published to the outside',
  host: 'published to this host only',
  unknown: 'published, not known where to',
  nowhere: 'published, reaches nothing',
  proxied: 'through a proxy (inferred)',
  every: 'every port it listens on',
};

const order: readonly TrunkKind[] = ['outside', 'proxied', 'host', 'unknown', 'nowhere', 'every'];
const step = 230;

/** The legend in a line at `y`. */
export function svgLegend({ trunks, taps }: DrawnScene, theme: SvgTheme, y: number): readonly string[] {
  const present = new Set(trunks.map(({ kind }) => kind));
  const entries = order
    .filter((state) => present.has(state))
    .map((state) => ({ words: meanings[state], dashes: trunkDashes[state], plug: false }));
  if (taps.length > 0) entries.unshift({ words: 'member of a network (tap)', dashes: null, plug: true });
  return entries.flatMap(({ words, dashes, plug }, index) => [
    svgElement('path', {
      d: `M${index * step + 12} ${y} h28`,
      stroke: theme.dim,
      'stroke-width': 2,
      ...(dashes === null ? {} : { 'stroke-dasharray': dashes }),
    }),
    ...(plug ? [svgElement('circle', { cx: index * step + 40, cy: y, r: 5, fill: theme.dim })] : []),
    svgText(words, { x: index * step + 48, y: y + 4, fill: theme.dim, 'font-size': 11 }),
  ]);
}

/** Width that the legend needs. */
export function legendWidth({ trunks, taps }: DrawnScene): number {
  return (new Set(trunks.map(({ kind }) => kind)).size + (taps.length > 0 ? 1 : 0)) * step;
}
