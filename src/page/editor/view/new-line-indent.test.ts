import { describe, expect, it } from 'vitest';
import { indentAfter } from './editor-extensions.ts';

describe('indentAfter', () => {
  it.each([
    ['services:', 2],
    ['  web: # the edge', 4],
    ['  web: &base', 4],
    ['    image: nginx', 4],
    ['    command: >-', 6],
    ['      - front', 6],
    ['      - target: 80', 8],
    ['      - test:', 10],
    ['    # a note:', 4],
    ['    url: "http://x"', 4],
    ['', 0],
  ])('%j: %d', (before, columns) => {
    expect(indentAfter(before, 2)).toBe(columns);
  });
});
