// What the palette lists, in order.

/** The kinds of palette items (`data-palette`), part of the page's contract. */
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
  'template-sandbox',
] as const;

export type PaletteKind = (typeof paletteKinds)[number];

/** A palette item; `hint` is its second line. */
export interface PaletteItem {
  readonly kind: PaletteKind;
  readonly label: string;
  readonly hint: string;
  readonly group: 'Containers' | 'Sidecars' | 'Networks' | 'Templates';
}

export const paletteItems: readonly PaletteItem[] = [
  { kind: 'proxy', label: 'Reverse proxy', hint: '443', group: 'Containers' },
  { kind: 'web', label: 'Web server', hint: '', group: 'Containers' },
  { kind: 'app', label: 'Application', hint: '', group: 'Containers' },
  { kind: 'worker', label: 'Worker', hint: '', group: 'Containers' },
  { kind: 'database', label: 'Database', hint: '', group: 'Containers' },
  { kind: 'cache', label: 'Cache', hint: '', group: 'Containers' },
  { kind: 'log-tail', label: 'Log tail', hint: 'closed', group: 'Sidecars' },
  { kind: 'hardware', label: 'Hardware', hint: 'closed', group: 'Sidecars' },
  { kind: 'monitor', label: 'Monitor', hint: 'joined', group: 'Sidecars' },
  { kind: 'network', label: 'Bridge', hint: '', group: 'Networks' },
  { kind: 'internal-network', label: 'Internal', hint: 'no way out', group: 'Networks' },
  { kind: 'template-front-mid-back', label: 'front / mid / back', hint: '', group: 'Templates' },
  { kind: 'template-sandbox', label: 'Agent sandbox', hint: '', group: 'Templates' },
];
