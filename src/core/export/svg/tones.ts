// The colours and dashes of tones in a picture: those of the page's style sheets.

import type { Tone } from '../../picture/tones.ts';
import type { SvgTheme } from './svg-theme.ts';

/** The opacity of a tone over a card by shade; a mark without one has 0. */
export const shadeOpacity = [0.07, 0.05, 0.1, 0.16, 0.24] as const;

const colours: { readonly [tone in Tone]: Exclude<keyof SvgTheme, 'lanes'> } = {
  focus: 'ink',
  good: 'ok',
  full: 'accent',
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

/** Returns the dashes of a tone as an attribute; empty for a solid line. */
export function toneDashes(tone: Tone): { readonly 'stroke-dasharray'?: string } {
  const own = dashes[tone];
  return own === undefined ? {} : { 'stroke-dasharray': own };
}
