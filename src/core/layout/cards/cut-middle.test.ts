import { expect, it } from 'vitest';
import { cutMiddle } from './cut-middle.ts';

it('keeps short names whole and both ends of long ones', () => {
  expect(cutMiddle('web', 10)).toBe('web');
  expect(cutMiddle('authentik-server-worker-2', 12)).toBe('authent…er-2');
  expect(cutMiddle('authentik-server-worker-2', 12)).toHaveLength(12);
});
