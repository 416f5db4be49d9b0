/** The kinds of the palette (`data-palette`); part of the page's contract. */
export const paletteKinds = [
  'web',
  'app',
  'worker',
  'database',
  'cache',
  'proxy',
  'log-tail',
  'hardware',
  'monitor',
  'network',
  'internal-network',
  'template-front-mid-back',
] as const;

export type PaletteKind = (typeof paletteKinds)[number];
