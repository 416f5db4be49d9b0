// Taps and trunks: memberships, and ways in from the outside or the host.

import { cutMiddle } from '../../layout/cards/cut-middle.ts';
import type { Point, SceneTap, SceneTrunk } from '../../layout/scene.ts';
import { rectOf, svgElement, svgText, xmlWords } from './svg-element.ts';
import type { DrawnScene } from './svg-scene.ts';
import { type SvgTheme, trunkDashes } from './svg-theme.ts';

function pathOf(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${Math.round(x)} ${Math.round(y)}`)
    .join(' ');
}

function drawTap({ service, network, points, plug, tag }: SceneTap, theme: SvgTheme, hue: string): string {
  const parts = [`<title>${xmlWords(`${service} on ${network}`)}</title>`];
  if (points.length > 1) {
    parts.push(svgElement('path', { d: pathOf(points), fill: 'none', stroke: hue, 'stroke-width': 2.5 }));
  }
  if (tag !== null) {
    const { x, y, width } = tag;
    parts.push(svgElement('rect', { ...rectOf(tag), rx: 4, fill: theme.card, stroke: hue }));
    const text = cutMiddle(network, Math.floor((width - 10) / 7));
    parts.push(svgText(text, { x: x + 5, y: y + 14, fill: hue, 'font-size': 11 }));
  }
  parts.push(
    svgElement('circle', {
      cx: plug.x,
      cy: plug.y,
      r: 5,
      fill: hue,
      stroke: theme.canvas,
      'stroke-width': 1.5,
    }),
  );
  return parts.join('');
}

function drawTrunk(trunk: SceneTrunk, theme: SvgTheme): string {
  const { kind, thin, label, labelRect, title, points, onward, crossing } = trunk;
  const colour = kind === 'nowhere' ? theme.err : kind === 'every' ? theme.open : theme.dim;
  const dashes = trunkDashes[kind];
  const dashed = dashes === null ? {} : { 'stroke-dasharray': dashes };
  const parts = [
    `<title>${xmlWords(title)}</title>`,
    svgElement('path', {
      d: [points, onward]
        .filter((each) => each.length > 0)
        .map(pathOf)
        .join(' '),
      fill: 'none',
      stroke: colour,
      'stroke-width': thin ? 1 : 2,
      ...dashed,
    }),
  ];
  if (labelRect !== null) {
    const { x, y, width, height } = labelRect;
    parts.push(
      svgElement('rect', { ...rectOf(labelRect), rx: 4, fill: theme.card, stroke: colour, ...dashed }),
    );
    const words = cutMiddle(label, Math.floor((width - 12) / 6));
    parts.push(svgText(words, { x: x + 6, y: y + height / 2 + 4, fill: theme.ink, 'font-size': 11 }));
  }
  if (kind === 'nowhere') {
    const cross = `M${crossing.x - 5} ${crossing.y - 5} l10 10 m0 -10 l-10 10`;
    parts.push(svgElement('path', { d: cross, fill: 'none', stroke: theme.err, 'stroke-width': 3 }));
  }
  return parts.join('');
}

/** Taps, then trunks, each in the order of the scene. */
export function svgLines(
  { taps, trunks }: DrawnScene,
  theme: SvgTheme,
  hueOf: (lane: string) => string,
): readonly string[] {
  return [
    ...taps.map((tap) => svgElement('g', {}, drawTap(tap, theme, hueOf(tap.lane)))),
    ...trunks.map((trunk) => svgElement('g', {}, drawTrunk(trunk, theme))),
  ];
}
