import { describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../../core/analysis/default-reach-options.ts';
import { computeReach } from '../../core/analysis/reach/compute-reach.ts';
import { openAlone } from '../../core/compose/workspace/open-workspace.ts';
import { type MatrixOrder, matrixLines } from './matrix-order.ts';

const { topology } = openAlone(`services:
  shut: { image: x, network_mode: none }
  db: { image: x, networks: [back] }
  web: { image: x, networks: [front] }
  app: { image: x, networks: [front, back] }
networks: { front: {}, back: {} }
`);
const reach = computeReach(topology, defaultReachOptions);
const single = reach.services.map((name) => [name]);
const order = (by: MatrixOrder) => matrixLines(topology, reach, single, by).map(({ name }) => name);

describe('matrixLines', () => {
  it('groups by lane, from the first network inwards, what is on none last', () => {
    const lines = matrixLines(topology, reach, single, 'lane');
    expect(lines.map(({ name, lane }) => `${name}: ${lane}`)).toEqual([
      'app: back + front',
      'web: front',
      'db: back',
      'shut: closed',
    ]);
  });

  it('sorts by file, name, and by how many reach or are reached', () => {
    expect(order('file')).toEqual(['shut', 'db', 'web', 'app']);
    expect(order('name')).toEqual(['app', 'db', 'shut', 'web']);
    expect(order('reaches')).toEqual(['app', 'db', 'web', 'shut']);
    expect(order('reached')).toEqual(['app', 'db', 'web', 'shut']);
  });
});
