// What a call of the command as it ships reads of its own code: each file costs time, whatever its size.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { builtCommand } from '../../scripts/built-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'bulkhead-built-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Returns the code files of a call, named without hashes as in the cache of compiled code, and the call's result. */
async function filesOf(word: string, ...more: readonly string[]) {
  const cli = await builtCommand();
  const cache = join(folder, word);
  writeFileSync(
    join(folder, 'compose.yaml'),
    'services:\n  web:\n    image: busybox\n    privileged: true\n',
  );
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--', join(cli, 'bulkhead.js'), word, 'compose.yaml', ...more],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: cache } },
  );
  const compiled = join(cache, 'bulkhead', 'compiled');
  const [file = ''] = readdirSync(compiled);
  const [head = ''] = readFileSync(join(compiled, file), 'latin1').split('\n', 1);
  const [, ...sizes] = JSON.parse(head) as [number, ...[string, number, number][]];
  const files = sizes.map(([name]) => name.replace(/^\.\/([a-z-]+?)(?:-[\w-]{8})?\.js$/, '$1'));
  return { status, stderr, end: stdout.trim().split('\n').at(-1), files: files.sort() };
}

test('check reads three files, what the others share among them, and ends with its answer', async () => {
  expect(await filesOf('check')).toEqual({
    status: 1,
    stderr: '',
    end: expect.stringMatching(/^\d+ findings?: 1 error, /),
    files: ['check', 'model', 'run-process'],
  });
});

test('reach and explain read no rule', async () => {
  const files = ['model', 'run-process'];
  expect(await filesOf('reach')).toMatchObject({ status: 0, stderr: '', files });
  expect(await filesOf('explain', 'outside', 'web')).toMatchObject({ status: 0, stderr: '', files });
});

test('the first file needs no other one of ours, and all are of ASCII', async () => {
  const cli = await builtCommand();
  expect(readFileSync(join(cli, 'bulkhead.js'), 'utf8')).not.toContain('require("./');
  for (const name of readdirSync(cli).filter((one) => one.endsWith('.js')))
    expect(readFileSync(join(cli, name), 'latin1'), name).toMatch(/^[\0-\x7f]*$/);
});
