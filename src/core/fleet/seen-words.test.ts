import { expect, it } from 'vitest';
import { seenText } from './seen-words.ts';

it('says in one sentence as whom a port sees each place that it answers', () => {
  expect(seenText({ internet: 'visitor', lan: 'visitor', host: 'gateway' })).toBe(
    'It sees the Internet and the LAN with their own addresses, and the host as the gateway of a network.',
  );
  expect(seenText({ internet: 'gateway', lan: null, host: null })).toBe(
    'It sees the Internet as the gateway of a network.',
  );
  expect(seenText({ internet: 'gateway', lan: 'gateway', host: 'gateway' })).toBe(
    'It sees the Internet, the LAN and the host as the gateway of a network.',
  );
  expect(seenText({ internet: null, lan: null, host: null })).toBeNull();
});
