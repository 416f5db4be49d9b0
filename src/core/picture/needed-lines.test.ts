import { expect, it } from 'vitest';
import type { Rect } from '../layout/scene.ts';
import { neededLines } from './needed-lines.ts';
import { analysisOf, sceneOf } from './testing/drawn.ts';

const scene = sceneOf(
  analysisOf(`
services:
  web: { image: nginx, networks: [front] }
  app: { image: app, networks: [front, back] }
  db: { image: postgres, networks: [back] }
networks: { front: {}, back: {} }
`),
);

it('draws a need that breaks or is met from card to card, and none through a card', () => {
  const lines = neededLines(scene, {
    met: [
      { from: 'web', to: 'app' },
      { from: 'app', to: 'db' },
    ],
    broken: [{ from: 'app', to: 'db' }],
  });
  expect(lines.map(({ from, to, becomes }) => [from, to, becomes])).toEqual([
    ['web', 'app', 'opens'],
    ['app', 'db', 'breaks'],
  ]);
  const isWithin = ({ x, y, width, height }: Rect, at: { x: number; y: number }): boolean =>
    at.x > x && at.x < x + width && at.y > y && at.y < y + height;
  for (const { middle } of lines)
    expect(scene.cards.filter(({ rect }) => isWithin(rect, middle))).toEqual([]);
});
