// The colours and dashes of a picture that leaves the page. The colours are those of `page/ui/tokens.css`; a test holds them together.

import type { TrunkKind } from '../../layout/scene.ts';
import type { Hue } from '../../picture/hues.ts';
import type { TrunkTone } from '../../picture/trunk-text.ts';

export interface SvgTheme {
  readonly canvas: string;
  readonly card: string;
  readonly ink: string;
  readonly dim: string;
  readonly line: string;
  readonly 'line-strong': string;
  readonly wall: string;
  readonly err: string;
  readonly ok: string;
  /** The colour of the selection. */
  readonly accent: string;
  readonly open: string;
  readonly outside: string;
  readonly closed: string;
  /** Lane colours by hue: the default network first, then from the outermost to the innermost. */
  readonly lanes: readonly string[];
}

const light: SvgTheme = {
  canvas: '#eef1f5',
  card: '#ffffff',
  ink: '#16202c',
  dim: '#52606f',
  line: '#d5dbe3',
  'line-strong': '#7d8a9a',
  wall: '#3b4756',
  err: '#b8152f',
  ok: '#12702f',
  accent: '#1f5bd8',
  open: '#b13c0b',
  outside: '#a35200',
  closed: '#52606f',
  lanes: ['#5a6675', '#0b6e62', '#0b6b78', '#0d6a92', '#1462b5', '#1f5bd8', '#4b4fdc', '#7443dd', '#8a39c0'],
};

const dark: SvgTheme = {
  canvas: '#121922',
  card: '#1c2633',
  ink: '#e6ebf2',
  dim: '#9caabb',
  line: '#2a3544',
  'line-strong': '#6d7d90',
  wall: '#8796a8',
  err: '#ff8a9d',
  ok: '#66d391',
  accent: '#7aa7ff',
  open: '#ff9166',
  outside: '#f3b35b',
  closed: '#9caabb',
  lanes: ['#9caabb', '#41c9b4', '#4fc8d0', '#62c3ea', '#6cb5f5', '#7aa7ff', '#97a0ff', '#b79cff', '#d09af5'],
};

/** Colours inherited from the surrounding document, defined by `themeProperties`. */
const inherited: SvgTheme = {
  canvas: 'var(--canvas)',
  card: 'var(--card)',
  ink: 'var(--ink)',
  dim: 'var(--dim)',
  line: 'var(--line)',
  'line-strong': 'var(--line-strong)',
  wall: 'var(--wall)',
  err: 'var(--err)',
  ok: 'var(--ok)',
  accent: 'var(--accent)',
  open: 'var(--open)',
  outside: 'var(--outside)',
  closed: 'var(--closed)',
  lanes: light.lanes.map((_, hue) => `var(--lane-${hue})`),
};

export type SvgThemeName = 'light' | 'dark' | 'inherited';

export const svgThemes: { readonly [name in SvgThemeName]: SvgTheme } = { light, dark, inherited };

/** Returns the colour of a hue. */
export function colourOfHue(hue: Hue, theme: SvgTheme): string {
  return typeof hue === 'number' ? (theme.lanes[hue] ?? theme.closed) : theme[hue];
}

/** Returns a theme's colours as CSS properties, for pictures that inherit them. */
export function themeProperties({ lanes, ...colours }: SvgTheme): string {
  const named = Object.entries(colours).map(([name, colour]) => `--${name}:${colour}`);
  return [...named, ...lanes.map((colour, hue) => `--lane-${hue}:${colour}`)].join(';');
}

/** Dashes that carry the meaning beside the colour (WCAG 1.4.1). */
export const trunkDashes: { readonly [state in TrunkKind]: string | null } = {
  outside: null,
  every: null,
  host: '5 4',
  unknown: '2 4',
  nowhere: '3 5',
  proxied: '8 3 2 3',
};

/** Returns the colour of a way in with this tone. */
export function colourOfWay(tone: TrunkTone, theme: SvgTheme): string {
  switch (tone) {
    case 'danger':
      return theme.err;
    case 'outside':
      return theme.outside;
    case 'host':
    case 'dead':
    case 'unknown':
      return theme.dim;
  }
}
