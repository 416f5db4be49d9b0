// The table of the page's bench.

import type { Motions, PageBytes, SizeResults } from './page-results.ts';

/** Milliseconds, with their ratio to a bare parse. */
const ms = (value: number, parse: number): string => `${value.toFixed(0)} ms ${(value / parse).toFixed(2)}`;
const perSecond = (value: number): string => `${value.toFixed(1)} fps`;

const motions = (where: string, of: (results: SizeResults) => Motions) =>
  (['pan', 'zoom', 'drag'] as const).map(
    (motion) => [`${motion}, ${where}`, (results: SizeResults) => perSecond(of(results)[motion])] as const,
  );

const rows: readonly (readonly [string, (results: SizeResults, parse: number) => string])[] = [
  ['drop to first card', ({ firstCard }, parse) => ms(firstCard, parse)],
  ['drop to settled', ({ settled }, parse) => ms(settled, parse)],
  ['longest task of it', ({ longestTask }, parse) => ms(longestTask, parse)],
  ['cards of one change', ({ cardsRendered }) => String(cardsRendered)],
  ['change to picture', ({ change }, parse) => ms(change.toPicture, parse)],
  ['longest task of that', ({ change }, parse) => ms(change.longestTask, parse)],
  ['pan, empty canvas', ({ empty }) => perSecond(empty.pan)],
  ['zoom, empty canvas', ({ empty }) => perSecond(empty.zoom)],
  ...motions('zoomed in', ({ zoomedIn }) => zoomedIn),
  ...motions('all visible', ({ allVisible }) => allVisible),
  ['key to text', ({ typing }, parse) => ms(typing.toText, parse)],
  ['key to picture', ({ typing }, parse) => ms(typing.toPicture, parse)],
  ['longest task typing', ({ typing }, parse) => ms(typing.longestTask, parse)],
];

/**
 * Returns a table with a row for each measure and a column for each number of services; times with their ratio to `parse`, a bare parse of
 * 1,000 services. The bytes stand below.
 */
export function pageTable(sizes: ReadonlyMap<number, SizeResults>, bytes: PageBytes, parse: number): string {
  const header = ['', ...[...sizes.keys()].map((size) => `${size} services`)];
  const body = rows.map(([name, text]) => [
    name,
    ...[...sizes.values()].map((results) => text(results, parse)),
  ]);
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
