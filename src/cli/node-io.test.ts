import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
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

it('listens to the streams of the process once', () => {
  const listeners = () => [process.stdout, process.stderr].map((stream) => stream.listenerCount('error'));
  const before = listeners();
  createNodeIo();
  expect(listeners()).toEqual(before);
});

describe('saveFile', () => {
  it('writes these bytes where the file holds what was read, byte order mark included', () => {
    const file = join(folder, 'compose.yaml');
    writeFileSync(file, '\uFEFFold');
    expect(io.saveFile(file, '\uFEFFnew\r\n', 'old')).toEqual({ kind: 'changed' });
    expect(io.saveFile(file, '\uFEFFnew\r\n', '\uFEFFold')).toEqual({ kind: 'saved' });
    expect(readFileSync(file, 'utf8')).toBe('\uFEFFnew\r\n');
  });

  it('makes a file where there is none', () => {
    const file = join(folder, 'new.yaml');
    expect(io.saveFile(file, 'new', null)).toEqual({ kind: 'saved' });
    expect(io.saveFile(file, 'newer', null)).toEqual({ kind: 'changed' });
    expect(readFileSync(file, 'utf8')).toBe('new');
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
