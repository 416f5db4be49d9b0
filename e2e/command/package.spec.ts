// What `npm pack` gives, installed in an empty folder without a network: its list, every command, the page and the library.

import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { packageFaults } from '../../scripts/release/package-faults.mjs';
import { packPackage } from '../../scripts/release/packed-package.mjs';

const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
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

test.describe.configure({ mode: 'default' });
test.beforeAll(() => {
  test.setTimeout(120_000);
  packed = packPackage();
  writeFileSync(join(packed.folder, 'compose.yaml'), compose);
});
test.afterAll(() => packed?.remove());

function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NODE_COMPILE_CACHE: __, FORCE_COLOR: ___, ...env } = process.env;
  return { ...env, XDG_CACHE_HOME: join(packed.folder, 'cache') };
}

function bulkhead(...args: readonly string[]) {
  const command = join(packed.folder, 'node_modules/.bin/bulkhead');
  const options = { cwd: packed.folder, env: environment(), encoding: 'utf8', timeout: 60_000 } as const;
  const { status, stdout, stderr } = spawnSync(command, args, options);
  return { status, stdout, stderr };
}

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
    '9000000 bytes packed, at most 2000000',
  ]);
});

const calls: readonly (readonly [status: number, stdout: RegExp, ...words: string[]])[] = [
  [0, /CN509/, 'check', '--fail-on', 'never'],
  [0, /"version":1/, 'reach', '--format', 'json'],
  [0, /web cannot reach db/, 'explain', 'web', 'db'],
  [0, /networks: \[front, back\]/, 'edit', 'attach=web:back'],
  [0, /^services:/, 'export', '--to', 'compose'],
  [0, /^<svg/, 'export', '--to', 'svg'],
  [0, /graph|flowchart/, 'export', '--to', 'mermaid'],
  [0, /^# /m, 'export', '--to', 'markdown'],
  [0, /^0 opened, 0 closed$/m, 'diff', 'compose.yaml', 'compose.yaml'],
  [0, /^--- a\/compose\.yaml/, 'fix', '--rule', 'CN509'],
  [2, /^$/, 'verify', '--no-probe', '-p', 'nobody-runs-this'],
  [0, /complete -o default/, 'completion', 'bash'],
  [0, /^\.TH BULKHEAD 1/, 'manual'],
];

for (const [status, stdout, ...words] of calls) {
  test(`${words.join(' ')}`, () => {
    const done = bulkhead(...words);
    expect(done.status).toBe(status);
    // On standard error these say what changes, and a failure why.
    const speaks = status === 2 || words[0] === 'edit' || words[0] === 'fix';
    expect(done.stderr !== '').toBe(speaks);
    expect(done.stdout).toMatch(stdout);
  });
}

test('every command has its help', () => {
  const names = [...bulkhead('--help').stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
  expect(names).toEqual(expect.arrayContaining(['check', 'fix', 'reach', 'open', 'verify', 'completion']));
  for (const name of names) {
    expect(bulkhead(name, '--help').stdout).toContain(`Usage: bulkhead ${name}`);
  }
});

test('open serves the page that is inside', async () => {
  const command = join(packed.folder, 'node_modules/.bin/bulkhead');
  const server = spawn(command, ['open', '--no-open'], { cwd: packed.folder, env: environment() });
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
    'check,diff,edit,explain,openProject,reach\n',
  );
  expect(node('-e', 'require("bulkhead/dist/cli/bulkhead.js")').stderr).toContain(
    'ERR_PACKAGE_PATH_NOT_EXPORTED',
  );
  const asked = (line: string) => {
    writeFileSync(
      join(packed.folder, 'ask.mts'),
      `import { type Finding, edit, openProject, reach } from 'bulkhead';
const project = await openProject({ texts: { 'compose.yaml': '' }, engine: '29' });
const direct: boolean | 'unknown' | undefined = reach(project).services.web?.reaches.db?.direct;
const result = edit(project, ['attach=web:back']);
export const gained: readonly Pick<Finding, 'rule'>[] = result.ok ? result.diff.findings.gained : [];
export const known = direct;
${line}
`,
    );
    const strict = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', ''];
    return spawnSync(process.execPath, [tsc, ...strict, 'ask.mts'], { cwd: packed.folder, encoding: 'utf8' });
  };
  expect(asked('')).toMatchObject({ status: 0, stdout: '' });
  expect(asked('openProject({ engine: 29 });').stdout).toContain('TS2322');
});

test('what was compiled is remembered in the cache of the user, and not of what is no command', () => {
  expect(bulkhead('--version').status).toBe(0);
  expect(bulkhead('chekc').status).toBe(2);
  const kept = readdirSync(join(packed.folder, 'cache/bulkhead/compiled'));
  expect(kept.filter((name) => /^(?:help|chekc)-/.test(name))).toHaveLength(1);
  expect(readFileSync(join(packed.folder, 'compose.yaml'), 'utf8')).toBe(compose);
});
