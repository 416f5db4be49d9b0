import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fakeIo } from '../testing/fake-io.ts';
import { runInstallPlugin, type StartCommand } from './install-plugin.ts';

const top = mkdtempSync(join(tmpdir(), 'bulkhead-plugin-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** A script that prints its arguments, in a folder whose name needs quoting in a shell. */
const script = join(top, `it's a "script".js`);
writeFileSync(script, 'process.stdout.write(JSON.stringify(process.argv.slice(2)))');
const started: StartCommand = { node: process.execPath, script, platform: 'linux' };

async function install(dir: string, more: object = {}, by: StartCommand = started) {
  const io = fakeIo({ files: {} });
  const code = await runInstallPlugin(io, { dir, ...more }, by);
  return { code, out: io.written.out };
}

describe('install-plugin', () => {
  it('writes a program that hands every word on, again too, and takes it away', async () => {
    const dir = join(top, 'new', 'cli-plugins');
    const path = join(dir, 'docker-bulkhead');
    expect(await install(dir)).toEqual({ code: 0, out: `Wrote ${path}. Try: docker bulkhead --help\n` });
    await install(dir);
    expect(readdirSync(dir)).toEqual(['docker-bulkhead']);
    expect(statSync(path).mode & 0o111).toBe(0o111);
    const { stdout } = spawnSync(path, ['bulkhead', 'check', 'a b', '$x'], { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual(['docker-plugin', 'bulkhead', 'check', 'a b', '$x']);
    expect(await install(dir, { remove: true })).toEqual({ code: 0, out: `Removed ${path}.\n` });
    expect(await install(dir, { remove: true })).toEqual({ code: 0, out: `${path} does not exist.\n` });
  });

  it('says where the script went', async () => {
    const dir = join(top, 'gone');
    await install(dir, {}, { ...started, script: join(top, 'no.js') });
    const { status, stderr } = spawnSync(join(dir, 'docker-bulkhead'), ['x'], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `${join(top, 'no.js')} is gone. Run bulkhead install-plugin again.\n`,
    });
  });

  it.each([{}, { remove: true }])('leaves the program of somebody else alone, %j', async (more) => {
    const path = join(top, 'docker-bulkhead');
    writeFileSync(path, 'mine');
    await expect(install(top, more)).rejects.toThrow(`${path}: another program has this name`);
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('is refused on Windows, and where it cannot write', async () => {
    await expect(install(top, {}, { ...started, platform: 'win32' })).rejects.toThrow(
      'plugins that are .exe files',
    );
    await expect(install(join(script, 'x'))).rejects.toThrow('ENOTDIR');
  });
});
