// The command as people have it: packed, installed, started through the link that npm makes. Node must read no word of the
// call for an option of its own: `--env-file` would run what the NODE_OPTIONS of that file name.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));
const compose = 'services:\n  web:\n    image: ${IMAGE:-nginx}\n    networks: [front]\nnetworks:\n  front:\n';
let base: string;
let folder: string;

// In one worker: each that takes part packs and installs for itself.
test.describe.configure({ mode: 'default' });

test.beforeAll(() => {
  test.setTimeout(120_000);
  base = mkdtempSync(join(tmpdir(), 'bulkhead-packed-'));
  // No script of the package runs: the build is there already.
  npm('pack', '--ignore-scripts', '--pack-destination', base);
  const [packed = ''] = readdirSync(base).filter((name) => name.endsWith('.tgz'));
  npm('install', '--global', '--offline', '--no-audit', '--no-fund', '--prefix', base, join(base, packed));
});
test.afterAll(() => rmSync(base, { recursive: true, force: true }));
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-call-'));
  writeFileSync(join(folder, 'compose.yaml'), compose);
  writeFileSync(join(folder, 'evil.cjs'), `require('node:fs').writeFileSync(${JSON.stringify(ran())}, '')\n`);
  writeFileSync(
    join(folder, 'evil.env'),
    `NODE_OPTIONS=--require=${join(folder, 'evil.cjs')}\nIMAGE=redis\n`,
  );
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

function ran(): string {
  return join(folder, 'ran');
}

function npm(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr}`);
}

/** The command by its link, in `folder`. A NODE_OPTIONS of whoever runs the tests is not meant. */
function bulkhead(...args: readonly string[]) {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const env = { ...inherited, XDG_CACHE_HOME: join(base, 'cache') };
  const { status, stdout, stderr } = spawnSync(join(base, 'bin', 'bulkhead'), args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

/** Neither code nor a file that Node would write of itself. */
function nothingHappened(): void {
  expect(readdirSync(folder).sort()).toEqual(['compose.yaml', 'evil.cjs', 'evil.env']);
}

test('starts by its link, with `--` before the script in every kind of start', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(bulkhead('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  const built = readFileSync(join(root, 'dist/cli/bulkhead.js'), 'utf8');
  // npm takes the words of this line over into the shims that it writes for Windows.
  expect(built.slice(0, built.indexOf('\n'))).toBe('#!/usr/bin/env -S node --');
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(scripts.bulkhead).toBe('node -- dist/cli/bulkhead.js');
});

test('--env-file is read by us alone', () => {
  for (const words of [['--env-file', 'evil.env'], ['--env-file=evil.env']]) {
    const { status, stdout } = bulkhead('export', '--to', 'svg', ...words);
    expect(status).toBe(0);
    expect(stdout).toContain('redis');
    nothingHappened();
  }
  expect(bulkhead('check', '--env-file', 'gone.env')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'gone.env:1:1: there is no such file. Check the path.\n',
  });
});

const options = [
  ['--env-file-if-exists=evil.env'],
  ['--env-file-if-exists', 'evil.env'],
  ['--require=./evil.cjs'],
  ['--require', './evil.cjs'],
  ['-r', './evil.cjs'],
  ['--import=./evil.cjs'],
  ['--import', './evil.cjs'],
  ['--loader=./evil.cjs'],
  ['--experimental-loader=./evil.cjs'],
  ['--inspect'],
  ['--inspect=0'],
  ['--inspect-brk=0'],
  ['--inspect-wait=0'],
  ['--test'],
  ['--run', 'start'],
  ['--watch'],
  ['--watch-path=.'],
  ['--eval', 'process.exit(7)'],
  ['-e', 'process.exit(7)'],
  ['--print', '7'],
  ['-pe', '7'],
  ['--check'],
  ['-c'],
  ['--interactive'],
  ['-i'],
  ['--cpu-prof'],
  ['--heap-prof'],
  ['--prof'],
  ['--build-snapshot', './evil.cjs'],
  ['--snapshot-blob=./evil.cjs'],
  ['--experimental-config-file=evil.env'],
  ['--experimental-sea-config=evil.env'],
  ['--openssl-config=evil.env'],
  ['--redirect-warnings=ran'],
  ['--trace-event-categories=node'],
  ['--title=x'],
  ['--v8-options'],
];

for (const words of options) {
  test(`Node takes no ${words.join(' ')}`, () => {
    for (const args of [
      ['check', ...words, 'compose.yaml'],
      [...words, 'check', 'compose.yaml'],
    ]) {
      const { status, stdout, stderr } = bulkhead(...args);
      // `-p` is ours: a project's name.
      const answer =
        words[0] === '-pe' && args[0] === 'check' ? /no project name|no such file/ : /unknown option/;
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(answer);
      expect(stderr).not.toMatch(/Debugger|node:internal/);
      nothingHappened();
    }
  });
}

test('every option that this Node knows, in one call', () => {
  const known = [...process.allowedNodeEnvironmentFlags].filter((option) => option !== '--');
  expect(known.length).toBeGreaterThan(100);
  for (const args of [
    ['check', ...known, 'compose.yaml'],
    [...known, 'check', 'compose.yaml'],
    ['check', ...known.map((option) => `${option}=evil.env`), 'compose.yaml'],
  ]) {
    const { status, stdout, stderr } = bulkhead(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('unknown option');
    nothingHappened();
  }
});

test('the same script without `--` is what this guards against', () => {
  const script = join(base, 'lib/node_modules/bulkhead/dist/cli/bulkhead.js');
  spawnSync(process.execPath, [script, 'check', '--env-file=evil.env'], { cwd: folder });
  const unguarded = existsSync(ran());
  rmSync(ran(), { force: true });
  spawnSync(process.execPath, ['--', script, 'check', '--env-file=evil.env'], { cwd: folder });
  expect(existsSync(ran())).toBe(false);
  // A Node that no longer scans behind the script would make all of the above pass for nothing.
  test.info().annotations.push({ type: 'Node scans behind the script', description: String(unguarded) });
});

test('a full disk, a reader that left, a deep file, a folder that is gone: a line, and never 1', () => {
  const link = join(base, 'bin', 'bulkhead');
  const shell = (line: string) => spawnSync('bash', ['-c', line], { cwd: folder, encoding: 'utf8' });
  const oneLine = /^[^\n]+\n$/;
  if (existsSync('/dev/full')) {
    for (const words of ['check', '--help', 'reach --format json', 'edit detach=web:front:none']) {
      const full = shell(`'${link}' ${words} > /dev/full`);
      expect(full.status).toBe(2);
      expect(full.stderr).toMatch(/^standard output cannot be written \(ENOSPC\)[^\n]*\n$/m);
    }
  }
  const many = Array.from({ length: 1500 }, (_, i) => `  s${i}: { image: x }\n`).join('');
  writeFileSync(join(folder, 'many.yaml'), `services:\n${many}`);
  const left = shell(`'${link}' reach --format json many.yaml | head -c 10; exit \${PIPESTATUS[0]}`);
  expect({ status: left.status, stderr: left.stderr }).toEqual({ status: 0, stderr: '' });
  writeFileSync(join(folder, 'deep.yaml'), `services: ${'['.repeat(10_000)}`);
  const deep = bulkhead('check', 'deep.yaml');
  expect(deep.status).toBe(2);
  expect(deep.stderr).toMatch(oneLine);
  expect(deep.stderr).toContain('nested more than 200 levels');
  const gone = shell(`mkdir gone && cd gone && rmdir ../gone && '${link}' check`);
  expect(gone.status).toBe(2);
  expect(gone.stderr).toMatch(oneLine);
});
