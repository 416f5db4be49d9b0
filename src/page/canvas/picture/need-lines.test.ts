// The lines of needs in the pictures of real kinds of stacks: at rest each can be followed, and those of one card that is looked at run on
// tracks of their own.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linesBetween } from '../../../core/layout/routes/connect.ts';
import { longestShared } from '../../../core/layout/routes/shared-channel.ts';
import { needFaults, sceneFaults } from '../../../core/layout/testing/check-scene.ts';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import { pictureOf } from '../../state/picture/picture-of.ts';

const rooms = [
  { width: 1362, height: 730 },
  { width: 1202, height: 560 },
  { width: 1842, height: 910 },
  null,
];

const stack = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../../e2e/stacks/files', `${name}.yaml`), 'utf8');

describe.each(['post-18', 'home-20', 'tracker-57', 'plants-20'])('the needs of %s', (name) => {
  it.each(rooms)('at rest can be followed one by one in %o', (room) => {
    const scene = pictureOf(analysisOf(stack(name)), undefined, undefined, undefined, room);
    expect(sceneFaults(scene)).toEqual([]);
    const drawn = scene.needs.filter(({ points }) => points.length > 0);
    expect(drawn.length).toBeLessThanOrEqual(12);
    expect(longestShared(drawn)).toBeLessThanOrEqual(scene.sizes.cardHeight);
  });

  it.each(rooms)('of one card run on tracks of their own in %o', (room) => {
    const scene = pictureOf(analysisOf(stack(name)), undefined, undefined, undefined, room);
    for (const service of new Set(scene.needs.flatMap(({ from, to }) => [from, to]))) {
      const own = scene.needs.filter(({ from, to }) => from === service || to === service);
      const lines = linesBetween(
        scene,
        own.map(({ from, to }) => [from, to]),
      );
      const needs = own.map((need, index) => ({ ...need, points: lines[index] ?? [] }));
      expect(needFaults(scene, needs)).toEqual([]);
      expect(needs.every(({ points }) => points.length > 1)).toBe(true);
    }
  });
});
