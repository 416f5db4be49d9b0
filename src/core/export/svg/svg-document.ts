// A drawn topology as one self-contained SVG: no script, no style sheet, nothing from elsewhere. Names and topology only,
// unless the texts of the files are asked for.

import { usualOf, usualText } from '../../describe/usual.ts';
import { cutMiddle, shortServiceNames } from '../../layout/cards/short-names.ts';
import { networkHues } from '../../layout/lanes/network-hues.ts';
import type { TrunkKind } from '../../layout/scene.ts';
import { paper } from '../../picture/medium.ts';
import type { NeedView } from '../../picture/need-view.ts';
import type { PictureOverlay } from '../../picture/overlays/overlay-shapes.ts';
import { escapedText, xmlText } from '../../quote/xml-text.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { type Gates, gatesOf } from '../../summary/gates.ts';
import { summaryOf } from '../../summary/summary.ts';
import { svgCards } from './svg-cards.ts';
import { fontFace, svgElement, svgRoot, svgText } from './svg-element.ts';
import { svgLanes } from './svg-lanes.ts';
import { svgLines, svgNeeds } from './svg-lines.ts';
import { svgFrames, svgOverlay, svgOverlayStrip } from './svg-overlay.ts';
import type { DrawnScene } from './svg-scene.ts';
import { type SvgTheme, type SvgThemeName, svgThemes, trunkDashes } from './svg-theme.ts';
import { svgWall } from './svg-wall.ts';

export interface SvgOptions {
  readonly title: string;
  readonly theme: SvgThemeName;
  /** Texts by file name, with which the SVG can be opened again; null leaves them out. */
  readonly texts: ReadonlyMap<string, string> | null;
  /** The page's typeface (WOFF2, in base64), so that the picture looks the same everywhere; without it the reader's own. */
  readonly font?: string | null;
  /** The selected card with its needs; absent for a picture at rest. */
  readonly looked?: NeedView | null;
  /** The overlay or the highlighted finding; absent for none. */
  readonly overlaid?: PictureOverlay | null;
  /** The logins in front of each service; for a stack, through its host's proxies. Without it, only the project's own files count. */
  readonly gates?: Gates | null;
}

const sentenceLetter = 7;

const margin = 24;
/** The height of the title and the sentence below it. */
const titleHeight = 66;
const legendHeight = 40;

/** Returns as many parts of the page's summary sentence as fit; empty above a partial picture. */
function sentenceOf({ cards, piles }: DrawnScene, analysis: Analysis, width: number): string {
  const drawn = cards.length + piles.reduce((sum, { members }) => sum + members.length, 0);
  if (drawn < analysis.topology.services.size) return '';
  const names = shortServiceNames(analysis.topology.services);
  const nameOf = (service: string): string => names.get(service) ?? service;
  const usual = usualText(usualOf(analysis));
  const parts = [...summaryOf(analysis, nameOf).map(({ text }) => text), ...(usual === null ? [] : [usual])];
  while (parts.length > 1 && parts.join(' · ').length * sentenceLetter > width) parts.pop();
  return parts.join(' · ');
}

/** Returns the scene as SVG, ending with a line feed. */
export function svgDocument(scene: DrawnScene, analysis: Analysis, options: SvgOptions): string {
  const { title, theme: name, texts, font = null, overlaid = null } = options;
  const looked = overlaid === null ? (options.looked ?? null) : null;
  const gates = options.gates === undefined ? analysis.ways && gatesOf(analysis.ways) : options.gates;
  const theme = svgThemes[name];
  const context = { analysis, hues: networkHues(scene), medium: paper, gates };
  const { bounds } = scene;
  const width = Math.ceil(Math.max(bounds.width, legendWidth(scene)) + 2 * margin);
  const sentence = sentenceOf(scene, analysis, width - 2 * margin);
  const strip = svgOverlayStrip(overlaid, theme, width - 2 * margin);
  const above = titleHeight + Math.ceil(strip.height);
  const height = Math.ceil(bounds.height + above + legendHeight + 2 * margin);
  const drawing = [
    ...svgLanes(scene, context, theme),
    ...svgNeeds(scene, analysis, theme, looked, overlaid),
    ...svgFrames(overlaid, theme),
    ...svgCards(scene, context, theme, { looked, overlaid }),
    // After the cards, since plugs are on their edges.
    ...svgLines(scene, context, theme, overlaid),
    ...svgWall(scene, analysis.reach, theme),
    ...svgOverlay(overlaid, theme),
    ...svgLegend(scene, theme, bounds.y + bounds.height + legendHeight),
  ];
  const networks = scene.lanes.filter(({ kind }) => kind === 'network');
  const active = scene.cards.filter(({ service }) => analysis.reach.facts.has(service)).length;
  const off = scene.cards.length - active;
  const lines = [
    `<title>${escapedText(title)}</title>`,
    `<desc>Services: ${active}${off === 0 ? '' : `, and ${off} inactive`}. Networks: ${networks.length}. Drawn by Bulkhead.</desc>`,
    ...(texts === null ? [] : [metadata(texts)]),
    svgElement('rect', { width, height, fill: theme.canvas }),
    ...(font === null ? [] : [svgElement('style', {}, fontFace(font))]),
    svgText(title, { x: margin, y: margin + 18, fill: theme.ink, 'font-size': 18, 'font-weight': 600 }),
    ...(sentence === ''
      ? []
      : [
          svgText(cutMiddle(sentence, Math.floor((width - 2 * margin) / sentenceLetter)), {
            x: margin,
            y: margin + 42,
            fill: theme.dim,
            'font-size': 14,
          }),
        ]),
    ...(strip.height === 0
      ? []
      : [
          svgElement(
            'g',
            { transform: `translate(${margin} ${margin + titleHeight - 12})` },
            strip.parts.join(''),
          ),
        ]),
    svgElement(
      'g',
      { transform: `translate(${margin - bounds.x} ${margin + above - bounds.y})` },
      `\n${drawing.join('\n')}\n`,
    ),
  ];
  return svgRoot(width, height, lines);
}

/** Returns the texts of the files as an element in a namespace of its own, for reopening. */
function metadata(texts: ReadonlyMap<string, string>): string {
  const files = [...texts].map(([name, text]) => svgElement('file', { name }, xmlText(text)));
  return svgElement(
    'metadata',
    {},
    svgElement('compose', { xmlns: 'urn:bulkhead:compose', version: 1 }, files.join('')),
  );
}

const trunkMeanings: { readonly [state in TrunkKind]: string } = {
  outside: 'published to the outside',
  host: 'published to this host only',
  unknown: 'published, exposure unknown',
  nowhere: 'published, reaches nothing',
  proxied: 'through a proxy (inferred)',
  every: 'every port it listens on',
};

const legendOrder: readonly TrunkKind[] = ['outside', 'proxied', 'host', 'unknown', 'nowhere', 'every'];
/** The width of a legend entry, in pixels. */
const legendStep = 230;

/** Draws the legend at `y`: the meaning of the scene's lines, in their colours. */
function svgLegend({ trunks, taps }: DrawnScene, theme: SvgTheme, y: number): readonly string[] {
  const present = new Set(trunks.map(({ kind }) => kind));
  const colours: { readonly [state in TrunkKind]: string } = {
    outside: theme.outside,
    proxied: theme.outside,
    every: theme.err,
    host: theme.dim,
    unknown: theme.dim,
    nowhere: theme.dim,
  };
  const entries = legendOrder
    .filter((state) => present.has(state))
    .map((state) => ({
      words: trunkMeanings[state],
      dashes: trunkDashes[state],
      colour: colours[state],
      plug: false,
    }));
  if (taps.length > 0) {
    const colour = theme.lanes[1] ?? theme.dim;
    entries.unshift({ words: 'member of a network (tap)', dashes: null, colour, plug: true });
  }
  return entries.flatMap(({ words, dashes, colour, plug }, index) => [
    svgElement('path', {
      d: `M${index * legendStep + 12} ${y} h28`,
      stroke: colour,
      'stroke-width': 3,
      ...(dashes === null ? {} : { 'stroke-dasharray': dashes }),
    }),
    ...(plug ? [svgElement('circle', { cx: index * legendStep + 40, cy: y, r: 5, fill: colour })] : []),
    svgText(words, { x: index * legendStep + 48, y: y + 4, fill: theme.dim, 'font-size': 12 }),
  ]);
}

/** Returns the width of the legend, in pixels. */
function legendWidth({ trunks, taps }: DrawnScene): number {
  return (new Set(trunks.map(({ kind }) => kind)).size + (taps.length > 0 ? 1 : 0)) * legendStep;
}
