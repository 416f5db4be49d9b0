// Lanes, the outside and the host wall, which are drawn behind everything else.

import { cutMiddle } from '../../layout/cards/short-names.ts';
import { type Level, metrics } from '../../layout/metrics.ts';
import type { Caption, SceneLane, SharedWith } from '../../layout/scene.ts';
import { laneHue } from '../../picture/hues.ts';
import { fittingDetail, fittingHeadline } from '../../picture/lane-head.ts';
import { laneView } from '../../picture/lane-view.ts';
import { outsideWords, wallWord } from '../../picture/place-words.ts';
import type { ViewContext } from '../../picture/view-context.ts';
import { type Attributes, rectOf, svgElement, svgText } from './svg-element.ts';
import type { DrawnScene } from './svg-scene.ts';
import { colourOfHue, type SvgTheme } from './svg-theme.ts';

/** Letter widths in a lane's title and detail, in pixels. */
const letters = { title: 7.9, detail: 6.3 } as const;

function drawLane(lane: SceneLane, level: Level, context: ViewContext, theme: SvgTheme): string {
  const { title, detail, headlines, members, dashed, locked, ...view } = laneView(context, lane);
  const hue = colourOfHue(view.hue, theme);
  const { x, y, width } = lane.rect;
  const frame = svgElement('rect', {
    ...rectOf(lane.rect),
    rx: 12,
    fill: hue,
    'fill-opacity': 0.07,
    stroke: hue,
    'stroke-width': locked ? 3 : 1.5,
    ...(dashed ? { 'stroke-dasharray': '6 4' } : {}),
  });
  const left = x + 12;
  const room = width - 24;
  const cut = (text: string, px: number, letter: number): string =>
    cutMiddle(text, Math.max(3, Math.floor(px / letter)));
  const name = cut(title, room, letters.title);
  const top = lane.form === 'rail' ? y + 22 : y + 20;
  const parts = [frame, svgText(name, { x: left, y: top, fill: hue, 'font-size': 14, 'font-weight': 700 })];
  if (lane.form === 'stub') return parts.join('');
  const counted = left + name.length * letters.title + 8;
  const count = members === 0 ? '' : String(members);
  parts.push(svgText(count, { x: counted, y: top, fill: hue, 'font-size': 12, 'font-weight': 600 }));
  const after = counted + count.length * letters.title + (count === '' ? 0 : 10);
  const left2 = x + width - 12 - after;
  const place = lane.kind === 'host' || lane.kind === 'closed';
  // A place, a rail and a lane from afar have one line; where a place's head stands beside its cards it is its title alone.
  const oneLine = place || level === 'far' || lane.form === 'rail';
  const narrow = place && level === 'far';
  const headline = fittingHeadline({ headlines }, left2);
  const headed = headline !== null;
  if (headed) {
    parts.push(
      svgText(headline, { x: after, y: top, fill: theme.ink, 'font-size': 12.5, 'font-weight': 500 }),
    );
  }
  const words = narrow || (oneLine && headed) ? null : fittingDetail(detail, oneLine ? left2 : room);
  if (words !== null) {
    const at = oneLine ? { x: after, y: top } : { x: left, y: y + 36 };
    parts.push(svgText(words, { ...at, fill: theme.dim, 'font-size': 12 }));
  }
  for (const caption of lane.captions) {
    if (caption.shared !== null) {
      parts.push(drawSharedFrame(caption, caption.shared, context, theme));
      continue;
    }
    const text = {
      x: caption.x + (caption.pile === null ? 0 : 6),
      y: caption.y + 13,
      'font-size': 12,
      'font-weight': 600,
    };
    if (caption.pile !== null) {
      const around = {
        ...rectOf(caption),
        rx: 8,
        fill: hue,
        'fill-opacity': 0.07,
        stroke: hue,
        'stroke-opacity': 0.45,
      };
      parts.push(svgElement('rect', around));
    }
    parts.push(svgText(caption.text, { ...text, fill: caption.pile === null ? theme.dim : theme.ink }));
  }
  return parts.join('');
}

/** Draws the frame around the cards that a neighbour shares; it continues across the wall, up to the neighbour. */
function drawSharedFrame(
  { x, y, width, height, text }: Caption,
  { lane, name, end }: SharedWith,
  { hues }: ViewContext,
  theme: SvgTheme,
): string {
  const hue = colourOfHue(laneHue(lane, hues), theme);
  const left = end === 'left' ? x - metrics.columnGap : x;
  const frame = { x: left, y, width: width + metrics.columnGap, height };
  const around = { ...frame, rx: 8, fill: hue, 'fill-opacity': 0.09, stroke: hue, 'stroke-opacity': 0.6 };
  const words = cutMiddle(text, Math.max(3, Math.floor((width - 16) / letters.detail)));
  return svgElement(
    'g',
    { 'data-shared-with': name },
    svgElement('rect', { ...around, 'stroke-width': 1.5 }) +
      svgText(words, { x: x + 8, y: y + 14, fill: hue, 'font-size': 12, 'font-weight': 600 }),
  );
}

/** Returns the attributes that identify the lane, as on the page. */
function identityOf({ kind, name, id }: SceneLane): Attributes {
  if (kind === 'network' || kind === 'bridge') return { 'data-network': name };
  return kind === 'unknown' ? { 'data-lane': id } : { 'data-place': kind };
}

/** Draws all lanes in scene order, after the outside and the wall. */
export function svgLanes(scene: DrawnScene, context: ViewContext, theme: SvgTheme): readonly string[] {
  const { outside, wall, lanes, sizes } = scene;
  return [
    svgElement('rect', {
      ...rectOf(outside),
      rx: 12,
      fill: theme.card,
      stroke: theme.line,
      'stroke-width': 1.5,
    }),
    svgText(outsideWords.title, {
      x: outside.x + outside.width / 2,
      y: outside.y + 22,
      fill: theme.ink,
      'font-size': 15,
      'font-weight': 700,
      'text-anchor': 'middle',
    }),
    svgText(outsideWords.detail, {
      x: outside.x + outside.width / 2,
      y: outside.y + 38,
      fill: theme.dim,
      'font-size': 12,
      'text-anchor': 'middle',
    }),
    svgText(wallWord, {
      x: wall.x + wall.width / 2,
      y: wall.y - 6,
      fill: theme.dim,
      'font-size': 12,
      'font-weight': 600,
      'text-anchor': 'middle',
    }),
    svgElement('rect', { ...rectOf(wall), fill: theme.wall }),
    ...lanes.map((lane) => svgElement('g', identityOf(lane), drawLane(lane, sizes.level, context, theme))),
  ];
}
