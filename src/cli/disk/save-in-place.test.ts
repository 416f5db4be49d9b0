// Writing in place, full disks, pipes and access lists: no text is lost, and nobody else can read it afterwards.

import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Disk, intruded } from './testing/watched-fs.ts';

const disk = vi.hoisted((): Disk => ({ onCall: () => {}, calls: 0, room: null }));
vi.mock('node:fs', async (original) =>
  (await import('./testing/watched-fs.ts')).watched(await original<typeof fs>(), disk),
);
/** True to ask the machine's programs for access lists, which makes a write a hundred times slower. */
let looks = false;
vi.mock('./file-access.ts', async (original) => {
  const real = await original<typeof import('./file-access.ts')>();
  return { sameAccess: (old: string, fresh: string) => !looks || real.sameAccess(old, fresh) };
});
// The tests of a worker share their modules: this one reads them anew, with the watched calls, and leaves none of it behind.
vi.resetModules();
const { saveFile, versionOf } = await import('./save-file.ts');
afterAll(() => {
  vi.doUnmock('node:fs');
  vi.doUnmock('./file-access.ts');
  vi.resetModules();
});
const { appendFileSync, chmodSync, linkSync, mkdirSync, mkdtempSync } = fs;
const { readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } =
  fs;

const before = '\uFEFFservices: {}\r\n';
const bytesOf = (text: string) => new TextEncoder().encode(text);
const long = `${'# a longer text than before\n'.repeat(9)}a: 1\n`;

let folder = '';
let file = '';
beforeEach(() => {
  disk.onCall = () => {};
  disk.room = null;
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-save-')));
  file = join(folder, 'compose.yaml');
  writeFileSync(file, before);
});
afterEach(() => {
  disk.onCall = () => {};
  disk.room = null;
  rmSync(folder, { recursive: true });
});

const save = (text: string, path = file) => saveFile(path, bytesOf(text), versionOf(before));
const content = () => readFileSync(file, 'utf8');

/** Renames a leftover of this process as if another, ended process had left it. */
function asOfAnother(): void {
  for (const entry of readdirSync(folder)) {
    const other = entry.replace(`-${process.pid}-`, `-${2 ** 22 + 1}-`);
    if (other !== entry) renameSync(join(folder, entry), join(folder, other));
  }
  for (const entry of readdirSync(folder)) utimesSync(join(folder, entry), 1, 1);
}

/** Fails each call from the first truncation on, or only the named calls. */
function fromTruncation(error: Error, names: readonly string[] | null = null): (name: string) => void {
  let over = false;
  return (name) => {
    over ||= name === 'ftruncateSync';
    if (over && (names === null || names.includes(name))) throw error;
  };
}

describe('a file with several names, which is written in place', () => {
  const other = () => join(folder, 'other.yaml');
  beforeEach(() => linkSync(file, other()));

  it.each([
    ['a shorter text', 'a: 1\n'],
    ['a longer one', long],
  ])('holds the old text where the disk is full, whenever that is: %s', (_, text) => {
    let refusals = 0;
    for (let space = 0; ; space += 5) {
      writeFileSync(file, before);
      disk.room = space;
      const result = save(text);
      disk.room = null;
      if (result.kind === 'saved') break;
      refusals++;
      expect(result).toEqual({
        kind: 'refused',
        why: expect.stringContaining('(ENOSPC): there is no space on its disk'),
      });
      expect([space, content(), readdirSync(folder)]).toEqual([
        space,
        before,
        ['compose.yaml', 'other.yaml'],
      ]);
    }
    expect(refusals).toBeGreaterThan(5);
    expect([content(), statSync(file).nlink]).toEqual([text, 2]);
  });

  it.each([
    ['a shorter text', 'a: 1\n'],
    ['a longer one', long],
  ])('is put back by the next write after a kill before whichever call: %s', (_, text) => {
    const seen = new Set<string>();
    for (let at = 1; ; at++) {
      writeFileSync(file, before);
      disk.calls = 0;
      let killed = false;
      disk.onCall = (_called, count) => {
        if (count < at) return;
        killed = true;
        throw new Error('killed');
      };
      save(text);
      disk.onCall = () => {};
      if (!killed) break;
      asOfAnother();
      const left = content();
      appendFileSync(file, '# theirs\n');
      // The command that comes next has read what it found.
      const next = saveFile(file, bytesOf('b: 2\n'), versionOf(content()));
      const now = content();
      seen.add(`${left === before ? 'old' : left === text ? 'new' : 'half'}, ${next.kind}`);
      if (next.kind === 'saved') expect(now).toBe('b: 2\n');
      // Whoever appended to half a text did so to the text that is put back.
      else expect([`${before}# theirs\n`, `${text}# theirs\n`]).toContain(now);
      rmSync(`${file}.before-bulkhead`, { force: true });
      expect([at, readdirSync(folder)]).toEqual([at, ['compose.yaml', 'other.yaml']]);
    }
    expect([...seen].some((one) => one.startsWith('old'))).toBe(true);
  });

  it('that somebody mended by hand after a kill is left to them, with what it held before beside it', () => {
    disk.onCall = fromTruncation(new Error('killed'));
    save('a: 1\n');
    disk.onCall = () => {};
    asOfAnother();
    expect(content()).not.toBe(before);
    writeFileSync(file, 'mended: 1\n');
    expect(saveFile(file, bytesOf('b: 2\n'), versionOf('mended: 1\n'))).toEqual({ kind: 'saved' });
    expect(readFileSync(`${file}.before-bulkhead`, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['compose.yaml', 'compose.yaml.before-bulkhead', 'other.yaml']);
  });

  it('that cannot be put back at once is by the next write', () => {
    disk.onCall = fromTruncation(Object.assign(new Error('io'), { code: 'EIO' }), [
      'ftruncateSync',
      'writeSync',
    ]);
    expect(save('a: 1\n')).toMatchObject({ why: expect.stringContaining('was only partly written (EIO)') });
    disk.onCall = () => {};
    expect(content()).not.toBe(before);
    expect(saveFile(file, bytesOf('b: 2\n'), versionOf(before))).toEqual({ kind: 'saved' });
    expect([content(), readdirSync(folder)]).toEqual(['b: 2\n', ['compose.yaml', 'other.yaml']]);
  });
});

describe('a full disk', () => {
  it.each([
    ['replacing', before],
    ['making', null],
  ])('leaves nothing behind, no lock either: %s', (_, old) => {
    let refusals = 0;
    for (let space = 0; ; space += 3) {
      rmSync(file, { force: true });
      if (old !== null) writeFileSync(file, old);
      disk.room = space;
      const result = saveFile(file, bytesOf(long), old === null ? null : versionOf(old));
      disk.room = null;
      if (result.kind === 'saved') break;
      refusals++;
      expect(result).toMatchObject({ why: expect.stringContaining('(ENOSPC)') });
      expect([space, readdirSync(folder)]).toEqual([space, old === null ? [] : ['compose.yaml']]);
      if (old !== null) expect(content()).toBe(old);
    }
    expect(refusals).toBeGreaterThan(5);
  });

  const mayMount = process.getuid?.() === 0 && process.platform === 'linux';
  it.skipIf(!mayMount)('that is a real one (tmpfs; needs root) leaves old text and no lock', (context) => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', disk]).status !== 0)
      return context.skip('mount is not permitted here');
    try {
      const [one, two, filler] = ['compose.yaml', 'other.yaml', 'filler'].map((name) => join(disk, name));
      if (one === undefined || two === undefined || filler === undefined) throw new Error('no names');
      writeFileSync(one, before);
      const large = bytesOf('# much more than before\n'.repeat(500));
      const handle = fs.openSync(filler, 'w');
      try {
        for (;;) fs.writeSync(handle, Buffer.alloc(4096));
      } catch {
        // Full.
      } finally {
        fs.closeSync(handle);
      }
      for (const links of [1, 2]) {
        if (links === 2) linkSync(one, two);
        expect(saveFile(one, large, versionOf(before))).toMatchObject({
          why: expect.stringContaining('(ENOSPC)'),
        });
        expect([links, readFileSync(one, 'utf8')]).toEqual([links, before]);
        expect(readdirSync(disk)).toEqual(
          ['compose.yaml', 'filler', 'other.yaml'].filter((name) => name !== 'other.yaml' || links === 2),
        );
      }
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe.skipIf(process.platform === 'win32')('a pipe in the place of the file', () => {
  it('before whichever call: is never waited for', () => {
    let refusals = 0;
    const beside = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-pipe-')));
    const pipe = join(beside, 'pipe');
    execFileSync('mkfifo', [pipe]);
    onTestFinished(() => rmSync(beside, { recursive: true }));
    for (let at = 1; ; at++) {
      rmSync(file, { force: true });
      writeFileSync(file, before);
      const { result, name } = intruded(
        disk,
        at,
        () => {
          rmSync(file, { force: true });
          linkSync(pipe, file);
        },
        () => save('a: 1\n'),
      );
      if (name === null) break;
      if (result.kind === 'refused') refusals++;
      for (const entry of readdirSync(folder))
        if (entry !== 'compose.yaml') expect([at, entry]).toBe('nothing');
    }
    expect(refusals).toBeGreaterThan(2);
  });

  it('in the place of the lock: neither', () => {
    execFileSync('mkfifo', [join(folder, '.compose.yaml.bulkhead-lock')]);
    utimesSync(join(folder, '.compose.yaml.bulkhead-lock'), 1, 1);
    expect(save('a: 1\n')).toEqual({ kind: 'saved' });
    expect(readdirSync(folder)).toEqual(['compose.yaml']);
  });
});

describe('an access list', () => {
  beforeEach(() => {
    looks = true;
  });
  afterEach(() => {
    looks = false;
  });

  const listOf = (path: string) => execFileSync('getfacl', ['-cpn', path], { encoding: 'utf8' });
  /** True when this machine can set access lists. */
  const canSet = () => spawnSync('setfacl', ['-m', 'u:1234:r', file]).status === 0;

  it('stays as it is, and the file is no wider open', (context) => {
    chmodSync(file, 0o600);
    if (!canSet()) return context.skip('setfacl is not here, or the file system has no lists');
    const list = listOf(file);
    expect(list).toContain('user:1234:r--');
    expect(list).toContain('group::---');
    expect(save('a: 1\n')).toEqual({ kind: 'saved' });
    expect([listOf(file), content(), readdirSync(folder)]).toEqual([list, 'a: 1\n', ['compose.yaml']]);
  });

  it('of the folder is not given to a file that has none', (context) => {
    if (spawnSync('setfacl', ['-d', '-m', 'u:1234:rw', folder]).status !== 0)
      return context.skip('setfacl is not here, or the file system has no lists');
    chmodSync(file, 0o640);
    const list = listOf(file);
    expect(list).not.toContain('1234');
    expect(save('a: 1\n')).toEqual({ kind: 'saved' });
    expect([listOf(file), content()]).toEqual([list, 'a: 1\n']);
  });
});
