// A drawn topology as one self-contained SVG: no script, no style sheet, nothing from elsewhere. Names and topology only,
// unless the texts of the files are asked for.

import type { Analysis } from '../../analysis/analyze.ts';
import { networkHues } from '../../layout/lanes/network-hues.ts';
import { svgCards } from './svg-cards.ts';
import { svgElement, svgRoot, svgText, xmlText, xmlWords } from './svg-element.ts';
import { svgLanes } from './svg-lanes.ts';
import { legendWidth, svgLegend } from './svg-legend.ts';
import { svgLines, svgNeeds } from './svg-lines.ts';
import type { DrawnScene } from './svg-scene.ts';
import { type SvgThemeName, svgThemes } from './svg-theme.ts';

export interface SvgOptions {
  readonly title: string;
  readonly theme: SvgThemeName;
  /** Texts by file name, so that the SVG opens again; null keeps them out. */
  readonly texts: ReadonlyMap<string, string> | null;
}

const margin = 24;
const titleHeight = 44;
const legendHeight = 40;

/** The scene as SVG, ending with a line feed. */
export function svgDocument(scene: DrawnScene, analysis: Analysis, options: SvgOptions): string {
  const { title, theme: name, texts } = options;
  const theme = svgThemes[name];
  const hues = networkHues(analysis.topology.networks.keys());
  const networkOf = new Map(scene.lanes.map((lane) => [lane.id, lane]));
  const hueOf = (id: string): string => {
    const lane = networkOf.get(id);
    if (lane?.kind === 'host') return theme.open;
    if (lane?.kind !== 'network') return theme.closed;
    return theme.nets[(hues.get(lane.name) ?? 1) - 1] ?? theme.closed;
  };
  const { bounds } = scene;
  const width = Math.ceil(Math.max(bounds.width, legendWidth(scene)) + 2 * margin);
  const height = Math.ceil(bounds.height + titleHeight + legendHeight + 2 * margin);
  const drawing = [
    ...svgLanes(scene, analysis.topology, theme, hueOf),
    ...svgNeeds(scene, analysis, theme),
    ...svgCards(scene, analysis, theme, hueOf),
    // Plugs sit on the edges of cards.
    ...svgLines(scene, analysis, theme, hueOf),
    ...svgLegend(scene, theme, bounds.y + bounds.height + legendHeight),
  ];
  const networks = scene.lanes.filter(({ kind }) => kind === 'network');
  const lines = [
    `<title>${xmlWords(title)}</title>`,
    `<desc>Services: ${scene.cards.length}. Networks: ${networks.length}. Drawn by Bulkhead.</desc>`,
    ...(texts === null ? [] : [metadata(texts)]),
    svgElement('rect', { width, height, fill: theme.canvas }),
    svgText(title, { x: margin, y: margin + 18, fill: theme.ink, 'font-size': 18, 'font-weight': 600 }),
    svgElement(
      'g',
      { transform: `translate(${margin - bounds.x} ${margin + titleHeight - bounds.y})` },
      `\n${drawing.join('\n')}\n`,
    ),
  ];
  return svgRoot(width, height, lines);
}

/** The files, found again by their name space. */
function metadata(texts: ReadonlyMap<string, string>): string {
  const files = [...texts].map(([name, text]) => svgElement('file', { name }, xmlText(text)));
  return svgElement(
    'metadata',
    {},
    svgElement('compose', { xmlns: 'urn:bulkhead:compose', version: 1 }, files.join('')),
  );
}
