import { describe, expect, it } from 'vitest';
import { homeServerFolders, makeHomeServer } from '../../../../e2e/stacks/make-home-server.ts';
import { textsAsFiles } from './discovered-files.ts';
import { findStacks } from './find-stacks.ts';

const found = (
  files: Readonly<Record<string, string>>,
  search: Parameters<typeof findStacks>[2] = {},
): ReturnType<typeof findStacks> => findStacks(textsAsFiles(new Map(Object.entries(files))), '', search);

/** Returns empty files of the given names. */
const empty = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '']));

describe('findStacks', () => {
  it('finds each folder with a default name, with its override', () => {
    const stacks = found(
      empty(
        'wiki/docker-compose.yml',
        'blog/compose.yaml',
        'blog/compose.override.yaml',
        'blog/.env',
        'traefik/compose.yml',
        'traefik/fileConfig.yml',
        'traefik/docker-compose.yml',
      ),
    );
    const byName = { isListed: false, ignoredFiles: [] };
    expect(stacks).toEqual([
      { dir: 'blog', files: ['blog/compose.yaml', 'blog/compose.override.yaml'], ...byName },
      {
        dir: 'traefik',
        files: ['traefik/compose.yml'],
        isListed: false,
        ignoredFiles: [{ taken: 'traefik/compose.yml', others: ['traefik/docker-compose.yml'] }],
      },
      { dir: 'wiki', files: ['wiki/docker-compose.yml'], ...byName },
    ]);
  });

  it('looks four folders down, and not into hidden ones or packages', () => {
    const stacks = found(
      empty(
        'compose.yaml',
        'a/b/c/d/compose.yaml',
        'a/b/c/d/e/compose.yaml',
        '.git/compose.yaml',
        'a/node_modules/compose.yaml',
        'a-b/compose.yaml',
      ),
    );
    expect(stacks.map(({ dir }) => dir)).toEqual(['', 'a/b/c/d', 'a-b']);
  });

  it('names what looks like a stack by its name or its text, where no file has a name that is looked for', () => {
    const skipped: string[] = [];
    const run = 'services:\n  web:\n    image: nginx\n';
    found(
      {
        'immich/docker-compose.prod.yml': '',
        'media/jellyfin.yaml': run,
        'media/flow.yml': 'services: { web: { image: nginx } }\n',
        'ci/pipeline.yml': 'services:\n  - postgres:16\njobs: {}\n',
        'ci/values.yaml': 'image: nginx\n',
        'shop/compose.yaml': run,
        'shop/compose.prod.yaml': run,
        'wiki/stack.yml': run,
        'wiki/.hidden.yml': run,
      },
      { stackFiles: ['stack.yml'], skipped: (files) => skipped.push(...files) },
    );
    expect(skipped).toEqual(['immich/docker-compose.prod.yml', 'media/jellyfin.yaml', 'media/flow.yml']);
  });

  it('takes other names when asked to', () => {
    const files = empty('a/stack.yml', 'a/compose.override.yaml', 'b/compose.yaml');
    const stacks = found(files, { stackFiles: ['stack.yml'] });
    expect(stacks.map((stack) => stack.files)).toEqual([['a/stack.yml'], ['b/compose.yaml']]);
  });

  it('takes no folder whose file the .env of another one lists for a stack of its own', () => {
    const stacks = found({
      ...empty('a/compose.yaml', 'b/compose.yaml', 'c/compose.yaml'),
      '.env': 'COMPOSE_FILE=a/compose.yaml:b/compose.yaml\n',
    });
    expect(stacks.map(({ dir, files }) => [dir, ...files])).toEqual([
      ['', 'a/compose.yaml', 'b/compose.yaml'],
      ['c', 'c/compose.yaml'],
    ]);
  });

  it('takes what the .env of a folder lists, also where no file there has a default name', () => {
    const stacks = found({
      ...empty('a/compose.yaml', 'a/my-compose.yaml', 'b/prod.yaml', 'c/none.yaml', 'common/base.yaml'),
      'a/.env': 'COMPOSE_FILE=my-compose.yaml\n',
      'b/.env': 'COMPOSE_PATH_SEPARATOR=,\nCOMPOSE_FILE=prod.yaml,../common/base.yaml\n',
      'c/.env': 'COMPOSE_FILE=gone.yaml\n',
      'd/.env': 'A=1\n',
    });
    expect(stacks.map(({ dir, files, isListed }) => [dir, isListed, ...files])).toEqual([
      ['a', true, 'a/my-compose.yaml'],
      ['b', true, 'b/prod.yaml', 'common/base.yaml'],
    ]);
  });
});

describe('a home server made for tests', () => {
  it.each([1, 3, 12, 44, 159, 200])('has %i stacks, and the same ones each time', (count) => {
    const files = makeHomeServer(count);
    expect(findStacks(textsAsFiles(files), '').map(({ dir }) => dir)).toEqual(homeServerFolders(count));
    expect(homeServerFolders(count)).toHaveLength(count);
    expect(makeHomeServer(count)).toEqual(files);
  });
});
