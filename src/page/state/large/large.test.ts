import { describe, expect, it } from 'vitest';
import { isLargeText, largeLength } from './large.ts';

const entries = (count: number): string =>
  Array.from({ length: count }, (_, at) => `  e${at}: {}\n`).join('');

describe('a text is large', () => {
  it.each([
    ['by its length', `services:\n  a: { image: b }\n# ${'x'.repeat(largeLength)}\n`, true],
    ['by its services', `services:\n${entries(500)}`, true],
    ['by its services and networks together', `services:\n${entries(250)}networks:\n${entries(250)}`, true],
    ['and else not', `services:\n${entries(250)}networks:\n${entries(249)}`, false],
  ])('%s', (_, text, large) => {
    expect(isLargeText(text)).toBe(large);
  });
});
