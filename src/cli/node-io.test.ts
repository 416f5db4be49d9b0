import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
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
