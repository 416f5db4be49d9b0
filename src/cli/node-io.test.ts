import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeIo } from './node-io.ts';

const io = createNodeIo();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-io-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('replaceFile', () => {
  it('keeps the mode and leaves nothing beside the file', () => {
    const file = join(folder, 'compose.yaml');
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    io.replaceFile(file, '\uFEFFnew\r\n');
    expect(readFileSync(file, 'utf8')).toBe('\uFEFFnew\r\n');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['compose.yaml']);
  });

  it('writes through a link, which stays a link', () => {
    const target = join(folder, 'real.yaml');
    const link = join(folder, 'compose.yaml');
    writeFileSync(target, 'old');
    symlinkSync(target, link);
    io.replaceFile(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('new');
  });
});

describe('kindOf', () => {
  it('tells files, folders and nothing apart', () => {
    writeFileSync(join(folder, 'a'), '');
    expect([io.kindOf(join(folder, 'a')), io.kindOf(folder), io.kindOf(join(folder, 'b'))]).toEqual([
      'file',
      'folder',
      'absent',
    ]);
  });
});

describe('readFile', () => {
  const codeOf = (path: string): unknown => {
    try {
      return io.readFile(path).length;
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error;
    }
  };

  it('reads regular files, also through links, and those that tell no size', () => {
    writeFileSync(join(folder, 'a'), 'text');
    symlinkSync(join(folder, 'a'), join(folder, 'link'));
    expect(new TextDecoder().decode(io.readFile(join(folder, 'link')))).toBe('text');
    if (existsSync('/proc/self/status'))
      expect(new TextDecoder().decode(io.readFile('/proc/self/status'))).toContain('Pid:');
  });

  it.skipIf(process.platform === 'win32')('waits for no pipe and reads no device, also behind a link', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync(join(folder, 'pipe'), join(folder, 'to-pipe'));
    symlinkSync('/dev/zero', join(folder, 'to-zero'));
    for (const name of ['pipe', 'to-pipe', 'to-zero']) expect(codeOf(join(folder, name))).toBe('EFTYPE');
    expect(['/dev/zero', '/dev/tty', '/dev/random'].map(codeOf)).toEqual(['EFTYPE', 'EFTYPE', 'EFTYPE']);
    // Compose takes it for no variables at all.
    expect(codeOf('/dev/null')).toBe(0);
    expect(codeOf(folder)).toBe('EISDIR');
  });

  it('reads no more than a limit', () => {
    writeFileSync(join(folder, 'large'), '');
    truncateSync(join(folder, 'large'), 30_000_000);
    expect(codeOf(join(folder, 'large'))).toBe('EFBIG');
  });
});
