import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../../core/reach/default-reach-options.ts';
import { createNodeIo } from '../node-io.ts';
import { call } from '../testing/call.ts';
import { type FakeMachine, fakeIo } from '../testing/fake-io.ts';
import { stacksBelow } from './discover.ts';
import type { HostCommandOptions } from './host-options.ts';
import { readStacks } from './read-stacks.ts';

const plain = 'services: { a: { image: "p:${TAG-none}" } }\n';

const options: HostCommandOptions = {
  stackFile: [],
  profile: [],
  envFile: [],
  engine: defaultReachOptions.engine,
  userlandProxy: true,
};

async function stacks(files: Record<string, string>, words: readonly string[] = [], more: FakeMachine = {}) {
  const machine = { files, cwd: '/srv', ...more };
  const { code, out, err } = await call(['reach', '--host', '--format', 'json', ...words], machine);
  const json = out === '' ? { stacks: {} } : JSON.parse(out);
  const dirs = Object.entries<{ dir: string }>(json.stacks).map(([id, { dir }]) => `${id} ${dir}`);
  return { code, err, json, dirs };
}

describe('the stacks of a host', () => {
  it('are the folders below that hold a compose file, each with its own variables', async () => {
    const files = {
      '/srv/a/compose.yaml': plain,
      '/srv/a/.env': 'COMPOSE_PROJECT_NAME=first\n',
      '/srv/deep/b/docker-compose.yml': 'services: { b: { image: p, profiles: [x] }, c: { image: p } }\n',
      '/srv/deep/b/.env': 'COMPOSE_PROFILES=x\n',
      '/srv/.hidden/compose.yaml': plain,
      '/srv/1/2/3/4/5/compose.yaml': plain,
    };
    const { code, dirs, json } = await stacks(files);
    expect({ code, dirs }).toEqual({ code: 0, dirs: ['first a', 'b deep/b'] });
    expect(Object.keys(json.services)).toEqual(['first/a', 'b/b', 'b/c']);
  });

  it('have folders relative to the one that was given, or to here where several are', async () => {
    const files = { '/srv/x/a/compose.yaml': plain, '/srv/y/b/compose.yaml': plain };
    expect((await stacks(files, ['x'])).dirs).toEqual(['a a']);
    expect((await stacks(files, ['x', 'y'])).dirs).toEqual(['a x/a', 'b y/b']);
    expect((await stacks(files, ['.', 'y'])).dirs).toEqual(['a x/a', 'b y/b']);
  });

  it('do not hold what another one includes or extends', async () => {
    const files = {
      '/srv/compose.yaml':
        'include: [part/compose.yaml]\nservices: { a: { extends: { file: base/compose.yaml, service: a } } }\n',
      '/srv/part/compose.yaml': 'services: { p: { image: p } }\n',
      '/srv/base/compose.yaml': plain,
      '/srv/own/compose.yaml': plain,
    };
    expect((await stacks(files)).dirs).toEqual(['srv .', 'own own']);
  });

  it('take the files that COMPOSE_FILE in their own .env lists', async () => {
    const files = {
      '/srv/a/compose.yaml': 'name: one\nservices: { a: { image: p } }\n',
      '/srv/a/prod.yaml': 'name: two\nservices: { b: { image: p } }\n',
      '/srv/a/.env': 'COMPOSE_FILE=compose.yaml:prod.yaml\n',
    };
    const { dirs, json } = await stacks(files);
    expect(dirs).toEqual(['two a']);
    expect(Object.keys(json.services)).toEqual(['two/a', 'two/b']);
  });

  it('are not all renamed by the shell, which is said', async () => {
    const files = { '/srv/a/compose.yaml': plain, '/srv/b/compose.yaml': plain };
    const env = { COMPOSE_PROJECT_NAME: 'all', COMPOSE_FILE: 'x.yaml' };
    const { code, dirs, err } = await stacks(files, [], { env });
    expect({ code, dirs }).toEqual({ code: 0, dirs: ['a a', 'b b'] });
    expect(err).toContain('COMPOSE_PROJECT_NAME, COMPOSE_FILE of the environment: not used with --host');
  });

  it('are reported with the line where they cannot be read, and the others go on: 2', async () => {
    const files = {
      '/srv/a/compose.yaml': plain,
      '/srv/bad/compose.yaml': 'services:\n  a: [\n',
      '/srv/named/compose.yaml': plain,
      '/srv/named/.env': 'COMPOSE_PROJECT_NAME=No Name!\n',
      '/srv/env/compose.yaml': plain,
      '/srv/env/.env': 'A="x\n',
      '/srv/locked/compose.yaml': plain,
    };
    const { code, dirs, err } = await stacks(files, [], { refused: { '/srv/locked': 'EACCES' } });
    expect({ code, dirs }).toEqual({ code: 2, dirs: ['a a'] });
    expect(err).toMatch(/^bad\/compose\.yaml:\d+:\d+: /m);
    expect(err).toMatch(/^env\/\.env:1:3: /m);
    expect(err).toContain("named: COMPOSE_PROJECT_NAME: 'No Name!' is not a project name");
    expect(err).toContain('locked: cannot be listed (EACCES). Check the permissions.');
  });

  it('are named where there is too much of them, and the others go on', async () => {
    const io = fakeIo({
      files: { '/srv/a/compose.yaml': plain, '/srv/bad/compose.yaml': plain },
      cwd: '/srv',
    });
    const machine = {
      ...io,
      kindOf: (path: string) => {
        if (path.endsWith('bad/.env')) throw new RangeError('Maximum call stack size exceeded');
        return io.kindOf(path);
      },
    };
    const said: string[] = [];
    const read = await readStacks(machine, [], options, (lines) => said.push(...[lines].flat()));
    expect(read.map(({ dir }) => dir)).toEqual(['a']);
    expect(said).toEqual([
      'bad: the files are nested, or refer to each other, too deeply. This stack is left out.',
    ]);
  });

  it('may ask for more containers than there can be', async () => {
    const scaled = (count: number) =>
      `services:\n  a: { image: p, scale: ${count} }\n  b: { image: p, container_name: bad-a-7 }\n`;
    const files = { '/srv/a/compose.yaml': plain, '/srv/bad/compose.yaml': scaled(5_000_000_000) };
    const { code, dirs, json } = await stacks(files);
    expect({ code, dirs }).toEqual({ code: 0, dirs: ['a a', 'bad bad'] });
    expect(Object.keys(json.services)).toEqual(['a/a', 'bad/a', 'bad/b']);
    const checked = await call(['check', 'compose.yaml'], { files, cwd: '/srv/bad' });
    expect(checked.out).toContain('CN604');
  });

  it('are read, and those whose files have no name that is looked for are named, but for parts of others', async () => {
    const files = {
      '/srv/a/compose.yaml': `include: [../parts/common.yaml]\n${plain}`,
      '/srv/parts/common.yaml': plain,
      '/srv/media/jellyfin.yaml': 'services:\n  jellyfin:\n    image: example/jellyfin\n',
    };
    const { code, dirs, err } = await stacks(files);
    expect({ code, dirs }).toEqual({ code: 0, dirs: ['a a'] });
    expect(err).toBe(
      'media/jellyfin.yaml: not read, since Compose does not look for files with this name. Add --stack-file NAME to read it as a stack.\n',
    );
  });

  it('are none: said with what to do', async () => {
    const none = await stacks({ '/srv/x/other.yml': plain });
    expect(none.code).toBe(2);
    expect(none.err).toContain('here: no compose file with a default name, down to 4 folders below.');
    expect((await stacks({ '/srv/x/other.yml': plain }, ['--stack-file', 'other.yml'])).dirs).toEqual([
      'x x',
    ]);
    const unread = await stacks({ '/srv/x/compose.yaml': '[' }, ['x']);
    expect(unread.err).toContain('x: no stack could be read.');
  });

  it('go by folder where no name is left, and count up where two are one project', async () => {
    const files = {
      '/srv/___/compose.yaml': plain,
      '/srv/a/blog/compose.yaml': plain,
      '/srv/b/blog/compose.yaml': plain,
    };
    expect((await stacks(files)).dirs).toEqual(['dir:___ ___', 'blog a/blog', 'blog#2 b/blog']);
  });
});

describe('stacksBelow', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it('takes links to files, no links to folders, and lists each folder once', async () => {
    const root = mkdtempSync(join(tmpdir(), 'bulkhead-stacks-'));
    folders.push(root);
    for (const name of ['a', 'b', 'lost']) mkdirSync(join(root, name));
    writeFileSync(join(root, 'a', 'compose.yaml'), plain);
    symlinkSync('../a/compose.yaml', join(root, 'b', 'compose.yaml'));
    symlinkSync('nowhere', join(root, 'lost', 'compose.yaml'));
    symlinkSync('a', join(root, 'again'));
    for (let index = 0; index < 200; index++) mkdirSync(join(root, 'data', `${index}`), { recursive: true });
    const io = createNodeIo();
    let lists = 0;
    const counted = {
      ...io,
      cwd: root,
      listFolder: (path: string) => {
        lists++;
        return io.listFolder(join(root, path));
      },
    };
    const failures: string[] = [];
    const found = await stacksBelow(counted, '.', { envFile: [] }, (why) => failures.push(why));
    expect(found.map(({ dir }) => dir)).toEqual(['a', 'b']);
    expect({ lists, failures }).toEqual({ lists: 1 + 3 + 1 + 200, failures: [] });
  });
});
