import { describe, expect, it } from 'vitest';
import { homeServerFolders, makeHomeServer } from '../../../e2e/stacks/make-home-server.ts';
import { findStacks } from './find-stacks.ts';

describe('a home server made for tests', () => {
  it.each([1, 3, 12, 44, 159, 200])('has %i stacks, and the same ones each time', (count) => {
    const files = makeHomeServer(count);
    expect(findStacks([...files.keys()]).stacks.map(({ dir }) => dir)).toEqual(homeServerFolders(count));
    expect(homeServerFolders(count)).toHaveLength(count);
    expect(makeHomeServer(count)).toEqual(files);
  });
});
