import { expect, it } from 'vitest';
import { closestKey } from './fault-message.ts';

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
  expect(closestKey(written, keys)).toBe(expected);
});
