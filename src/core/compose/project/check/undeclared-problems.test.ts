// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Compose are the subject.
import { expect, it } from 'vitest';
import { parseTree } from '../../../yaml/parse-tree.ts';
import { childOf } from '../../../yaml/tree.ts';
import { serviceOf } from '../testing/topology-of.ts';
import { undeclaredProblems } from './undeclared-problems.ts';

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
  expect(problem?.advice).toBe("Add 'data' to the top-level volumes, or name one that is there.");
});
