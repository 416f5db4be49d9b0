import { expect, it } from 'vitest';
import { analysisOf } from '../../../core/picture/testing/drawn.ts';
import { madeBetween } from './made.ts';

const topology = (services: string, networks: string) =>
  analysisOf(`services: { ${services} }\nnetworks: { ${networks} }\n`).topology;
const names = (...[before, after]: Parameters<typeof madeBetween>) =>
  madeBetween(before, after).map(({ type, ...item }) => `${type} ${'name' in item ? item.name : ''}`);

const one = topology('a: { image: x, networks: [front] }', 'front: {}');
const two = topology(
  'a: { image: x, networks: [front] }, b: { image: x, networks: [front] }',
  'front: {}, back: {}',
);
const moved = topology(
  'a: { image: x, networks: [back] }, b: { image: x, networks: [front] }',
  'front: {}, back: {}',
);
const renewed = topology('a: { image: y, networks: [front] }', 'front: {}');

it('is what is new, else what changed its place; an image that changed is neither', () => {
  expect(names(one, two)).toEqual(['service b', 'network back']);
  expect(names(two, moved)).toEqual(['service a']);
  expect(names(two, one)).toEqual([]);
  expect(names(one, renewed)).toEqual([]);
});
