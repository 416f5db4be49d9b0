import { describe, expect, it } from 'vitest';
import { closestName, editDistance, meantName } from './closest-name.ts';

const keys = ['ports', 'pid', 'image', 'networks', 'network_mode', 'environment', 'env_file'];

it.each([
  ['prots', 'ports'],
  ['port', 'ports'],
  ['Ports', 'ports'],
  ['imagee', 'image'],
  ['network', 'networks'],
  ['network-mode', 'network_mode'],
  ['enviroment', 'environment'],
  ['env', null],
  ['ip', null],
  ['command', null],
])('%s is meant as %s', (written, expected) => {
  expect(closestName(written, keys)).toBe(expected);
});

it('says what may have been meant, and nothing where no name is near', () => {
  expect(meantName('Wbe', ['db', 'web'])).toBe('; did you mean "web"?');
  expect(meantName('gitea', ['db', 'web'])).toBe('');
});

describe('editDistance', () => {
  it.each([
    ['cache', 'cache', 0],
    ['cahce', 'cache', 1],
    ['cach', 'cache', 1],
    ['postgres', 'postgers', 1],
    ['redis', 'db', 4],
    ['', 'abc', 3],
  ])('%s and %s are %i apart', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});
