import { expect, it } from 'vitest';
import { aloneInput, openAlone, openWorkspace } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { parseEngine } from '../reach/engine-kinds.ts';
import { briefAssumptions } from './brief-assumptions.ts';

const plain = 'services: { web: { image: nginx } }\n';

it('says in words what is assumed where nothing is known', () => {
  const list = briefAssumptions(openAlone(plain), defaultReachOptions, 'unknown');
  expect(list.map(({ words, notable }) => [words, notable])).toEqual([
    ['Docker 29', false],
    ['no .env', false],
    ['project name unknown', false],
  ]);
});

it('names another Engine, the file of variables and the project, and marks what is unusual', () => {
  const input = aloneInput('services: { web: { image: "nginx:$TAG" } }\n');
  const workspace = openWorkspace({ ...input, texts: new Map([...input.texts, ['.env', 'A=1\n']]) });
  const engine = parseEngine('podman-compose') ?? defaultReachOptions.engine;
  const list = briefAssumptions(
    workspace,
    { ...defaultReachOptions, engine, project: 'shop' },
    'environment',
  );
  expect(list.map(({ words, notable }) => [words, notable])).toEqual([
    ['Podman, with podman-compose', false],
    ['.env is read', false],
    ['project shop, from COMPOSE_PROJECT_NAME', false],
    ['unset variables TAG', true],
  ]);
});
