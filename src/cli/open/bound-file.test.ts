import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
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
import { openRoots } from '../confined/root-folders.ts';
import { versionOf } from '../disk/save-file.ts';
import { type BoundFile, createBoundFile, readBoundFile, saveBoundFile } from './bound-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const before = '\uFEFFservices: {}\r\n';
const version = versionOf(bytes(before));

let folder = '';
let file: BoundFile;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-save-'));
  file = {
    name: 'compose.yaml',
    path: join(folder, 'compose.yaml'),
    writable: true,
    mayCreate: false,
    onDemand: false,
    roots: openRoots(folder),
  };
  writeFileSync(file.path, before);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('saving', () => {
  it('writes these bytes, keeps the mode, leaves nothing beside', () => {
    chmodSync(file.path, 0o640);
    const saved = saveBoundFile(file, bytes('a: 1\n'), version);
    expect(saved).toEqual({ kind: 'saved', version: versionOf(bytes('a: 1\n')) });
    expect(readFileSync(file.path, 'utf8')).toBe('a: 1\n');
    expect(statSync(file.path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['compose.yaml']);
  });

  it('writes through a link, which stays one', () => {
    const link = join(folder, 'link.yaml');
    symlinkSync(file.path, link);
    expect(saveBoundFile({ ...file, path: link }, bytes('a: 1\n'), version).kind).toBe('saved');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file.path, 'utf8')).toBe('a: 1\n');
  });

  it('answers with what is there where it changed, and writes nothing', () => {
    writeFileSync(file.path, 'theirs: 1\n');
    expect(saveBoundFile(file, bytes('mine: 1\n'), version)).toEqual({
      kind: 'changed',
      now: { text: 'theirs: 1\n', version: versionOf(bytes('theirs: 1\n')) },
    });
    expect(readFileSync(file.path, 'utf8')).toBe('theirs: 1\n');
    expect(readdirSync(folder)).toEqual(['compose.yaml']);
  });

  it('refuses a file that is gone, is no text any more, or is only read', () => {
    expect(saveBoundFile({ ...file, writable: false }, bytes(''), version).kind).toBe('refused');
    writeFileSync(file.path, new Uint8Array([0xff, 0xfe]));
    expect(saveBoundFile(file, bytes(''), version).kind).toBe('refused');
    rmSync(file.path);
    expect(saveBoundFile(file, bytes(''), version)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('was removed'),
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('making a file', () => {
  const name = 'compose.override.yaml';
  beforeEach(() => {
    rmSync(file.path);
    file = {
      name,
      path: join(folder, name),
      roots: openRoots(folder),
      writable: true,
      mayCreate: true,
      onDemand: false,
    };
  });

  it('writes these bytes with the usual mode, and leaves nothing beside', () => {
    const umask = process.umask();
    expect(createBoundFile(file, bytes('a: 1\n'))).toEqual({
      kind: 'saved',
      version: versionOf(bytes('a: 1\n')),
    });
    expect(readFileSync(file.path, 'utf8')).toBe('a: 1\n');
    expect(statSync(file.path).mode & 0o777).toBe(0o666 & ~umask);
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('answers with what is there, and leaves it', () => {
    writeFileSync(file.path, 'theirs: 1\n');
    expect(createBoundFile(file, bytes('a: 1\n'))).toEqual({
      kind: 'changed',
      now: { text: 'theirs: 1\n', version: versionOf(bytes('theirs: 1\n')) },
    });
    expect(readFileSync(file.path, 'utf8')).toBe('theirs: 1\n');
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('refuses a link that leads nowhere, a folder that is gone, and any other file', () => {
    expect(createBoundFile({ ...file, mayCreate: false }, bytes('')).kind).toBe('refused');
    expect(createBoundFile({ ...file, path: join(folder, 'gone', name) }, bytes(''))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('ENOENT'),
    });
    symlinkSync(join(folder, 'nowhere'), file.path);
    expect(createBoundFile(file, bytes('')).kind).toBe('refused');
    expect(readdirSync(folder)).toEqual([name]);
  });
});

describe('a file that becomes something else', () => {
  it.skipIf(process.platform === 'win32').each([
    ['a pipe', () => execFileSync('mkfifo', [file.path])],
    ['a folder', () => mkdirSync(file.path)],
    ['a link to a device', () => symlinkSync('/dev/zero', file.path)],
  ])('%s: is not there to be read, and not written', (_, make) => {
    rmSync(file.path);
    make();
    expect(readBoundFile(file)).toBeNull();
    expect(saveBoundFile(file, bytes('a: 1\n'), version)).toMatchObject({ kind: 'refused' });
    expect(readdirSync(folder)).toEqual(['compose.yaml']);
  });
});
