import { describe, expect, it } from 'vitest';
import type { Path } from '../yaml/tree.ts';
import { withoutRepeats } from './problem.ts';
import { rejected } from './project/check/rejected.ts';

function kept(schema: Path, reported: Path, kind: 'rejected' | 'notice' = 'rejected'): boolean {
  const other = { ...rejected('by-hand', '', '', reported), kind };
  return withoutRepeats([rejected('schema', '', '', schema)], [other]).length === 1;
}

describe('a problem of the schema', () => {
  it('goes where another check speaks about the same place', () => {
    expect(kept(['services', 'a', 'user'], ['services', 'a', 'user'])).toBe(false);
    expect(kept(['services', 'a'], ['services', 'a'])).toBe(false);
  });

  it('goes below a key that another check speaks about', () => {
    expect(kept(['services', 'a', 'ports', 0, 'target'], ['services', 'a', 'ports', 0])).toBe(false);
  });

  it('stays beside and above, below a whole service, and beside a mere notice', () => {
    expect(kept(['services', 'a', 'ports', 1], ['services', 'a', 'ports', 0])).toBe(true);
    expect(kept(['services', 'a', 'ports'], ['services', 'a', 'ports', 0])).toBe(true);
    expect(kept(['services', 'a', 'foo'], ['services', 'a'])).toBe(true);
    expect(kept(['services', 'a', 'user'], ['services', 'a', 'user'], 'notice')).toBe(true);
  });
});
