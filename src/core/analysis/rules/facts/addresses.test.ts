import { describe, expect, it } from 'vitest';
import { isWildcardAddress } from './addresses.ts';

describe('isWildcardAddress', () => {
  it.each(['', '0.0.0.0', '::', '[::]', '0:0:0:0:0:0:0:0', '::ffff:0.0.0.0', '::0'])(
    '%j is every address',
    (address) => {
      expect(isWildcardAddress(address)).toBe(true);
    },
  );

  it.each(['127.0.0.1', '::1', '[::1]', '10.0.0.0', '192.168.1.5', 'fe80::'])(
    '%j is one address',
    (address) => {
      expect(isWildcardAddress(address)).toBe(false);
    },
  );
});
