// How marks and lines of an overlay look in a picture: the colours and dashes that the page's style sheets have.

import type { SvgTheme } from './svg-theme.ts';

/**
 * How a mark or a line looks. Each tone has a line style and each mark a word: colour never carries a meaning alone. `focus` is what was
 * asked about; `good` and `bad` are verdicts, and what lets somebody in is never `good`; `open` answers the outside; `full` holds as a
 * whole and `part` in part, both without a verdict; `near` is half dimmed, `idle` fully.
 */
export type Tone = 'focus' | 'good' | 'full' | 'part' | 'near' | 'open' | 'bad' | 'unknown' | 'idle';

/** How strongly a card is coloured, 4 most. */
export type Shade = 1 | 2 | 3 | 4;

/** How much of a tone's colour lies over a card, by shade; 0 where a mark has none. */
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

/** The dashes of a tone as an attribute; none for a solid line. */
export function toneDashes(tone: Tone): { readonly 'stroke-dasharray'?: string } {
  const own = dashes[tone];
  return own === undefined ? {} : { 'stroke-dasharray': own };
}
