// A map as one self-contained SVG: the scene that the page draws, all bands folded. Names and topology only.

import { cutMiddle } from '../../layout/cards/short-names.ts';
import { stationText, wayTextWithin } from '../../map/band-words.ts';
import {
  type HostScene,
  hostMetrics,
  mainWay,
  railHues,
  type SceneBand,
  wholeScene,
} from '../../map/host-scene.ts';
import type { MapPicture } from '../../map/map-picture.ts';
import type { BandWay } from '../../map/stack-band.ts';
import { escapedText } from '../../quote/xml-text.ts';
import { type Attributes, fontFace, svgElement, svgRoot, svgText } from './svg-element.ts';
import { routerRow, routerWall } from './svg-router.ts';
import { colourOfHue, type SvgTheme, type SvgThemeName, svgThemes } from './svg-theme.ts';

export interface MapSvgOptions {
  readonly title: string;
  readonly theme: SvgThemeName;
  /** The page's typeface (WOFF2, in base64); without it the reader's own. */
  readonly font?: string | null;
}

const room = { width: 1360, height: 760 } as const;
const margin = 24;
const titleHeight = 66;
const nameLetters = 22;
const letter = 7.2;

/** The words of a map: its headline, what it holds, and the attributes by which programs find its parts. */
export interface MapWords {
  readonly sentence: string;
  readonly description: string;
  /** Returns the attributes of a band, and of a station on it. */
  readonly bandMarks: (stack: string) => Attributes;
  readonly stationMarks: (stack: string, network: string) => Attributes;
}

/** Returns a map as SVG, ending with a line feed. */
export function mapSvg(
  picture: MapPicture,
  words: MapWords,
  { title, theme: name, font = null }: MapSvgOptions,
): string {
  const theme = svgThemes[name];
  const scene = wholeScene(picture, room);
  const hues = railHues(picture);
  const colourOf = (network: string): string => colourOfHue(hues.get(network) ?? 0, theme);
  const width = Math.ceil(scene.width + 2 * margin);
  const bottom = scene.outside.y + scene.outside.height + hostMetrics.margin;
  const height = Math.ceil(bottom + titleHeight + 2 * margin);
  const drawing = [
    ...places(scene, picture.titles, theme),
    ...scene.routers.map((place) => routerWall(place, theme)),
    ...scene.rails.map(({ rail, x, top, last }) =>
      svgElement('path', {
        d: `M${x} ${top}V${last}`,
        fill: 'none',
        stroke: colourOf(rail.network),
        'stroke-width': 6,
        'stroke-linecap': 'round',
        ...(rail.dead ? { 'stroke-dasharray': '1 9' } : {}),
      }),
    ),
    ...scene.rails.map(({ rail, x, top }) => {
      const name = svgText(cutMiddle(rail.label, hostMetrics.railLetters), {
        x,
        y: top - 8,
        fill: colourOf(rail.network),
        'font-weight': 600,
        transform: `rotate(${-scene.slant} ${x} ${top - 8})`,
      });
      const tooltip = `<title>${escapedText(rail.words)}</title>`;
      return svgElement('g', { 'data-line': rail.network }, `${tooltip}${name}`);
    }),
    ...(scene.deadX === null
      ? []
      : [
          svgText('not in these files', {
            x: scene.deadX,
            y: scene.head - 20,
            fill: theme.dim,
            'font-size': 11,
            transform: `rotate(${-scene.slant} ${scene.deadX} ${scene.head - 20})`,
          }),
        ]),
    ...scene.routers.map((place) => routerRow(place, scene, theme, colourOf)),
    ...scene.bands.map((place) =>
      svgElement(
        'g',
        words.bandMarks(place.band.stack),
        bandOf(place, scene, theme, colourOf, words).join(''),
      ),
    ),
  ];
  const parts = [
    `<title>${escapedText(title)}</title>`,
    `<desc>${escapedText(words.description)} Drawn by Bulkhead.</desc>`,
    svgElement('rect', { width, height, fill: theme.canvas }),
    ...(font === null ? [] : [svgElement('style', {}, fontFace(font))]),
    svgText(title, { x: margin, y: margin + 18, fill: theme.ink, 'font-size': 18, 'font-weight': 600 }),
    svgText(words.sentence, { x: margin, y: margin + 42, fill: theme.dim }),
    svgElement(
      'g',
      { transform: `translate(${margin} ${margin + titleHeight})` },
      `\n${drawing.join('\n')}\n`,
    ),
  ];
  return svgRoot(width, height, parts);
}

function places(
  { outside, wall }: HostScene,
  titles: MapPicture['titles'],
  theme: SvgTheme,
): readonly string[] {
  return [
    svgElement('rect', { ...outside, rx: 12, fill: theme.card, stroke: theme.line, 'stroke-width': 1.5 }),
    svgText(titles.outside, {
      x: outside.x + outside.width / 2,
      y: outside.y + 20,
      fill: theme.ink,
      'font-weight': 600,
      'text-anchor': 'middle',
    }),
    ...(titles.wall === null
      ? []
      : [
          svgElement('rect', { ...wall, rx: 5, fill: theme.wall }),
          svgText(titles.wall, {
            x: wall.x + wall.width / 2,
            y: wall.y - 5,
            fill: theme.dim,
            'font-size': 11,
            'text-anchor': 'middle',
          }),
        ]),
  ];
}

function colourOfWay({ tone }: BandWay, theme: SvgTheme): string {
  switch (tone) {
    case 'danger':
      return theme.err;
    case 'outside':
      return theme.outside;
    default:
      return theme.dim;
  }
}

/** Returns the line from the outside, or from the wall, with its ports. */
function wayIn({ band, rect, middle }: SceneBand, scene: HostScene, theme: SvgTheme): readonly string[] {
  const way = mainWay(band);
  if (way === null) return [];
  const { outside, wall } = scene;
  const colour = colourOfWay(way, theme);
  const from = way.kind === 'host' ? wall.x + wall.width : outside.x + outside.width;
  const dashes = way.kind === 'host' ? '4 5' : way.kind === 'unknown' ? '1 6' : null;
  const line = svgElement('path', {
    d: `M${from} ${middle}H${rect.x}`,
    fill: 'none',
    stroke: colour,
    'stroke-width': way.kind === 'host' ? 2 : 3.5,
    'stroke-linecap': 'round',
    ...(dashes === null ? {} : { 'stroke-dasharray': dashes }),
  });
  if (way.kind === 'host') return [line];
  const title = cutMiddle(way.title, Math.floor((outside.width - 24) / letter));
  const words = svgText(way.tone === 'danger' ? `▲ ${title}` : title, {
    x: outside.x + 10,
    y: middle + 4,
    fill: colour,
    'font-weight': 600,
  });
  return [line, words];
}

function bandOf(
  place: SceneBand,
  scene: HostScene,
  theme: SvgTheme,
  colourOf: (network: string) => string,
  { stationMarks }: MapWords,
): readonly string[] {
  const { band, rect, middle, stations } = place;
  const { columns } = scene;
  const y = middle + 4.5;
  const quiet = { y, fill: theme.dim };
  const parts = [
    `<title>${escapedText(bandText(place))}</title>`,
    ...wayIn(place, scene, theme),
    svgElement('rect', {
      ...rect,
      x: columns.lines,
      width: rect.x + rect.width - columns.lines,
      rx: 8,
      fill: theme.card,
      'fill-opacity': 0.88,
    }),
    svgElement('rect', { ...rect, rx: 8, fill: 'none', stroke: theme.line }),
    ...stations.map(({ network, x, dead }) =>
      svgElement('circle', {
        ...stationMarks(band.stack, network),
        cx: x,
        cy: middle,
        r: Math.min(8, rect.height / 2 - 3),
        fill: theme.card,
        stroke: colourOf(network),
        'stroke-width': 4,
        ...(dead ? { 'stroke-dasharray': '3 3' } : {}),
      }),
    ),
    ...stations
      .filter(({ note }) => note !== '')
      .map(({ note, x }) =>
        svgText(note, {
          x: x + 11,
          y: middle + 3.5,
          fill: theme.dim,
          'font-size': 10,
        }),
      ),
    svgText(cutMiddle(band.stack, nameLetters), { x: columns.name, y, fill: theme.ink, 'font-weight': 600 }),
  ];
  if (band.problem !== null) {
    const { file, line } = band.problem;
    parts.push(svgText(`cannot be read: ${file}, line ${line}`, { x: columns.count, y, fill: theme.err }));
    return parts;
  }
  if (columns.ways > columns.count) parts.push(svgText(band.contents, { x: columns.count, ...quiet }));
  const [first] = band.ways;
  if (first !== undefined) {
    const fits = Math.floor((columns.rooms - columns.ways - 12) / letter);
    parts.push(
      svgText(wayTextWithin(band.ways, fits), {
        x: columns.ways,
        y,
        fill: first.kind === 'proxied' ? theme.outside : colourOfWay(first, theme),
      }),
    );
  }
  const rooms = band.rooms.map(({ words }) => words).join(' · ');
  const fits = Math.floor((columns.end - columns.rooms - 90) / letter);
  if (rooms !== '') parts.push(svgText(cutMiddle(rooms, fits), { x: columns.rooms, ...quiet }));
  const { error, warning } = band.counts;
  const found = [
    ...(error > 0 ? [`${error} ${error === 1 ? 'error' : 'errors'}`] : []),
    ...(warning > 0 ? [`${warning} ${warning === 1 ? 'warning' : 'warnings'}`] : []),
  ].join(', ');
  if (found !== '')
    parts.push(
      svgText(found, {
        x: columns.end - 12,
        y,
        fill: error > 0 ? theme.err : theme.outside,
        'font-size': 11,
        'font-weight': 600,
        'text-anchor': 'end',
      }),
    );
  return parts;
}

function bandText({ band, stations }: SceneBand): string {
  return [`${band.stack}: ${band.services.join(', ')}`, ...stations.map(stationText)].join('; ');
}
