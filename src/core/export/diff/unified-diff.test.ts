import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineChanges } from '../../text/line-changes.ts';
import { unifiedDiff } from './unified-diff.ts';

describe('unifiedDiff', () => {
  it('shows a changed line between three others on each side', () => {
    expect(unifiedDiff('a.yaml', '1\n2\n3\n4\n5\n6\n7\n8\n9\n', '1\n2\n3\n4\nfive\n6\n7\n8\n9\n')).toBe(
      '--- a/a.yaml\n+++ b/a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
    );
  });

  it('keeps distant changes apart, and joins near ones', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `${index + 1}\n`);
    const far = lines.map((line, index) => (index === 1 || index === 17 ? 'x\n' : line));
    expect(unifiedDiff('f', lines.join(''), far.join('')).match(/^@@ .* @@$/gm)).toEqual([
      '@@ -1,5 +1,5 @@',
      '@@ -15,6 +15,6 @@',
    ]);
    const near = lines.map((line, index) => (index === 4 || index === 10 ? 'x\n' : line));
    expect(unifiedDiff('f', lines.join(''), near.join('')).match(/^@@ .* @@$/gm)).toEqual([
      '@@ -2,13 +2,13 @@',
    ]);
  });

  it('tells that the last line has no end, and keeps CRLF', () => {
    expect(unifiedDiff('f', 'a\r\nb', 'a\r\nc')).toBe(
      '--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n',
    );
  });

  it('writes a name with a line end or a quotation mark as git does', () => {
    expect(unifiedDiff('a\n::error::"b\\.yaml', 'x\n', 'y\n').split('\n').slice(0, 2)).toEqual([
      '--- "a/a\\012::error::\\"b\\\\.yaml"',
      '+++ "b/a\\012::error::\\"b\\\\.yaml"',
    ]);
    expect(unifiedDiff('ä b.yaml', 'x\n', 'y\n')).toMatch(/^--- a\/ä b\.yaml\n/);
  });

  it('is empty where nothing differs', () => {
    expect(unifiedDiff('f', 'a\n', 'a\n')).toBe('');
  });
});

describe('lineChanges', () => {
  it('leads from any text to any other, in as few steps as the longest common part allows', () => {
    const line = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (before, after) => {
        const steps = lineChanges(before, after);
        const old = steps.filter(({ kind }) => kind !== 'add').map((step) => step.line);
        const fresh = steps.filter(({ kind }) => kind !== 'remove').map((step) => step.line);
        expect([old, fresh]).toEqual([before, after]);
        const kept = steps.filter(({ kind }) => kind === 'keep').length;
        expect(kept).toBe(longestCommon(before, after));
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let last = new Array<number>(b.length + 1).fill(0);
  for (const one of a) {
    const row = [0];
    b.forEach((other, j) => {
      row.push(one === other ? (last[j] ?? 0) + 1 : Math.max(row[j] ?? 0, last[j + 1] ?? 0));
    });
    last = row;
  }
  return last[b.length] ?? 0;
}
