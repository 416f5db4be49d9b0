import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProgram } from '../create-program.ts';
import { call } from '../testing/call.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { programShape } from './program-shape.ts';

const shape = programShape(createProgram(fakeIo(), () => {}));
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-completion-'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    writeFileSync(join(folder, shell), (await call(['completion', shell])).out);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a shell of this machine without its owner's settings. */
function shell(name: string, ...words: readonly string[]) {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    ZDOTDIR: folder,
    XDG_CONFIG_HOME: folder,
    TERM: 'dumb',
  };
  return spawnSync(name, words, { env, encoding: 'utf8' });
}

/** Returns what Bash offers after these words, without its own completion of files. */
function offered(...words: readonly string[]): readonly string[] {
  // An empty list is an unset one to `-u` before Bash 4.4.
  const list = '${COMPREPLY[@]+"${COMPREPLY[@]}"}';
  const script = `source "$1"; shift; COMP_WORDS=(bulkhead "$@"); COMP_CWORD=$#; _bulkhead; printf '%s\\n' ${list}`;
  const { stdout, stderr, status } = shell('bash', '-uc', script, '-', join(folder, 'bash'), ...words);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').filter((word) => word !== '');
}

describe('the shape of the program', () => {
  it('has every command with what it takes', () => {
    expect(shape.commands.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['check', 'reach', 'explain', 'edit', 'open', 'completion']),
    );
    const check = shape.commands.find(({ name }) => name === 'check');
    const option = (long: string) => check?.options.find((one) => one.long === long);
    expect(option('--rules')?.value).toEqual({
      name: 'set',
      words: ['default', 'strict', 'cis', 'homelab'],
      isFile: false,
    });
    expect(option('--baseline')?.value).toMatchObject({ words: [], isFile: true });
    expect(option('--profile')).toMatchObject({ repeatable: true });
    expect(option('--project-name')).toMatchObject({ short: '-p' });
    expect(option('--merge')?.value).toBeNull();
  });

  const listed = shape.commands.flatMap(({ name, options }) =>
    options.flatMap(({ long, value }) =>
      value === null || value.words.length === 0 ? [] : [{ name, long, words: value.words }],
    ),
  );

  it.each(listed)(
    '$name $long takes the words that it lists, and no other',
    async ({ name, long, words }) => {
      expect(words.length).toBeGreaterThan(1);
      const required = name === 'export' && long !== '--to' ? ['--to', 'svg'] : [];
      const refused = async (word: string) => {
        const args = name === 'explain' ? ['web', 'db'] : name === 'edit' ? ['attach=web:back'] : [];
        const { code, err } = await call([name, ...required, ...args, long, word]);
        return code === 2 && err.includes(word) && /no such|give |invalid/i.test(err);
      };
      expect(await refused('mine')).toBe(true);
      // These would begin to work.
      if (['open', 'verify', 'lsp', 'mcp', 'serve'].includes(name)) return;
      for (const word of words) expect(await refused(word)).toBe(false);
    },
  );
});

describe('bash', () => {
  it('offers commands, options and their words', () => {
    expect(offered('')).toEqual(expect.arrayContaining(['check', 'completion', '--help', '--version']));
    expect(offered('ex')).toEqual(['explain', 'export']);
    expect(offered('check', '--f')).toEqual(
      expect.arrayContaining(['--format', '--fail-on', '--firewall-backend']),
    );
    expect(offered('check', '--rules', '')).toEqual(['default', 'strict', 'cis', 'homelab']);
    expect(offered('check', '--rules', 's')).toEqual(['strict']);
    expect(offered('check', 'compose.yaml', '--format', 'js')).toEqual(['json']);
    expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  it('reads the three words that it makes of --format=json', () => {
    expect(offered('check', '--rules', '=', '')).toContain('strict');
    expect(offered('check', '--rules', '=')).toContain('strict');
    expect(offered('check', '--rules', '=', 'c')).toEqual(['cis']);
  });

  it('leaves files to the shell', () => {
    expect(offered('check', 'comp')).toEqual([]);
    expect(offered('check', '--baseline', '')).toEqual([]);
    expect(offered('check', '-p', '')).toEqual([]);
  });
});

describe.each([
  ['zsh', ['-n']],
  ['fish', ['--no-execute']],
])('%s', (name, options) => {
  const there = spawnSync(name, ['--version']).status === 0;

  it.skipIf(!there)('reads the script without complaint', () => {
    const { status, stderr } = shell(name, ...options, join(folder, name));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('names every option of every command', async () => {
    const { out } = await call(['completion', name]);
    for (const { name: command, options: own } of shape.commands) {
      expect(out).toContain(command);
      for (const { long } of own) expect(out).toContain(name === 'fish' ? `-l ${long.slice(2)} ` : long);
    }
  });
});

const fish = spawnSync('fish', ['--version']).status === 0;

it.skipIf(!fish)('fish offers words, and files where one is meant', () => {
  const ask = (line: string) =>
    shell('fish', '-c', `source ${join(folder, 'fish')}; complete -C '${line}'`)
      .stdout.split('\n')
      .map((each) => each.split('\t')[0]);
  expect(ask('bulkhead ')).toEqual(expect.arrayContaining(['check', 'open']));
  expect(ask('bulkhead check --rules ')).toEqual(expect.arrayContaining(['strict', 'cis']));
  expect(ask('bulkhead check --ru')).toContain('--rules');
});

it('refuses a shell that it does not know', async () => {
  const { code, err } = await call(['completion', 'tcsh']);
  expect(code).toBe(2);
  expect(err).toContain('bash, zsh, fish');
});
