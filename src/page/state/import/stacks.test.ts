import { describe, expect, it } from 'vitest';
import { stacksAmong, textsOf } from './stacks.ts';

const compose = 'services:\n  web: { image: nginx }\n';

function found(files: Readonly<Record<string, string>>, folder: string | null) {
  return stacksAmong(new Map(Object.entries(files)), folder);
}

const dirs = (files: Readonly<Record<string, string>>, folder: string | null) =>
  found(files, folder).stacks.map(({ dir }) => dir);

describe('stacks among dropped files', () => {
  it('are distinguished by folder', () => {
    expect(dirs({ 'blog/compose.yaml': compose, 'wiki/compose.yaml': compose }, null)).toEqual([
      'blog',
      'wiki',
    ]);
  });

  it('are all below the parent folder, four levels down', () => {
    const files = {
      'a/compose.yaml': compose,
      'b/c/docker-compose.yml': compose,
      '1/2/3/4/compose.yaml': compose,
      '1/2/3/4/5/compose.yaml': compose,
    };
    expect(dirs(files, 'home')).toEqual(['1/2/3/4', 'a', 'b/c']);
    const inside = Object.fromEntries(Object.entries(files).map(([file, text]) => [`home/${file}`, text]));
    expect(dirs({ ...inside, 'other/compose.yaml': compose }, null)).toEqual([
      'home/1/2/3/4',
      'home/a',
      'home/b/c',
      'other',
    ]);
  });

  it('are one where the folder itself is a project', () => {
    expect(found({ 'compose.yaml': compose, 'db/compose.yaml': compose }, 'shop').stacks).toEqual([
      { dir: '', files: ['compose.yaml'] },
    ]);
  });

  it('have the files that their own COMPOSE_FILE lists', () => {
    const files = {
      'shop/.env': 'COMPOSE_FILE=compose.yaml:prod.yaml\n',
      'shop/compose.yaml': compose,
      'shop/prod.yaml': compose,
      'wiki/compose.yaml': compose,
    };
    expect(found(files, null).stacks[0]?.files).toEqual(['shop/compose.yaml', 'shop/prod.yaml']);
  });

  it('are what a folder lists by its whole names, and default names where nothing of it is there', () => {
    const files = { 'compose.yaml': compose, 'my-compose.yaml': compose };
    expect(found({ ...files, '.env': 'COMPOSE_FILE=my-compose.yaml\n' }, 'shop').stacks).toEqual([
      { dir: '', files: ['my-compose.yaml'] },
    ]);
    expect(found({ ...files, '.env': 'COMPOSE_FILE=gone.yaml\n' }, 'shop').stacks).toEqual([
      { dir: '', files: ['compose.yaml'] },
    ]);
    const only = { 'a/prod.yaml': compose, 'a/.env': 'COMPOSE_FILE=prod.yaml\n', 'b/compose.yaml': compose };
    expect(found(only, 'home').stacks).toEqual([
      { dir: 'a', files: ['a/prod.yaml'] },
      { dir: 'b', files: ['b/compose.yaml'] },
    ]);
  });

  it('leave out what is no compose file, by name', () => {
    const files = { 'traefik/compose.yaml': compose, 'traefik/fileConfig.yml': 'http:\n  routers: {}\n' };
    expect(found(files, null).leftOut).toEqual(['traefik/fileConfig.yml']);
  });

  it('are asked about only where files of one folder say different names', () => {
    const named = { 'a.yaml': `name: a\n${compose}`, 'b.yaml': `name: b\n${compose}` };
    expect(found(named, null)).toMatchObject({ apart: true, stacks: [{ dir: null }, { dir: null }] });
    expect(found({ 'blog/compose.yaml': compose, 'wiki/compose.yaml': compose }, null).apart).toBe(false);
    expect(found({ 'a.yaml': compose, 'b.yaml': compose }, null)).toMatchObject({
      apart: false,
      stacks: [{ dir: null, files: ['a.yaml', 'b.yaml'] }],
    });
  });
});

describe('the texts of a stack', () => {
  const extending = 'services:\n  web:\n    extends: { file: ../lib/base.yaml, service: common }\n';
  const texts = new Map([
    ['a/compose.yaml', extending],
    ['a/.env', 'X=1\n'],
    ['a/b/compose.yaml', compose],
    ['a/b/.env', 'X=2\n'],
    ['c/compose.yaml', compose],
    ['lib/base.yaml', compose],
  ]);

  it('are those of its folder without other stacks, and what they name', () => {
    const own = textsOf({ dir: 'a', files: ['a/compose.yaml'] }, texts, ['a', 'a/b', 'c']);
    expect([...own.keys()]).toEqual(['a/compose.yaml', 'a/.env', 'lib/base.yaml']);
    const said = new Map([...texts, ['a/compose.yaml', `# include: [../c/compose.yaml]\n${extending}`]]);
    expect([...textsOf({ dir: 'a', files: ['a/compose.yaml'] }, said, ['a', 'a/b', 'c']).keys()]).toEqual([
      ...own.keys(),
    ]);
    const inner = textsOf({ dir: 'a/b', files: ['a/b/compose.yaml'] }, texts, ['a', 'a/b', 'c']);
    expect([...inner.keys()]).toEqual(['a/b/compose.yaml', 'a/b/.env']);
  });
});
