import { expect, it } from 'vitest';
import { pageTable } from './page-table.ts';

const motions = { pan: 60, zoom: 41.26, drag: 30 };

it('the table has a row for each measure and a column for each size', () => {
  const results = {
    firstCard: 120.4,
    settled: 800,
    longestTask: 90,
    cardsRendered: 1,
    change: { toPicture: 40, longestTask: 0 },
    empty: { pan: 60, zoom: 55.04 },
    zoomedIn: motions,
    allVisible: { ...motions, drag: 20 },
    typing: { toText: 12, toPicture: 60, longestTask: 0 },
  };
  const table = pageTable(
    new Map([
      [30, results],
      [300, { ...results, cardsRendered: 2 }],
    ]),
    { page: 200_000, worker: 1_000, styles: 11_000, fonts: 48_000, requests: 18 },
    400,
  );
  const lines = table.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^ +30 services +300 services$/);
  expect(lines[1]).toMatch(/^drop to first card +120 ms 0.30 +120 ms 0.30$/);
  expect(lines.find((line) => line.startsWith('cards of one change'))).toMatch(/ 1 +2$/);
  expect(lines.find((line) => line.startsWith('zoom, zoomed in'))).toContain('41.3 fps');
  expect(lines.find((line) => line.startsWith('zoom, empty canvas'))).toContain('55.0 fps');
  expect(lines.find((line) => line.startsWith('drag, all visible'))).toContain('20.0 fps');
  expect(lines.at(-1)).toBe(
    'first screen, gzip: 259000 B in 18 requests (scripts 200000 B, style sheets 11000 B, font 48000 B; thread 1000 B)',
  );
});
