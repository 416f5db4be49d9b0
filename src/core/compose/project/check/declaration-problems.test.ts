import { expect, it } from 'vitest';
import { parseTree } from '../../../yaml/parse-tree.ts';
import { declarationProblems } from './declaration-problems.ts';
import type { ResourceKey } from './resources.ts';

it.each<[ResourceKey, string, readonly string[]]>([
  ['volumes', '', []],
  ['volumes', '{ driver: x, external: false }', []],
  ['volumes', '{ external: true, name: a, x-a: 1 }', []],
  ['volumes', '{ external: { name: a }, name: a }', []],
  [
    'volumes',
    '{ external: true, driver: x }',
    ["r/driver: volume 'r' is external, so 'driver' has no place in it. Remove 'driver', or 'external'."],
  ],
  [
    'volumes',
    '{ external: { name: a }, labels: [a] }',
    ["r/labels: volume 'r' is external, so 'labels' has no place in it. Remove 'labels', or 'external'."],
  ],
  [
    'volumes',
    '{ external: { name: a }, name: b }',
    ["r/external/name: volume 'r' has two names: 'b' in name and 'a' in external.name. Keep name only."],
  ],
  ['secrets', '{ file: "" }', []],
  ['secrets', '{ external: true, file: a }', []],
  ['secrets', '{ driver: x }', []],
  [
    'secrets',
    '{ name: x }',
    ["r: secret 'r' has none of file, environment. Add one of them, or external: true."],
  ],
  [
    'secrets',
    '{ external: false }',
    ["r: secret 'r' has none of file, environment. Add one of them, or external: true."],
  ],
  [
    'secrets',
    '{ file: a, environment: b }',
    ["r/environment: secret 'r' has more than one of file, environment. Keep one of them."],
  ],
  ['configs', '{ content: a }', []],
  ['configs', '{ external: false }', []],
  [
    'configs',
    '{}',
    ["r: config 'r' has none of file, environment, content. Add one of them, or external: true."],
  ],
  [
    'configs',
    '{ content: a, file: b }',
    ["r/content: config 'r' has more than one of file, environment, content. Keep one of them."],
  ],
])('%s: { r: %s }', (key, body, expected) => {
  const { tree } = parseTree(`r: ${body}\n`);
  const problems = declarationProblems(key, tree, new Map());
  expect(
    problems.map(({ path, message, advice }) => `${path.slice(1).join('/')}: ${message}. ${advice}`),
  ).toEqual(expected);
});
