import { describe, expect, it } from 'vitest';
import { closestWord, didYouMean, editDistance, suggestionFor } from './closest-word.ts';

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
  expect(closestWord(written, keys)).toBe(expected);
});

it('keeps the case of what is known, and says nothing where nothing is near', () => {
  expect(closestWord('cn1o1', ['CN101', 'CN204'])).toBe('CN101');
  expect(didYouMean('wbe', ['db', 'web'])).toBe('Did you mean web? ');
  expect(didYouMean('frontend', ['db', 'web'])).toBe('');
  expect(suggestionFor('Wbe', ['db', 'web'])).toBe('; did you mean "web"?');
  expect(suggestionFor('gitea', ['db', 'web'])).toBe('');
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
