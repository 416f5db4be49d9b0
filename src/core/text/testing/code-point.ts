// For tests only.

import fc from 'fast-check';

const surrogates = { from: 0xd800, count: 0x800 };

/** Any character but half of one. What fast-check's own `binary` gives, without the table of a million entries that it makes first. */
export const codePoint: fc.Arbitrary<string> = fc
  .nat(0x10ffff - surrogates.count)
  .map((at) => String.fromCodePoint(at < surrogates.from ? at : at + surrogates.count));
