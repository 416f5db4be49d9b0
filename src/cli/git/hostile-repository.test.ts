// A repository that somebody else made, with a configuration that runs a script wherever git lets it: `diff --against` has to read it
// without running anything, and a content that is not there is an error.

import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNodeIo } from '../node-io.ts';
import { runCommandLine } from '../run-command-line.ts';
import { commitOf, ioAtRef } from './io-at-ref.ts';
import { type RunSync, runSync } from './run-git.ts';

const plain = 'services:\n  web: { image: example/web:1 }\n';
/** A repository with one commit; each test gets a copy. */
let first = '';
let folder = '';
let mark = '';
let script = '';

beforeAll(() => {
  first = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-hostile-')));
  folder = first;
  git('init', '-q');
  writeFileSync(join(folder, 'compose.yaml'), plain);
  writeFileSync(join(folder, '.gitattributes'), '* diff=evil filter=evil\n');
  git('add', '.');
  git('commit', '-qm', 'first');
});
afterAll(() => rmSync(first, { recursive: true, force: true }));
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-hostile-')));
  cpSync(first, folder, { recursive: true });
  mark = join(folder, '.git', 'ran');
  script = join(folder, '.git', 'script');
  writeFileSync(script, `#!/bin/sh\ntouch '${mark}'\nexit 1\n`);
  chmodSync(script, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs git as a person would, before the repository turns hostile. */
function git(...args: readonly string[]): string {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = spawnSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** Adds settings to `.git/config`. */
function configure(settings: Readonly<Record<string, string>>): void {
  const file = join(folder, '.git', 'config');
  const entries = Object.entries(settings).map(([name, value]) => {
    const [, section = '', middle, key = ''] = /^([^.]+)\.(?:(.+)\.)?([^.]+)$/.exec(name) ?? [];
    const head = middle === undefined ? section : `${section} "${middle}"`;
    const known = [section.toLowerCase(), ...(middle === undefined ? [] : [middle]), key.toLowerCase()];
    const line = `[${head}]\n\t${key} = "${value.replace(/["\\]/g, '\\$&')}"\n`;
    return { line, said: `${known.join('.')}\n${value}` };
  });
  appendFileSync(file, entries.map(({ line }) => line).join(''));
  const all = git('config', '--file', file, '--no-includes', '--list', '-z').split('\0');
  expect(all).toEqual(expect.arrayContaining(entries.map(({ said }) => said)));
}

/** Removes the content of a committed file from the repository, as in a partial clone. */
function lose(name: string): void {
  const id = git('rev-parse', `HEAD:${name}`);
  rmSync(join(folder, '.git', 'objects', id.slice(0, 2), id.slice(2)));
}

const promisor = (url: string): Readonly<Record<string, string>> => ({
  'core.repositoryFormatVersion': '1',
  'extensions.partialClone': 'origin',
  'remote.origin.url': url,
  'remote.origin.promisor': 'true',
  'remote.origin.partialCloneFilter': 'blob:none',
  'protocol.allow': 'always',
  'protocol.ext.allow': 'always',
  'protocol.file.allow': 'always',
  'protocol.ssh.allow': 'always',
  'protocol.git.allow': 'always',
});

/** A git before 2.45, which ignores GIT_NO_LAZY_FETCH. */
const older: RunSync = (command, args, cwd, { GIT_NO_LAZY_FETCH: _, ...more } = {}) =>
  runSync(command, args, cwd, more);

/** Asks git everything that the command asks: the commit, a file, the list of all files, and an untracked file. */
function readAll(run: RunSync): readonly unknown[] {
  writeFileSync(join(folder, '.env'), 'A=1\n');
  const io = { ...createNodeIo(), cwd: folder, complain: () => {} };
  const old = ioAtRef(io, run, folder, 'HEAD');
  const tries = [
    () => commitOf(run, folder, 'HEAD'),
    () => old.kindOf('compose.yaml'),
    () => old.readFile('compose.yaml'),
    () => old.readFile('.env'),
    () => old.listFolder('.'),
  ];
  return tries.map((work) => {
    try {
      return work();
    } catch (error) {
      return error instanceof Error ? error.message : error;
    }
  });
}

describe.skipIf(process.platform === 'win32')('a hostile repository', () => {
  const ways: readonly (readonly [string, () => Readonly<Record<string, string>>])[] = [
    ['a remote that is a command', () => promisor(`ext::${script}`)],
    [
      'a helper of a remote',
      () => ({ ...promisor('x'), 'remote.origin.vcs': `ext`, 'remote.origin.url': script }),
    ],
    ['the other end of a local remote', () => ({ ...promisor(folder), 'remote.origin.uploadpack': script })],
    ['ssh', () => ({ ...promisor('ssh://nobody@127.0.0.1/x'), 'core.sshCommand': script })],
    ['a proxy of the git protocol', () => ({ ...promisor('git://127.0.0.1/x'), 'core.gitProxy': script })],
  ];

  it.each(ways)('would run %s for a content that is missing', (_, settings) => {
    configure(settings());
    lose('compose.yaml');
    spawnSync('git', ['cat-file', 'blob', 'HEAD:compose.yaml'], { cwd: folder });
    expect(existsSync(mark)).toBe(true);
  });

  it.each(
    ways.flatMap(([name, settings]) => [
      [name, 'the git of this machine', settings, runSync] as const,
      [name, 'one that does not know GIT_NO_LAZY_FETCH', settings, older] as const,
    ]),
  )('runs nothing of it here: %s, %s', (_, __, settings, run) => {
    configure(settings());
    lose('compose.yaml');
    const [commit, kind, text] = readAll(run);
    expect(existsSync(mark)).toBe(false);
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    // The tree still says that it is there: it is no new file.
    expect(kind).toBe('file');
    expect(text).toMatch(/^--against: git cannot read compose\.yaml of HEAD \(.*Bulkhead fetches nothing/s);
  });

  it.each([
    ['core.fsmonitor', (own: string) => ({ 'core.fsmonitor': own })],
    ['a pager', (own: string) => ({ 'core.pager': own, 'pager.show': 'true', 'pager.ls-tree': own })],
    ['a driver of differences', (own: string) => ({ 'diff.external': own, 'diff.evil.command': own })],
    ['a driver of texts', (own: string) => ({ 'diff.evil.textconv': own })],
    [
      'filters',
      (own: string) => ({ 'filter.evil.smudge': own, 'filter.evil.clean': own, 'filter.evil.process': own }),
    ],
    ['a check of signatures', (own: string) => ({ 'log.showSignature': 'true', 'gpg.program': own })],
    ['aliases', (own: string) => ({ 'alias.cat-file': `!${own}`, 'alias.ls-tree': `!${own}` })],
    ['references of another repository', (own: string) => ({ 'core.alternateRefsCommand': own })],
    ['an editor', (own: string) => ({ 'core.editor': own, 'sequence.editor': own })],
    [
      'what is included',
      (own: string) => {
        const included = join(folder, '.git', 'more');
        writeFileSync(included, `[core]\n\tfsmonitor = ${own}\n\tpager = ${own}\n`);
        return { 'include.path': included };
      },
    ],
  ])('reads without running %s', (_, settings) => {
    const hooks = join(folder, '.git', 'hooks');
    mkdirSync(hooks, { recursive: true });
    for (const hook of [
      'post-index-change',
      'fsmonitor-watchman',
      'reference-transaction',
      'post-checkout',
    ]) {
      writeFileSync(join(hooks, hook), readFileSync(script));
      chmodSync(join(hooks, hook), 0o755);
    }
    configure({ ...settings(script), 'core.hooksPath': hooks });
    rmSync(mark, { force: true });
    // The index wants to be looked through again.
    writeFileSync(join(folder, 'compose.yaml'), plain);
    const [, kind, text, , listed] = readAll(runSync);
    expect([kind, new TextDecoder().decode(text as Uint8Array)]).toEqual(['file', plain]);
    expect(listed).toEqual({ folders: [], files: ['.gitattributes', 'compose.yaml'], others: [] });
    expect(existsSync(mark)).toBe(false);
  });

  it('is an error of the command where it lacks a content, and not a project that is all new', async () => {
    configure(promisor(`ext::${script}`));
    lose('compose.yaml');
    const written = { out: '', err: '' };
    const code = await runCommandLine(
      {
        ...createNodeIo(),
        cwd: folder,
        env: new Map(),
        color: false,
        kindOf: (name) => createNodeIo().kindOf(join(folder, name)),
        readFile: (name) => createNodeIo().readFile(join(folder, name)),
        print: async (chunks) => {
          for (const chunk of chunks) written.out += chunk;
        },
        complain: (message) => {
          written.err += [message].flat().join('\n');
        },
      },
      ['diff', '--against', 'HEAD', 'compose.yaml'],
    );
    expect({ code, out: written.out }).toEqual({ code: 2, out: '' });
    expect(written.err).toContain('A partial clone may lack it, and Bulkhead fetches nothing');
    expect(existsSync(mark)).toBe(false);
  });

  it('is an error where a folder of the commit is missing', () => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub', 'compose.yaml'), plain);
    git('add', '.');
    git('commit', '-qm', 'second');
    lose('sub');
    const io = { ...createNodeIo(), cwd: folder, complain: () => {} };
    const commit = commitOf(runSync, folder, 'HEAD');
    const old = () => ioAtRef(io, runSync, folder, commit);
    expect(() => old().kindOf('sub/compose.yaml')).toThrow('--against: git cannot read sub/compose.yaml');
    expect(() => old().listFolder('.')).toThrow('--against: git cannot read the files');
    expect(old().kindOf('compose.yaml')).toBe('file');
    expect(old().kindOf('none.yaml')).toBe('absent');
  });
});
