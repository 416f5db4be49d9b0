// For tests only.

import fc from 'fast-check';

const surrogates = { from: 0xd800, count: 0x800 };

/** Generates any character except a lone surrogate, as fast-check's `binary` does, but without its table of a million entries. */
export const codePoint: fc.Arbitrary<string> = fc
  .nat(0x10ffff - surrogates.count)
  .map((at) => String.fromCodePoint(at < surrogates.from ? at : at + surrogates.count));
