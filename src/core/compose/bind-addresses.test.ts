import { expect, it } from 'vitest';
import { bindAddressesMeet } from './bind-addresses.ts';

it.each([
  ['', '', true],
  ['', '127.0.0.1', true],
  ['', '[::1]', true],
  ['0.0.0.0', '127.0.0.1', true],
  ['0.0.0.0', '[::]', false],
  ['0.0.0.0', '::1', false],
  ['[::]', 'fd00::1', true],
  ['[::]', '192.168.1.5', false],
  ['192.168.1.5', '192.168.1.5', true],
  ['192.168.1.5', '127.0.0.1', false],
  ['fd00:0::1', '[fd00::1]', true],
  ['::ffff:127.0.0.1', '127.0.0.1', true],
])('F4: %j and %j meet: %j', (one, other, meet) => {
  expect(bindAddressesMeet(one, other)).toBe(meet);
  expect(bindAddressesMeet(other, one)).toBe(meet);
});
