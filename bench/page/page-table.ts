// The table of the page's bench.

import type { Motions, PageBytes, SizeResults } from './page-results.ts';

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const perSecond = (value: number): string => `${value.toFixed(1)} fps`;

const motions = (where: string, of: (results: SizeResults) => Motions) =>
  (['pan', 'zoom', 'drag'] as const).map(
    (motion) => [`${motion}, ${where}`, (results: SizeResults) => perSecond(of(results)[motion])] as const,
  );

const rows: readonly (readonly [string, (results: SizeResults) => string])[] = [
  ['drop to first card', ({ firstCard }) => ms(firstCard)],
  ['drop to settled', ({ settled }) => ms(settled)],
  ['longest task of it', ({ longestTask }) => ms(longestTask)],
  ['cards of one change', ({ cardsRendered }) => String(cardsRendered)],
  ['change to picture', ({ change }) => ms(change.toPicture)],
  ['longest task of that', ({ change }) => ms(change.longestTask)],
  ...motions('zoomed in', ({ zoomedIn }) => zoomedIn),
  ...motions('all visible', ({ allVisible }) => allVisible),
  ['key to text', ({ typing }) => ms(typing.toText)],
  ['key to picture', ({ typing }) => ms(typing.toPicture)],
  ['longest task typing', ({ typing }) => ms(typing.longestTask)],
];

/** Returns a table with a row for each measure and a column for each number of services; the bytes stand below. */
export function pageTable(sizes: ReadonlyMap<number, SizeResults>, bytes: PageBytes): string {
  const header = ['', ...[...sizes.keys()].map((size) => `${size} services`)];
  const body = rows.map(([name, text]) => [name, ...[...sizes.values()].map(text)]);
  const lines = [header, ...body].map((row) => row.map(pad).join(''));
  const { page, worker, styles, fonts, requests } = bytes;
  const first = page + styles + fonts;
  const parts = `scripts ${page} B, style sheets ${styles} B, font ${fonts} B; thread ${worker} B`;
  const fetched = `first screen, gzip: ${first} B in ${requests} requests (${parts})`;
  return `${[...lines, fetched].join('\n')}\n`;
}

function pad(text: string, column: number): string {
  return column === 0 ? text.padEnd(22) : text.padStart(16);
}
