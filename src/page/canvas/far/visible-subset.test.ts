import { describe, expect, it } from 'vitest';
import type { Rect, Scene } from '../../../core/layout/scene.ts';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import { pictureOf } from '../../state/picture/picture-of.ts';
import { maxVisibleCards, visibleSubset } from './visible-subset.ts';

/** Services that are all unlike, on four networks; every seventh publishes a port, every fifth is on two networks. */
function crowdOf(count: number): Scene {
  const lines = Array.from({ length: count }, (_, at) => {
    const ports = at % 7 === 0 ? `, ports: ["${1000 + at}:80"]` : '';
    const second = at % 5 === 0 ? `, n${(at + 2) % 4}` : '';
    return `  s${at}: { image: app${at}, networks: [n${at % 4}${second}]${ports} }\n`;
  });
  return pictureOf(
    analysisOf(`services:\n${lines.join('')}networks:\n  n0:\n  n1:\n  n2:\n  n3: { internal: true }\n`),
  );
}

const whole = ({ bounds }: Scene): Rect => ({ ...bounds, x: bounds.x - 50, width: bounds.width + 100 });
const nobody: ReadonlySet<string> = new Set();

describe('the visible subset of a picture', () => {
  it('is all of it where all of it is in sight', () => {
    const scene = crowdOf(80);
    const subset = visibleSubset(scene, whole(scene), nobody);
    expect(subset.cardsAsShapes).toBe(false);
    expect(subset.scene).toEqual(scene);
  });

  it('holds each thing in at least one of the windows that tile the picture', () => {
    const scene = crowdOf(120);
    const { width, height } = scene.bounds;
    const tiles = [0, 1, 2].flatMap((column) =>
      [0, 1, 2].map((row) => ({
        x: (column * width) / 3 - 20,
        y: (row * height) / 3 - 20,
        width: width / 3 + 40,
        height: height / 3 + 40,
      })),
    );
    const subsets = tiles.map((tile) => visibleSubset(scene, tile, nobody).scene);
    for (const key of ['cards', 'lanes', 'taps', 'trunks'] as const) {
      const seen = new Set<unknown>(subsets.flatMap((subset) => [...subset[key]]));
      expect([key, seen.size]).toEqual([key, scene[key].length]);
    }
    expect(subsets.every((subset) => subset.cards.length < scene.cards.length)).toBe(true);
  });

  it('keeps a line that only passes through', () => {
    const scene = crowdOf(120);
    const trunk = scene.trunks.find(({ points }) => points.length > 2);
    const [start, end] = [trunk?.points.at(-2), trunk?.points.at(-1)];
    if (!trunk || !start || !end) throw new Error('no trunk with a bend');
    const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
    const window = { x: middle.x - 1, y: middle.y - 1, width: 2, height: 2 };
    expect(visibleSubset(scene, window, nobody).scene.trunks).toContain(trunk);
  });

  it('leaves cards and lines to the shapes where there are too many, but for those that are chosen', () => {
    const scene = crowdOf(maxVisibleCards + 50);
    const subset = visibleSubset(scene, whole(scene), new Set(['s10']));
    expect(subset.cardsAsShapes).toBe(true);
    expect(subset.scene.cards.map(({ service }) => service)).toEqual(['s10']);
    expect(new Set(subset.scene.taps.map(({ service }) => service))).toEqual(new Set(['s10']));
    expect([subset.scene.trunks, subset.scene.lanes]).toEqual([[], scene.lanes]);
  });
});
