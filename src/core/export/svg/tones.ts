// The colours and dashes of tones in a picture: those of the page's style sheets.

import type { Shade, Tone } from '../../picture/tones.ts';
import type { SvgTheme } from './svg-theme.ts';

/** The opacity of a tone over a card by shade; a mark without one has 0. */
export const shadeOpacity = [0.07, 0.05, 0.1, 0.18, 0.32] as const;

/** The width of a frame by shade, so that hops and waves are told apart in grey. */
export const shadeEdge = { 1: 1.5, 2: 2, 3: 2.5, 4: 3.5 } as const;

const colours: { readonly [tone in Tone]: Exclude<keyof SvgTheme, 'lanes'> } = {
  focus: 'ink',
  good: 'ok',
  full: 'accent',
  incoming: 'accent',
  part: 'accent',
  near: 'line-strong',
  open: 'outside',
  bad: 'err',
  unknown: 'dim',
  idle: 'line-strong',
};

const dashes: { readonly [tone in Tone]?: string } = {
  part: '9 4',
  near: '5 4',
  unknown: '1 4',
  idle: '2 7',
};

export function toneColour(tone: Tone, theme: SvgTheme): string {
  return theme[colours[tone]];
}

/** Returns the dashes of a tone as an attribute, of the weakest shade its own; empty for a solid line. */
export function toneDashes(tone: Tone, shade?: Shade): { readonly 'stroke-dasharray'?: string } {
  const own = shade === 1 ? '6 4' : dashes[tone];
  return own === undefined ? {} : { 'stroke-dasharray': own };
}
