// An overlay over an exported picture: its words in a strip below the sentence, its frames, lines and words on the picture.

import type { PictureOverlay, PlacedMark } from '../../picture/overlays/overlay-shapes.ts';
import type { Shade, Tone } from '../../picture/tones.ts';
import { escapedText } from '../../quote/xml-text.ts';
import { type Attributes, rectOf, svgElement, svgText } from './svg-element.ts';
import type { SvgTheme } from './svg-theme.ts';
import { shadeEdge, shadeOpacity, toneColour, toneDashes } from './tones.ts';

/** The line height and letter width of the strip, in pixels. */
const line = 20;
const letter = 6.7;
const sample = { width: 24, height: 10, gap: 6 } as const;
const between = 22;

/** Breaks words into lines of at most `most` letters. */
function inLines(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  let last = '';
  for (const word of text.split(' ')) {
    if (last !== '' && last.length + 1 + word.length > most) {
      lines.push(last);
      last = word;
    } else last = last === '' ? word : `${last} ${word}`;
  }
  return last === '' ? lines : [...lines, last];
}

interface Strip {
  readonly height: number;
  /** Elements, from the upper left corner of the strip. */
  readonly parts: readonly string[];
}

/** Returns an overlay's text: its title with the legend, and its sentences. */
export function svgOverlayStrip(overlaid: PictureOverlay | null, theme: SvgTheme, width: number): Strip {
  if (overlaid === null || overlaid.kind === null) return { height: 0, parts: [] };
  const { title, legend, notes } = overlaid;
  const parts = [svgText(title, { x: 0, y: 14, fill: theme.ink, 'font-size': 14, 'font-weight': 650 })];
  let x = Math.ceil(title.length * 8) + between;
  let y = 14;
  for (const { tone, words, count, shade } of legend) {
    const said = `${words} ${count}`;
    const wide = sample.width + sample.gap + Math.ceil(said.length * letter);
    if (x > 0 && x + wide > width) [x, y] = [0, y + line];
    const frame = { x, y: y - sample.height + 1, width: sample.width, height: sample.height, rx: 4 };
    parts.push(svgElement('rect', { ...frame, ...framed(tone, shade, theme) }));
    parts.push(svgText(said, { x: x + sample.width + sample.gap, y, fill: theme.ink, 'font-size': 12 }));
    x += wide + between;
  }
  for (const text of notes.flatMap((note) => inLines(note, Math.floor(width / letter)))) {
    y += line;
    parts.push(svgText(text, { x: 0, y, fill: theme.dim, 'font-size': 12 }));
  }
  return {
    height: y + line,
    parts: [svgElement('g', { 'data-overlay': overlaid.kind }, parts.join(''))],
  };
}

function framed(tone: Tone, shade: Shade | undefined, theme: SvgTheme): Attributes {
  const plain = tone === 'near' || tone === 'idle';
  const colour = toneColour(tone, theme);
  return {
    fill: plain ? 'none' : colour,
    'fill-opacity': plain ? 1 : shadeOpacity[shade ?? 0],
    stroke: colour,
    'stroke-width': tone === 'focus' ? 3 : shade !== undefined ? shadeEdge[shade] : plain ? 1.5 : 2,
    'stroke-linecap': 'round',
    ...toneDashes(tone, shade),
  };
}

/** Draws the frames around cards, below them. */
export function svgFrames(overlaid: PictureOverlay | null, theme: SvgTheme): readonly string[] {
  if (overlaid === null) return [];
  return overlaid.marks.map(({ rect, tone, shade }) => {
    const around = { x: rect.x - 1, y: rect.y - 1, width: rect.width + 2, height: rect.height + 2, rx: 9 };
    return svgElement('rect', { ...around, ...framed(tone, shade, theme), fill: 'none' });
  });
}

/** Draws the top layer: the veil, the tint of cards, lines and words. */
export function svgOverlay(overlaid: PictureOverlay | null, theme: SvgTheme): readonly string[] {
  if (overlaid === null) return [];
  const { veil, paths, marks, kind } = overlaid;
  return [
    ...(veil === ''
      ? []
      : [svgElement('path', { d: veil, fill: theme.canvas, 'fill-rule': 'nonzero', 'fill-opacity': 0.74 })]),
    ...(kind === null ? [] : marks.filter(({ boxed }) => !boxed)).map(({ rect, tone, shade }) =>
      svgElement('rect', { ...rectOf(rect), rx: 8, ...framed(tone, shade, theme), stroke: 'none' }),
    ),
    ...paths.map(({ tone, observed, lines, heads }) => {
      const colour = toneColour(tone, theme);
      const drawn = svgElement('path', {
        d: lines,
        fill: 'none',
        stroke: colour,
        'stroke-width': tone === 'idle' ? 1.2 : 2.2,
        'stroke-linecap': 'round',
        ...toneDashes(tone),
      });
      const identity: Attributes =
        observed === undefined
          ? {}
          : { 'data-observed': observed.observed, 'data-from': observed.from, 'data-to': observed.to };
      return svgElement('g', identity, drawn + svgElement('path', { d: heads, fill: colour }));
    }),
    ...marks.filter(({ word }) => word !== '').map((mark) => markLabel(mark, theme)),
  ];
}

/** Draws a word on a pill at the lower edge of its card, at most as wide as the card. */
function markLabel({ service, rect, tone, word }: PlacedMark, theme: SvgTheme): string {
  const most = Math.max(3, Math.floor((rect.width - 14) / letter));
  const shown = word.length > most ? `${word.slice(0, most - 1)}…` : word;
  const at = { x: rect.x - 3, y: rect.y + rect.height - 6.5 };
  const pill = svgElement('rect', {
    ...at,
    width: Math.ceil(shown.length * letter + 14),
    height: 19,
    rx: 9.5,
    fill: theme.card,
    stroke: toneColour(tone, theme),
    'stroke-width': 1.5,
  });
  const text = svgText(shown, {
    x: at.x + 7,
    y: at.y + 13.5,
    fill: theme.ink,
    'font-size': 12,
    'font-weight': 600,
  });
  const title = shown === word ? '' : `<title>${escapedText(word)}</title>`;
  return svgElement('g', { 'data-mark': service, 'data-tone': tone }, title + pill + text);
}

/** Returns the opacity of taps, trunks and needs under an overlay; 1 is full. */
export function opacityUnder(overlaid: PictureOverlay | null, what: 'tap' | 'trunk' | 'need'): number {
  if (overlaid === null) return 1;
  if (what === 'trunk' && overlaid.kind === 'outside-in') return 1;
  return what === 'need' && overlaid.kind === 'needs' ? 0.7 : 0.2;
}
