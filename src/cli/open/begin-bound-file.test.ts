import {
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
import { beginBoundFile } from './begin-bound-file.ts';
import { type BoundFile, versionOf } from './bound-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const name = 'compose.override.yaml';

let folder = '';
let file: BoundFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-begin-'));
  file = { name, path: join(folder, name), writable: true, mayBegin: true };
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('making a file', () => {
  it('writes these bytes with the usual mode, and leaves nothing beside', () => {
    const umask = process.umask();
    expect(beginBoundFile(file, bytes('a: 1\n'))).toEqual({
      kind: 'saved',
      version: versionOf(bytes('a: 1\n')),
    });
    expect(readFileSync(file.path, 'utf8')).toBe('a: 1\n');
    expect(statSync(file.path).mode & 0o777).toBe(0o666 & ~umask);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('answers with what is there, and leaves it', () => {
    writeFileSync(file.path, 'theirs: 1\n');
    expect(beginBoundFile(file, bytes('a: 1\n'))).toEqual({
      kind: 'changed',
      now: { text: 'theirs: 1\n', version: versionOf(bytes('theirs: 1\n')) },
    });
    expect(readFileSync(file.path, 'utf8')).toBe('theirs: 1\n');
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('refuses a link that leads nowhere, a folder that is gone, and any other file', () => {
    expect(beginBoundFile({ ...file, mayBegin: false }, bytes('')).kind).toBe('refused');
    expect(beginBoundFile({ ...file, path: join(folder, 'gone', name) }, bytes(''))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('ENOENT'),
    });
    symlinkSync(join(folder, 'nowhere'), file.path);
    expect(beginBoundFile(file, bytes('')).kind).toBe('refused');
    expect(readdirSync(folder)).toEqual([name]);
  });
});
