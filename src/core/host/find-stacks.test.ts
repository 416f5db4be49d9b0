import { describe, expect, it } from 'vitest';
import { homeServerFolders, makeHomeServer } from '../../../e2e/stacks/make-home-server.ts';
import { findStacks } from './find-stacks.ts';

describe('findStacks', () => {
  it('finds each folder with a default name, with its override and variables', () => {
    const { stacks, others } = findStacks([
      'wiki/docker-compose.yml',
      'blog/compose.yaml',
      'blog/compose.override.yaml',
      'blog/.env',
      'traefik/compose.yml',
      'traefik/fileConfig.yml',
      'traefik/docker-compose.yml',
    ]);
    expect(stacks).toEqual([
      {
        dir: 'blog',
        files: ['blog/compose.yaml', 'blog/compose.override.yaml'],
        passedOver: [],
        variables: 'blog/.env',
      },
      {
        dir: 'traefik',
        files: ['traefik/compose.yml'],
        passedOver: ['traefik/docker-compose.yml'],
        variables: null,
      },
      { dir: 'wiki', files: ['wiki/docker-compose.yml'], passedOver: [], variables: null },
    ]);
    expect(others).toEqual(['traefik/fileConfig.yml']);
  });

  it('looks four folders down, and not into hidden ones or packages', () => {
    const { stacks } = findStacks([
      'compose.yaml',
      'a/b/c/d/compose.yaml',
      'a/b/c/d/e/compose.yaml',
      '.git/compose.yaml',
      'a/node_modules/compose.yaml',
      'a-b/compose.yaml',
    ]);
    expect(stacks.map(({ dir }) => dir)).toEqual(['', 'a/b/c/d', 'a-b']);
  });

  it('takes other names when asked to', () => {
    const { stacks } = findStacks(
      ['a/stack.yml', 'a/compose.override.yaml', 'b/compose.yaml'],
      ['stack.yml'],
    );
    expect(stacks.map(({ files }) => files)).toEqual([['a/stack.yml'], ['b/compose.yaml']]);
  });
});

describe('a home server made for tests', () => {
  it.each([1, 3, 12, 44, 159, 200])('has %i stacks, and the same ones each time', (count) => {
    const files = makeHomeServer(count);
    expect(findStacks([...files.keys()]).stacks.map(({ dir }) => dir)).toEqual(homeServerFolders(count));
    expect(homeServerFolders(count)).toHaveLength(count);
    expect(makeHomeServer(count)).toEqual(files);
  });
});
