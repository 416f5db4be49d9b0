// The cases of COMPOSE_FILE were put to Docker Compose 2.26.1, which read the same files.

import { describe, expect, it } from 'vitest';
import { textsAsFiles } from './discovered-files.ts';
import { isDefaultProject, listedFiles, projectInFolder } from './project-in-folder.ts';

const files = (...names: readonly string[]) => textsAsFiles(new Map(names.map((name) => [name, ''])));
const variables = (...pairs: readonly (readonly [string, string])[]) => new Map(pairs);

describe('projectInFolder', () => {
  it.each([
    [['docker-compose.yml', 'compose.yaml'], ['compose.yaml']],
    [
      ['compose.yaml', 'compose.override.yaml', 'prod.yaml'],
      ['compose.yaml', 'compose.override.yaml'],
    ],
    [
      ['compose.yaml', 'docker-compose.override.yml'],
      ['compose.yaml', 'docker-compose.override.yml'],
    ],
  ])('of %j takes %j', (names, expected) => {
    expect(projectInFolder(files(...names), '', new Map())?.files).toEqual(expected);
  });

  it.each([[['prod.yaml']], [['deep/compose.yaml']], [['compose.override.yaml']], [[]]])(
    'of %j takes nothing',
    (names) => {
      expect(projectInFolder(files(...names), '', new Map())).toBeNull();
    },
  );

  it('says what it passes over, main file and override each', () => {
    const names = ['compose.yaml', 'docker-compose.yml', 'compose.override.yml', 'compose.override.yaml'];
    expect(projectInFolder(files(...names), '', new Map())?.ignoredFiles).toEqual([
      { taken: 'compose.yaml', others: ['docker-compose.yml'] },
      { taken: 'compose.override.yml', others: ['compose.override.yaml'] },
    ]);
  });

  it('takes what COMPOSE_FILE lists in place of the default names, and no override beside it', () => {
    const there = files('a/compose.yaml', 'a/my-compose.yaml', 'a/compose.override.yaml');
    expect(projectInFolder(there, 'a', variables(['COMPOSE_FILE', 'my-compose.yaml']))).toEqual({
      files: ['a/my-compose.yaml'],
      isListed: true,
      ignoredFiles: [],
    });
  });
});

describe('COMPOSE_FILE', () => {
  it.each([
    ['./prod.yaml:compose.yaml', ['a/prod.yaml', 'a/compose.yaml']],
    ['../common/base.yaml', ['common/base.yaml']],
    ['/srv/base.yaml:compose.yaml', ['/srv/base.yaml', 'a/compose.yaml']],
    ['C:\\stacks\\base.yaml', ['a/C', 'a/\\stacks\\base.yaml']],
    [' compose.yaml', ['a/ compose.yaml']],
    ['', []],
  ])('%j is seen from the folder that it stands in', (value, expected) => {
    expect(listedFiles(variables(['COMPOSE_FILE', value]), 'a')).toEqual(expected);
  });

  it('is split by COMPOSE_PATH_SEPARATOR, else by the separator of the system', () => {
    const listed = ['COMPOSE_FILE', 'C:\\a.yaml;b.yaml'] as const;
    expect(listedFiles(variables(listed), 'a', ';')).toEqual(['C:\\a.yaml', 'a/b.yaml']);
    expect(listedFiles(variables(listed, ['COMPOSE_PATH_SEPARATOR', ';']), 'a')).toEqual([
      'C:\\a.yaml',
      'a/b.yaml',
    ]);
    expect(listedFiles(variables(['COMPOSE_FILE', 'a:b'], ['COMPOSE_PATH_SEPARATOR', '']), '')).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('isTakenByDefault', () => {
  it.each([
    [['compose.yaml'], true],
    [['docker-compose.yml', 'compose.override.yaml'], true],
    [['blog/compose.yaml', 'blog/compose.override.yaml'], true],
    [['compose.yaml', 'prod.yaml'], false],
    [['my-compose.yaml'], false],
    [['compose.override.yaml', 'compose.yaml'], false],
    [[], false],
  ])('%j: %s', (order, expected) => {
    expect(isDefaultProject(order)).toBe(expected);
  });
});
