// How much of its room a picture of a real kind of stack takes, beside the panes of usual windows.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { metrics } from '../../../core/layout/metrics.ts';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import { exampleText } from '../../state/import/example.ts';
import { drawPicture, noKeptLayout } from '../../state/picture/picture-of.ts';
import { roomIn } from './room.ts';

const stack = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../../e2e/stacks/files', `${name}.yaml`), 'utf8');

const stacks: readonly (readonly [name: string, text: string])[] = [
  ['the sample', exampleText],
  ...['post-18', 'home-20', 'plants-20', 'tracker-57'].map((name) => [name, stack(name)] as const),
];

const roomFor = ([width = 0, height = 0]: readonly number[]) => roomIn(width, height);

/** The canvas of a window, by itself and beside a pane as wide as it opens. */
const windows = [
  { name: '1440×900', whole: [1393, 758], file: [813, 758], details: [1073, 758] },
  { name: '1280×720', whole: [1233, 578], file: [704, 578], details: [953, 578] },
  { name: '1920×1080', whole: [1873, 938], file: [1182, 938], details: [1553, 938] },
] as const;

describe('a picture beside a pane', () => {
  it.each(stacks)(
    'of %s fills its room, one side to 90 of 100 and the other to 70, or is as large as it may be',
    (_, text) => {
      const analysis = analysisOf(text);
      for (const { name, whole, file, details } of windows) {
        const before = drawPicture(analysis, new Set(), noKeptLayout, new Map(), roomFor(whole));
        const kept = { slots: before.slots, rows: before.rows, sizes: null };
        for (const size of [file, details]) {
          const room = roomFor(size);
          const { bounds } = drawPicture(analysis, new Set(), kept, new Map(), room);
          const [across, down] = [room.width / bounds.width, room.height / bounds.height];
          const scale = Math.min(across, down, metrics.maxScale);
          if (scale === metrics.maxScale) continue;
          const filled = [scale / across, scale / down].sort((a, b) => b - a);
          expect(filled[0], `${name}, ${size}`).toBeGreaterThanOrEqual(0.9);
          expect(filled[1], `${name}, ${size}`).toBeGreaterThanOrEqual(0.7);
        }
      }
    },
  );

  it('keeps the columns of the window in every usual room', () => {
    for (const { whole } of windows) expect(roomFor(whole).aspect).toBeUndefined();
    expect(roomIn(813, 758).aspect).toBeCloseTo(781 / 734);
  });
});
