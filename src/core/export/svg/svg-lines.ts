// Taps, trunks and needs: memberships, ways in from the outside or the host, and which service needs which.

import { cutMiddle } from '../../layout/cards/short-names.ts';
import type { Point, SceneTap, SceneTrunk } from '../../layout/scene.ts';
import { type NeedView, restingNeeds } from '../../picture/need-view.ts';
import type { PictureOverlay } from '../../picture/overlays/overlay-shapes.ts';
import { tapView } from '../../picture/tap-view.ts';
import type { Tone } from '../../picture/tones.ts';
import { type DrawnTrunk, type TrunkView, trunksToDraw, trunkView } from '../../picture/trunk-view.ts';
import type { ViewContext } from '../../picture/view-context.ts';
import { escapedText } from '../../quote/xml-text.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { type Attributes, rectOf, svgElement, svgText } from './svg-element.ts';
import { opacityUnder } from './svg-overlay.ts';
import type { DrawnScene } from './svg-scene.ts';
import { colourOfHue, colourOfWay, type SvgTheme, trunkDashes } from './svg-theme.ts';

function pathOf(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${Math.round(x)} ${Math.round(y)}`)
    .join(' ');
}

function drawTap(tap: SceneTap, context: ViewContext, theme: SvgTheme): string {
  const { points, plug, tag } = tap;
  const view = tapView(context, tap);
  const hue = colourOfHue(view.hue, theme);
  const parts = [`<title>${escapedText(view.title)}</title>`];
  if (points.length > 1) {
    parts.push(svgElement('path', { d: pathOf(points), fill: 'none', stroke: hue, 'stroke-width': 2.5 }));
  }
  if (tag === null) {
    const rim = { stroke: theme.canvas, 'stroke-width': 1.5 };
    parts.push(svgElement('circle', { cx: plug.x, cy: plug.y, r: 5, fill: hue, ...rim }));
    return parts.join('');
  }
  // As on screen the dot stands before the name; in a tag without one it is all that there is.
  const { x, width } = tag;
  const text = view.tag ?? '';
  const middle = tag.y + tag.height / 2;
  parts.push(
    svgElement('rect', { ...rectOf(tag), rx: 4, fill: theme.card, stroke: hue }),
    svgElement('circle', { cx: text === '' ? x + width / 2 : x + 9, cy: middle, r: 4, fill: hue }),
  );
  if (text !== '')
    parts.push(svgText(text, { x: x + 16, y: middle + 4, fill: hue, 'font-size': 11, 'font-weight': 600 }));
  return parts.join('');
}

/** The label height below which it has one line. */
const twoLines = 30;
/** The letter width of a trunk's title, in pixels. */
const titleLetter = 7.4;

/** Draws the label at the start of a trunk, in the outside. */
function trunkLabel(
  { kind, labelRect }: SceneTrunk,
  { title, tone, detail }: TrunkView,
  theme: SvgTheme,
): readonly string[] {
  if (labelRect === null) return [];
  const { x, y, width, height } = labelRect;
  const room = Math.floor(width / 7);
  const name = cutMiddle(title, room);
  const oneLine = height < twoLines;
  const middle = y + height / 2;
  const first = detail === '' || oneLine ? middle + 4 : middle - 3;
  const parts = [
    svgText(name, {
      x,
      y: first,
      fill: colourOfWay(tone, theme),
      'font-weight': 600,
      ...(kind === 'proxied' ? { 'font-style': 'italic' } : {}),
      ...(tone === 'dead' ? { 'text-decoration': 'line-through' } : {}),
    }),
  ];
  // Whose proxy it is, its line shows.
  if (detail === '' || (oneLine && kind === 'proxied')) return parts;
  const after = oneLine ? name.length * titleLetter + 8 : 0;
  const fits = Math.floor((width - after) / 7);
  if (fits < 3) return parts;
  const at = { x: x + after, y: oneLine ? first : middle + 13 };
  return [...parts, svgText(cutMiddle(detail, fits), { ...at, fill: theme.dim, 'font-size': 12 })];
}

/** Draws a trunk; `left` is the opacity of its line under an overlay. */
function drawTrunk({ trunk, tone }: DrawnTrunk, view: TrunkView, theme: SvgTheme, left: Attributes): string {
  const { kind, hasRandomPorts, points, onward } = trunk;
  const colour = colourOfWay(tone, theme);
  const dashes = tone === 'unknown' ? trunkDashes.unknown : trunkDashes[kind];
  const dashed = dashes === null ? {} : { 'stroke-dasharray': dashes };
  const [start] = points;
  const dot = ({ x, y }: Point): string =>
    svgElement('circle', { cx: x, cy: y, r: 4.5, fill: colour, ...left });
  const cross = ({ x, y }: Point): string =>
    svgElement('path', {
      d: `M${x - 5} ${y - 5} l10 10 m0 -10 l-10 10`,
      fill: 'none',
      stroke: theme.err,
      'stroke-width': 3,
      ...left,
    });
  const parts = [
    svgElement('path', {
      d: [points, onward]
        .filter((each) => each.length > 0)
        .map(pathOf)
        .join(' '),
      fill: 'none',
      stroke: colour,
      'stroke-width': hasRandomPorts || kind === 'host' || kind === 'nowhere' ? 1.75 : 3.5,
      ...dashed,
      ...left,
    }),
    ...(start ? [kind === 'nowhere' ? cross(start) : dot(start)] : []),
    ...trunkLabel(trunk, view, theme),
  ];
  return `<title>${escapedText(view.sentence)}</title>${parts.join('')}`;
}

const needDashes: { readonly [tone in Tone]?: string } = {
  bad: '5 3',
  unknown: '1 4',
  part: '7 2 1 2',
};

/** Draws the needs of the selected card: thick, coloured, with an arrow at the target. */
function lookedNeeds({ lines }: NeedView, theme: SvgTheme): readonly string[] {
  return lines.map(({ from, to, directed, tone, points }) => {
    const colour = tone === 'bad' ? theme.err : tone === 'full' || tone === 'part' ? theme.accent : theme.dim;
    const dashes = needDashes[tone];
    const line = svgElement('path', {
      d: pathOf(points),
      fill: 'none',
      stroke: colour,
      'stroke-width': 2,
      ...(dashes === undefined ? {} : { 'stroke-dasharray': dashes }),
    });
    const identity = directed ? { 'data-need': `${from} ${to}` } : {};
    return svgElement('g', identity, line + (directed ? arrowHead(points, colour) : ''));
  });
}

/** Draws an arrow head along the last segment of a line. */
function arrowHead(points: readonly Point[], colour: string): string {
  const [before, end] = points.slice(-2);
  if (!before || !end) return '';
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  const [dx, dy] = [(end.x - before.x) / length, (end.y - before.y) / length];
  const [x, y] = [end.x - 9 * dx, end.y - 9 * dy];
  const sides = [1, -1].map((side) => `${Math.round(x - side * 5 * dy)} ${Math.round(y + side * 5 * dx)}`);
  return svgElement('path', { d: `M${end.x} ${end.y} L${sides.join(' L')} Z`, fill: colour });
}

/** Returns the opacity of a line under an overlay as an attribute. */
function overlayOpacity(overlaid: PictureOverlay | null, what: 'tap' | 'trunk' | 'need'): Attributes {
  const left = opacityUnder(overlaid, what);
  return left === 1 ? {} : { opacity: left };
}

/** Draws needs below the cards: those of the selected card, or those at rest as thin lines with a dot at the target. */
export function svgNeeds(
  scene: DrawnScene,
  analysis: Analysis,
  theme: SvgTheme,
  looked: NeedView | null,
  overlaid: PictureOverlay | null,
): readonly string[] {
  if (looked !== null) return lookedNeeds(looked, theme);
  const left = overlayOpacity(overlaid, 'need');
  return restingNeeds(analysis, scene).flatMap(({ from, to, state, points }) => {
    const end = points.at(-1);
    if (!end) return [];
    const colour = state === 'missing' ? theme.err : theme.dim;
    const dashes = { met: null, missing: '5 3', unknown: '1 4', socket: '7 2 1 2' }[state];
    const words = {
      met: 'needs',
      missing: 'needs but does not reach',
      unknown: 'needs and may reach',
      socket: 'talks outside any network, through a socket that both mount, to',
    }[state];
    const line = svgElement('path', {
      d: pathOf(points),
      fill: 'none',
      stroke: colour,
      'stroke-width': 1.25,
      'stroke-opacity': 0.6,
      ...(dashes === null ? {} : { 'stroke-dasharray': dashes }),
    });
    const dot = svgElement('circle', { cx: end.x, cy: end.y, r: 2.5, fill: colour });
    const title = `<title>${escapedText(`${from} ${words} ${to}`)}</title>`;
    return [svgElement('g', { 'data-need': `${from} ${to}`, ...left }, title + line + dot)];
  });
}

/** Draws taps, then trunks, each in scene order. */
export function svgLines(
  { taps, trunks, piles }: DrawnScene,
  context: ViewContext,
  theme: SvgTheme,
  overlaid: PictureOverlay | null,
): readonly string[] {
  const leaders = new Set(piles.map(({ leader }) => leader));
  return [
    ...taps.map((tap) =>
      svgElement(
        'g',
        // That of a pile is nobody's own.
        {
          ...(leaders.has(tap.service) ? {} : { 'data-tap': `${tap.service} ${tap.network}` }),
          ...overlayOpacity(overlaid, 'tap'),
        },
        drawTap(tap, context, theme),
      ),
    ),
    ...trunksToDraw(context.analysis, trunks).map((drawn) =>
      svgElement(
        'g',
        { 'data-trunk': drawn.trunk.id },
        drawTrunk(drawn, trunkView(context.analysis, drawn.trunk), theme, overlayOpacity(overlaid, 'trunk')),
      ),
    ),
  ];
}
