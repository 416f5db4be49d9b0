import { describe, expect, it } from 'vitest';
import { appendedTo } from './write-bytes.ts';

const bytes = (text: string) => Buffer.from(text);
const texts = ['', 'a: 1\n', 'a: 2\n', 'a: 1\nb: 2\n', 'abcabcabc', 'x'.repeat(9)];

describe('half of a write in place', () => {
  it.each(texts.flatMap((before) => texts.map((after) => [before, after] as const)))(
    'is recognised at every byte, with what others appended: %j to %j',
    (before, after) => {
      for (let written = 0; written <= after.length; written++) {
        const half = after.slice(0, written) + before.slice(written);
        for (const appended of ['', '# theirs\n']) {
          const found = appendedTo(bytes(half + appended), bytes(before), bytes(after));
          // What was appended may say what the new text says; then it counts as written.
          expect(found === null ? null : before + Buffer.from(found)).toSatisfy(
            (text) => text === before + appended || after.startsWith(half + appended),
          );
        }
      }
    },
  );

  it('is nothing that somebody wrote since', () => {
    expect(appendedTo(bytes('mended: 1\n'), bytes('services: {}\n'), bytes('a: 1\n'))).toBeNull();
    expect(appendedTo(bytes('a: 1'), bytes('services: {}\n'), bytes('a: 1\n'))).toBeNull();
  });
});
