import { expect, it } from 'vitest';
import { parseTree } from '../../../yaml/parse-tree.ts';
import { childOf } from '../../../yaml/tree.ts';
import { serviceOf } from '../testing/topology-of.ts';
import { declarationProblems, type ResourceKey, undeclaredProblems } from './resource-problems.ts';

it.each<[ResourceKey, string, readonly string[]]>([
  ['volumes', '', []],
  ['volumes', '{ driver: x, external: false }', []],
  ['volumes', '{ external: true, name: a, x-a: 1 }', []],
  ['volumes', '{ external: { name: a }, name: a }', []],
  [
    'volumes',
    '{ external: true, driver: x }',
    ["r/driver: volume 'r' is external, so it cannot have 'driver'. Remove 'driver', or 'external'."],
  ],
  [
    'volumes',
    '{ external: { name: a }, labels: [a] }',
    ["r/labels: volume 'r' is external, so it cannot have 'labels'. Remove 'labels', or 'external'."],
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

const file = parseTree(
  'volumes: { v: , gone: !reset {} }\nsecrets: { s: { file: a } }\nconfigs: { c: { file: a } }\nmodels: { m: { model: x } }',
).tree;
const declared = {
  volumes: childOf(file, 'volumes'),
  secrets: childOf(file, 'secrets'),
  configs: childOf(file, 'configs'),
  models: childOf(file, 'models'),
};

it.each([
  ['volumes: [/a, "v:/a", "./w:/a", "w", "x:/y"]', []],
  ['volumes: ["data:/a"]', ['undefined-volume volumes/0']],
  ['volumes: ["gone:/a"]', ['undefined-volume volumes/0']],
  ['volumes: [{ type: volume, source: x, target: /y }]', ['undefined-volume volumes/0']],
  ['volumes: [{ type: volume, target: /y }, { type: bind, source: x, target: /y }]', []],
  ['secrets: [s, { source: s }]', []],
  [
    'secrets: [s, t, { source: u }, { target: v }]',
    [1, 2, 3].map((index) => `undefined-secret secrets/${index}`),
  ],
  ['configs: ["${C:-c}", d]', ['undefined-config configs/1']],
  ['models: [m, n]', ['undefined-model models/1']],
  ['models: { n: , m: }', ['undefined-model models/n']],
  ['build: { secrets: [s, t] }', ['undefined-secret build/secrets/1']],
])('%s', (body, expected) => {
  const problems = undeclaredProblems(serviceOf(body), declared, new Map());
  expect(problems.map(({ code, path }) => `${code} ${path.slice(2).join('/')}`)).toEqual(expected);
});

it('names the service, what is missing, and what to do', () => {
  const [problem] = undeclaredProblems(serviceOf('volumes: ["data:/a"]'), declared, new Map());
  expect(problem?.message).toBe("service 'web' uses the volume 'data', which the file does not define");
  expect(problem?.advice).toBe("Add 'data' to the top-level volumes, or use one that the file defines.");
});
