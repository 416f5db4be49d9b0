// A router of a map as SVG: its wall before the machines behind it, and its row with its addresses and forwards.

import { cutMiddle } from '../../layout/cards/short-names.ts';
import type { HostScene, SceneRouter } from '../../map/host-scene.ts';
import type { MapForward } from '../../map/map-picture.ts';
import { escapedText } from '../../quote/xml-text.ts';
import { svgElement, svgText } from './svg-element.ts';
import type { SvgTheme } from './svg-theme.ts';

const nameLetters = 22;
const letter = 6.8;

/** Returns the wall of a router. */
export function routerWall({ wall }: SceneRouter, theme: SvgTheme): string {
  return svgElement('rect', { ...wall, rx: 5, fill: theme.wall });
}

/** Returns the row of a router, with the line from the outside to its address there. */
export function routerRow(
  { router, rect, middle, stations, wall }: SceneRouter,
  { columns, outside, rails }: HostScene,
  theme: SvgTheme,
  colourOf: (network: string) => string,
): string {
  const y = middle + 4.5;
  const half = Math.min(7, rect.height / 2 - 3);
  const [outer] = stations.filter(({ network }) => !router.inside.includes(network));
  const right = outside.x + outside.width;
  const parts = [
    `<title>${escapedText(router.words)}</title>`,
    ...(outer === undefined
      ? []
      : [
          svgElement('path', {
            d: `M${right} ${middle}H${wall.x}`,
            stroke: theme.wall,
            'stroke-width': 3.5,
            'stroke-linecap': 'round',
          }),
          svgText(cutMiddle(outer.members[0] ?? '', Math.floor((outside.width - 24) / letter)), {
            x: outside.x + 10,
            y,
            fill: theme.dim,
          }),
        ]),
    svgElement('rect', {
      ...rect,
      x: columns.lines,
      width: rect.x + rect.width - columns.lines,
      rx: 8,
      fill: theme.card,
      'fill-opacity': 0.88,
    }),
    svgElement('rect', { ...rect, rx: 8, fill: 'none', stroke: theme.wall, 'stroke-width': 1.5 }),
    svgElement('rect', {
      ...{ x: wall.x, y: rect.y, height: rect.height, rx: 5 },
      width: wall.width,
      fill: theme.wall,
    }),
    ...stations
      .filter(({ network }) => rails.some(({ rail }) => rail.network === network))
      .map(({ network, x }) =>
        svgElement('rect', {
          ...{ x: x - half, y: middle - half, width: 2 * half, height: 2 * half },
          fill: theme.card,
          stroke: colourOf(network),
          'stroke-width': 4,
          'data-router-address': `${router.name} ${network}`,
        }),
      ),
    svgText(cutMiddle(router.name, nameLetters), { x: columns.name, y, fill: theme.ink, 'font-weight': 600 }),
    ...(columns.ways > columns.count ? [svgText('router', { x: columns.count, y, fill: theme.dim })] : []),
    forwardsText(router.forwards, columns.ways, y, columns.end - columns.ways - 24, theme),
  ];
  return svgElement('g', { 'data-router': router.name }, parts.join(''));
}

function forwardsText(
  forwards: readonly MapForward[],
  x: number,
  y: number,
  width: number,
  theme: SvgTheme,
): string {
  if (forwards.length === 0) return svgText('forwards nothing', { x, y, fill: theme.dim });
  let room = Math.floor(width / letter) - 10;
  const shown: string[] = [];
  for (const { port, to, answers, limited, words } of forwards) {
    const text = `${answers === false ? '▲ ' : ''}${port} → ${to}${limited ? ', limited' : ''}`;
    room -= text.length + 3;
    if (room < 0 && shown.length > 0) break;
    const colour = answers === true ? theme.outside : answers === false ? theme.err : theme.dim;
    const gap = shown.length === 0 ? {} : { dx: 18 };
    shown.push(
      svgElement(
        'tspan',
        { ...gap, fill: colour, 'data-forward': port },
        `<title>${escapedText(words)}</title>${escapedText(text)}`,
      ),
    );
  }
  const rest = forwards.length - shown.length;
  const more = rest > 0 ? svgElement('tspan', { dx: 18, fill: theme.dim }, `and ${rest} more`) : '';
  return svgElement('text', { x, y, 'font-weight': 600 }, `${shown.join('')}${more}`);
}
