// What the firewall of a known machine makes of what passes the host's wall.

import { shieldIcons } from '../../images/shield-icons.ts';
import { firewallTitle, type GateState } from '../../machine/wall.ts';
import { knownWall, stoppedMarks, type WallMark, wallLabel } from '../../picture/wall-marks.ts';
import { escapedText } from '../../quote/xml-text.ts';
import type { Reach } from '../../reach/reach-model.ts';
import { svgElement, svgText } from './svg-element.ts';
import { svgIcon } from './svg-icon.ts';
import type { DrawnScene } from './svg-scene.ts';
import type { SvgTheme } from './svg-theme.ts';

const colours: { readonly [state in GateState]: 'ok' | 'accent' | 'err' | 'dim' } = {
  stopped: 'ok',
  'in-part': 'accent',
  against: 'err',
  unknown: 'dim',
};
const dashes: { readonly [state in GateState]?: string } = { against: '4 2', unknown: '1 2' };

/** The letter width of the firewall's name, in pixels. */
const letter = 6.7;

/** Draws the firewall's name at the wall, a shield where it decides, and the connections it stops; empty without a known machine. */
export function svgWall(scene: DrawnScene, reach: Reach, theme: SvgTheme): readonly string[] {
  const known = knownWall(reach, scene);
  if (known === null) return [];
  const { wall, outside } = scene;
  const edge = outside.x + outside.width;
  const word = wallLabel(known.machine);
  const width = Math.ceil(word.length * letter + 12);
  const middle = wall.x + wall.width / 2;
  const bottom = wall.y + wall.height;
  const name = [
    svgElement('rect', {
      x: middle - width / 2,
      y: bottom - 19,
      width,
      height: 19,
      rx: 9.5,
      fill: theme.card,
      stroke: theme['line-strong'],
    }),
    svgText(word, { x: middle, y: bottom - 5.5, fill: theme.dim, 'font-size': 12, 'text-anchor': 'middle' }),
  ];
  return [
    svgElement('g', { 'data-wall': firewallTitle(known.machine) }, name.join('')),
    ...stoppedMarks(known).map(({ at, ports }) => {
      const path = svgElement('path', {
        d: `M${edge} ${at.y}H${at.x}`,
        fill: 'none',
        stroke: theme.ok,
        'stroke-width': 2,
        'stroke-dasharray': '3 3',
      });
      const text = svgText(ports ?? '', {
        x: (edge + at.x - 9) / 2,
        y: at.y - 4,
        fill: theme.ok,
        'font-size': 11,
        'text-anchor': 'middle',
        'text-decoration': 'line-through',
      });
      return svgElement('g', {}, path + text);
    }),
    ...known.marks.map((mark) => shield(mark, theme)),
  ];
}

function shield({ service, state, text, at }: WallMark, theme: SvgTheme): string {
  const colour = theme[colours[state]];
  const own = dashes[state];
  const disc = svgElement('circle', {
    cx: at.x,
    cy: at.y,
    r: 9,
    fill: theme.card,
    stroke: colour,
    'stroke-width': 1.5,
    ...(own === undefined ? {} : { 'stroke-dasharray': own }),
  });
  const sign = svgIcon(shieldIcons[state], { x: at.x - 6, y: at.y - 6, side: 12 }, colour);
  const title = `<title>${escapedText(text)}</title>`;
  return svgElement('g', { 'data-firewall': state, 'data-firewall-of': service }, title + disc + sign);
}
