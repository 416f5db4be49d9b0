import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { computeReach } from '../../reach/compute-reach.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { type MatrixOrder, matrixLines, placeLines, shownParts, startsGroup, tableClasses } from './lines.ts';

const { topology } = openAlone(`services:
  shut: { image: x, network_mode: none }
  db: { image: x, networks: [back] }
  web: { image: x, networks: [front] }
  app: { image: x, networks: [front, back] }
networks: { front: {}, back: {} }
`);
const reach = computeReach(topology, defaultReachOptions);
const single = reach.services.map((name) => ({ members: [name], of: null }));
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

describe('classes of the table', () => {
  const classesOf = (yaml: string, roots: readonly string[] = []) => {
    const given = computeReach(openAlone(yaml).topology, defaultReachOptions);
    return tableClasses({ reach: given, roots: new Map(roots.map((name) => [name, true])) });
  };
  const alike = `services:
  a: { image: x }
  b: { image: x }
  c: { image: x }
  d: { image: x, ports: ["127.0.0.1:80:80"] }
`;

  it('part where the outside or the host tells them apart', () => {
    expect(classesOf(alike)).toEqual([['a', 'b', 'c', 'd']]);
    expect(classesOf(alike, ['b'])).toEqual([['a', 'c', 'd'], ['b']]);
    expect(classesOf(alike.replace('127.0.0.1:', ''))).toEqual([['a', 'b', 'c'], ['d']]);
  });

  it('unfold one by one, and show what the filter leaves', () => {
    const classes = [['a', 'b', 'c'], ['d']];
    const all = () => true;
    expect(shownParts(classes, all, new Set())).toEqual([
      { members: ['a', 'b', 'c'], of: null },
      { members: ['d'], of: null },
    ]);
    expect(shownParts(classes, (name) => name !== 'a', new Set(['a']))).toEqual([
      { members: ['b'], of: 'a' },
      { members: ['c'], of: 'a' },
      { members: ['d'], of: null },
    ]);
    expect(shownParts(classes, (name) => name === 'b', new Set())).toEqual([{ members: ['b'], of: null }]);
  });

  it('a rule stands behind the places, and between lanes where they are grouped', () => {
    const lines = [...placeLines(reach), ...matrixLines(topology, reach, single, 'lane')];
    const at = (grouped: boolean) =>
      lines.flatMap((_, index) => (startsGroup(lines, index, grouped) ? [index] : []));
    expect(at(true)).toEqual([2, 4, 5]);
    expect(at(false)).toEqual([2]);
  });
});
