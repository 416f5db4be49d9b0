import { expect, test } from 'vitest';
import { parseYaml } from './parse-yaml.ts';

test('of the texts that were read last, short ones stay parsed', () => {
  const first = parseYaml('a: 0\n');
  for (let i = 1; i < 32; i++) parseYaml(`a: ${i}\n`);
  expect(parseYaml('a: 0\n')).toBe(first);
  // It was asked for again, so others go before it.
  parseYaml('b: 1\n');
  expect(parseYaml('a: 0\n')).toBe(first);
  for (let i = 1; i <= 32; i++) parseYaml(`b: ${i}\n`);
  expect(parseYaml('a: 0\n')).not.toBe(first);
});

test('long texts do not stay, and many of middle length push out what is older', () => {
  const long = `a: ${'x'.repeat(25_000)}\n`;
  expect(parseYaml(long)).not.toBe(parseYaml(long));
  const first = parseYaml('c: 1\n');
  for (const letter of 'uvw') parseYaml(`a: ${letter.repeat(20_000)}\n`);
  expect(parseYaml('c: 1\n')).not.toBe(first);
});
