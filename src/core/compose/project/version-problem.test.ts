import { expect, it } from 'vitest';
import { parseTree } from '../../yaml/parse-tree.ts';
import { childOf } from '../../yaml/tree.ts';
import { versionProblem } from '../model-of.ts';

it.each([
  ['version: "3.9"', 'notice'],
  ['version: "anything"', 'notice'],
  ['version: 3.9', 'rejected'],
  ['version:', 'rejected'],
  ['services: {}', undefined],
])('%s', (text, kind) => {
  expect(versionProblem(childOf(parseTree(text).tree, 'version'))?.kind).toBe(kind);
});
