// docs/pictures/layers.svg is what src/layers.json says. `BULKHEAD_RENEW=1 npm run test:unit -- scripts/docs` draws it anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import layers from '../../src/layers.json' with { type: 'json' };
import { layersPicture } from './layers-picture.ts';

const file = join(import.meta.dirname, '../../docs/pictures/layers.svg');

it('shows the layers as they are', () => {
  const drawn = layersPicture(layers);
  if (process.env.BULKHEAD_RENEW) writeFileSync(file, drawn);
  expect(readFileSync(file, 'utf8')).toBe(drawn);
});

it('draws each room once, above what it reads, and no line that others replace', () => {
  const svg = layersPicture({
    low: { imports: [] },
    middle: { imports: ['low'] },
    high: { imports: ['low', 'middle'] },
  });
  const at = [...svg.matchAll(/y="(\d+)">(\w+)</g)].map(([, y, name]) => [name, Number(y)]);
  expect(at.map(([name]) => name)).toEqual(['low', 'middle', 'high']);
  expect(at.map(([, y]) => y)).toEqual(at.map(([, y]) => y).toSorted((a, b) => Number(b) - Number(a)));
  expect(svg.match(/<path/g)).toHaveLength(2);
});
