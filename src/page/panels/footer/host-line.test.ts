import { expect, it } from 'vitest';
import { agoText } from './host-line.tsx';

it.each([
  [-50, '0 s ago'],
  [12_400, '12 s ago'],
  [59_999, '59 s ago'],
  [60_000, '1 min ago'],
  [3_600_000, '1 h ago'],
])('%i ms is %s', (milliseconds, words) => {
  expect(agoText(milliseconds)).toBe(words);
});
