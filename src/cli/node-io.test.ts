import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
