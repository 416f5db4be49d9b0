// What `npm pack` gives, installed in an empty folder without a network: its list, every command, the page and the library. The command
// is started through the link that npm makes, and Node must read no word of the call for an option of its own: `--env-file` would
// run what the NODE_OPTIONS of that file name.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFaults, packPackage } from '../../scripts/release/package.mjs';
import { triesAll } from '../../src/core/compose/testing/property-runs.ts';
import { expect, commandTest as test } from '../page/test.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const compose = `services:
  web:
    image: nginx
    networks: [front]
    ports: ["127.0.0.1:8080:80"]
  db:
    image: postgres:16
    networks: [back]
networks:
  front:
  back:
    internal: true
`;
let packed: ReturnType<typeof packPackage>;

test.skip(!triesAll, 'about forty starts of Node: tried where CI is set, and by `npm run release:check`');
// In one worker: each that takes part packs and installs for itself.
test.describe.configure({ mode: 'default' });
test.beforeAll(() => {
  packed = packPackage();
  writeFileSync(join(packed.folder, 'compose.yaml'), compose);
});
test.afterAll(() => packed?.remove());

function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NODE_COMPILE_CACHE: __, FORCE_COLOR: ___, ...env } = process.env;
  return { ...env, XDG_CACHE_HOME: join(packed.folder, 'cache') };
}

/** The command by its link. */
const link = (): string => join(packed.folder, 'node_modules/.bin/bulkhead');

function bulkheadIn(cwd: string, ...args: readonly string[]) {
  const options = { cwd, env: environment(), encoding: 'utf8', timeout: 60_000 } as const;
  const { status, stdout, stderr } = spawnSync(link(), args, options);
  return { status, stdout, stderr };
}

const bulkhead = (...args: readonly string[]) => bulkheadIn(packed.folder, ...args);

function node(...args: readonly string[]) {
  return spawnSync(process.execPath, args, { cwd: packed.folder, env: environment(), encoding: 'utf8' });
}

test('nothing is wrong with its list, its size and its licences', () => {
  expect(packageFaults(packed.about, packed.installed)).toEqual([]);
  const files = [...packed.about.files, { path: 'src/cli/notes.txt', size: 1 }].filter(
    ({ path }) => path !== 'man/bulkhead.1',
  );
  expect(packageFaults({ ...packed.about, files, size: 9_000_000 }, packed.installed)).toEqual([
    'src/cli/notes.txt: is not to be in the package',
    'man/bulkhead.1: is missing',
    '9000000 bytes packed, at most 2600000',
  ]);
});

const calls: readonly (readonly [status: number, stdout: RegExp, ...words: string[]])[] = [
  [0, /CN509/, 'check', '--fail-on', 'never', '--rules', 'strict'],
  [0, /"version":1/, 'reach', '--format', 'json'],
  [0, /web cannot reach db/, 'explain', 'web', 'db'],
  [0, /networks: \[front, back\]/, 'edit', 'attach=web:back'],
  [0, /^services:/, 'export', '--to', 'compose'],
  [0, /^<svg/, 'export', '--to', 'svg'],
  [0, /^0 opened, 0 closed$/m, 'diff', 'compose.yaml', 'compose.yaml'],
  [0, /^--- a\/compose\.yaml/, 'fix', '--rule', 'CN509', '--rules', 'strict'],
  [2, /^$/, 'verify', '--no-probe', '-p', 'nobody-runs-this'],
  [0, /complete -o default/, 'completion', 'bash'],
  [0, /^\.TH BULKHEAD 1/, 'manual'],
  [0, /^ {2}check .*^ {2}verify /ms, '--help'],
];

test('each command answers, and on standard error only what belongs there', async () => {
  for (const [status, stdout, ...words] of calls) {
    await test.step(words.join(' '), () => {
      const done = bulkhead(...words);
      expect(done.status, done.stderr).toBe(status);
      // On standard error these say what changes, and a failure why.
      const speaks = status === 2 || words[0] === 'edit' || words[0] === 'fix';
      expect(done.stderr !== '').toBe(speaks);
      expect(done.stdout).toMatch(stdout);
    });
  }
});

test('open serves the page that is inside', async () => {
  const server = spawn(link(), ['open', '--no-open'], { cwd: packed.folder, env: environment() });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      const hear = (part: Buffer) => {
        said += part.toString();
        const found = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)?.[0];
        if (found !== undefined) resolve(found);
      };
      server.stdout.on('data', hear);
      server.stderr.on('data', hear);
      server.on('exit', () => reject(new Error(said)));
    });
    // The address of the person leads to one of this session, with a cookie.
    const entry = await fetch(address, { redirect: 'manual' });
    const cookie = entry.headers.get('set-cookie')?.split(';')[0] ?? '';
    const home = new URL(entry.headers.get('location') ?? '', address);
    const page = await fetch(home, { headers: { cookie } });
    expect(page.status).toBe(200);
    const text = await page.text();
    const [, asset = ''] = /src="\.?\/?(assets\/[^"]+\.js)"/.exec(text) ?? [];
    const fetched = await fetch(new URL(asset, home), { headers: { cookie } });
    expect(fetched.status).toBe(200);
    expect(fetched.headers.get('content-type')).toContain('javascript');
  } finally {
    server.kill();
  }
});

test('the library, imported and required, with its types', () => {
  writeFileSync(
    join(packed.folder, 'ask.mjs'),
    `import { check, edit, explain, openProject, reach } from 'bulkhead';
const project = await openProject({ files: ['compose.yaml'] });
console.log(check(project).version, Object.keys(reach(project).services).join(), explain(project, 'web', 'db').reaches,
  edit(project, ['attach=web:back']).ok);
`,
  );
  expect(node('ask.mjs')).toMatchObject({ status: 0, stdout: '1 web,db false true\n', stderr: '' });
  expect(node('-p', 'Object.keys(require("bulkhead")).sort().join()').stdout).toBe(
    'BulkheadError,check,connect,diff,edit,explain,fleetCheck,fleetNames,fleetReach,hostNames,isolation,openFleet,openProject,reach,survey,surveyPage\n',
  );
  expect(node('-e', 'require("bulkhead/dist/cli/bulkhead.js")').stderr).toContain(
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
  );
  writeFileSync(
    join(packed.folder, 'ask.mts'),
    `import { type Finding, edit, openProject, reach } from 'bulkhead';
const project = await openProject({ texts: { 'compose.yaml': '' }, engine: '29' });
const direct: boolean | 'unknown' | undefined = reach(project).services.web?.reaches.db?.direct;
const result = edit(project, ['attach=web:back']);
export const gained: readonly Pick<Finding, 'rule'>[] = result.ok ? result.diff.findings.gained : [];
export const known = direct;
// @ts-expect-error: an Engine is named by a text.
openProject({ engine: 29 });
`,
  );
  const strict = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', ''];
  const checked = spawnSync(process.execPath, [tsc, ...strict, 'ask.mts'], {
    cwd: packed.folder,
    encoding: 'utf8',
  });
  expect(checked).toMatchObject({ status: 0, stdout: '' });
});

test('what was compiled is remembered in the cache of the user, and not of what is no command', () => {
  expect(bulkhead('--version').status).toBe(0);
  expect(bulkhead('chekc').status).toBe(2);
  const kept = readdirSync(join(packed.folder, 'cache/bulkhead/compiled'));
  expect(kept.filter((name) => /^(?:help|chekc)-/.test(name))).toHaveLength(1);
  expect(readFileSync(join(packed.folder, 'compose.yaml'), 'utf8')).toBe(compose);
});

/** Options of Node that run code, listen, watch or write a file. */
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

test.describe('Node reads nothing of a call', () => {
  let folder: string;
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bulkhead-call-'));
    const evil = `require('node:fs').writeFileSync(${JSON.stringify(ran())}, '')\n`;
    writeFileSync(join(folder, 'evil.cjs'), evil);
    writeFileSync(join(folder, 'compose.yaml'), compose.replace('nginx', '${IMAGE:-nginx}'));
    const variables = `NODE_OPTIONS=--require=${join(folder, 'evil.cjs')}\nIMAGE=redis\n`;
    writeFileSync(join(folder, 'evil.env'), variables);
  });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const ran = (): string => join(folder, 'ran');
  const call = (...args: readonly string[]) => bulkheadIn(folder, ...args);

  /** Neither code nor a file that Node would write of itself. */
  function nothingHappened(): void {
    expect(readdirSync(folder).sort()).toEqual(['compose.yaml', 'evil.cjs', 'evil.env']);
  }

  test('starts by its link, with `--` before the script in every kind of start', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(call('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    const built = readFileSync(join(root, 'dist/cli/bulkhead.js'), 'utf8');
    // npm takes the words of this line over into the shims that it writes for Windows.
    expect(built.slice(0, built.indexOf('\n'))).toBe('#!/usr/bin/env -S node --');
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(scripts.bulkhead).toBe('node -- scripts/bulkhead.mjs');
    const starter = readFileSync(join(root, 'scripts/bulkhead.mjs'), 'utf8');
    expect(starter).toContain("runCommand(process.execPath, ['--', command,");
  });

  test('--env-file is read by us alone', () => {
    for (const words of [['--env-file', 'evil.env'], ['--env-file=evil.env']]) {
      const { status, stdout } = call('export', '--to', 'svg', ...words);
      expect(status).toBe(0);
      expect(stdout).toContain('redis');
      nothingHappened();
    }
    expect(call('check', '--env-file', 'gone.env')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'gone.env:1:1: there is no such file. Check the path.\n',
    });
  });

  /** Each in a call of its own takes two starts: CI makes all of them, everyone else one of each kind of answer. */
  const alone = process.env.CI
    ? options
    : options.filter(([name]) => name === '--require' || name === '--inspect' || name === '-pe');

  function expectRefused(args: readonly string[], answer: RegExp): void {
    const { status, stdout, stderr } = call(...args);
    expect({ args, status, stdout }).toEqual({ args, status: 2, stdout: '' });
    expect(stderr).toMatch(answer);
    expect(stderr).not.toMatch(/Debugger|node:internal/);
    nothingHappened();
  }

  test('Node takes none of its options that do something, alone or together', async () => {
    test.setTimeout(240_000);
    for (const words of alone) {
      await test.step(words.join(' '), () => {
        // `-p` is ours: a project's name.
        const behind = words[0] === '-pe' ? /no project name|no such file/ : /unknown option/;
        expectRefused(['check', ...words, 'compose.yaml'], behind);
        expectRefused([...words, 'check', 'compose.yaml'], /unknown option/);
      });
    }
    await test.step('all of them', () => {
      expectRefused(['check', ...options.flat(), 'compose.yaml'], /unknown option/);
      expectRefused([...options.flat(), 'check', 'compose.yaml'], /unknown option/);
    });
  });

  test('every option that this Node knows, in one call', () => {
    const known = [...process.allowedNodeEnvironmentFlags].filter((option) => option !== '--');
    expect(known.length).toBeGreaterThan(100);
    for (const args of [
      ['check', ...known, 'compose.yaml'],
      [...known, 'check', 'compose.yaml'],
      ['check', ...known.map((option) => `${option}=evil.env`), 'compose.yaml'],
    ]) {
      expectRefused(args, /unknown option/);
    }
  });

  test('the same script without `--` is what this guards against', () => {
    const script = join(packed.installed, 'dist/cli/bulkhead.js');
    spawnSync(process.execPath, [script, 'check', '--env-file=evil.env'], { cwd: folder });
    const unguarded = existsSync(ran());
    rmSync(ran(), { force: true });
    spawnSync(process.execPath, ['--', script, 'check', '--env-file=evil.env'], { cwd: folder });
    expect(existsSync(ran())).toBe(false);
    // A Node that no longer scans behind the script would make all of the above pass for nothing.
    test.info().annotations.push({ type: 'Node scans behind the script', description: String(unguarded) });
  });

  test('a full disk, a reader that left, a deep file, a folder that is gone: a line, and never 1', () => {
    const shell = (line: string) =>
      spawnSync('bash', ['-c', line], { cwd: folder, env: environment(), encoding: 'utf8' });
    const oneLine = /^[^\n]+\n$/;
    if (existsSync('/dev/full')) {
      for (const words of ['check', '--help', 'edit detach=web:front:none']) {
        const full = shell(`'${link()}' ${words} > /dev/full`);
        expect(full.status).toBe(2);
        expect(full.stderr).toMatch(/^standard output cannot be written \(ENOSPC\)[^\n]*\n$/m);
      }
    }
    const many = Array.from({ length: 300 }, (_, i) => `  s${i}: { image: x }\n`).join('');
    writeFileSync(join(folder, 'many.yaml'), `services:\n${many}`);
    const left = shell(`'${link()}' reach --format json many.yaml | head -c 10; exit \${PIPESTATUS[0]}`);
    expect({ status: left.status, stderr: left.stderr }).toEqual({ status: 0, stderr: '' });
    writeFileSync(join(folder, 'deep.yaml'), `services: ${'['.repeat(10_000)}`);
    const deep = call('check', 'deep.yaml');
    expect(deep.status).toBe(2);
    expect(deep.stderr).toMatch(oneLine);
    expect(deep.stderr).toContain('nested more than 200 levels');
    const gone = shell(`mkdir gone && cd gone && rmdir ../gone && '${link()}' check`);
    expect(gone.status).toBe(2);
    expect(gone.stderr).toMatch(oneLine);
  });
});
