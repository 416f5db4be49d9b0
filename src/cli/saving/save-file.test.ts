// Every moment of a write: another program is let in before each call of the file system, and a kill is played there.

import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** How many bytes files may still grow by; null for a disk that is never full. */
let room: number | null = null;

/** Called for each call that looks at or changes a file; throws to play a kill. */
let onCall: (name: string, count: number) => void = () => {};
let calls = 0;

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const watched = Object.entries(real).map(([name, value]) => {
    if (typeof value !== 'function' || !name.endsWith('Sync')) return [name, value];
    return [
      name,
      (...args: unknown[]) => {
        calls++;
        onCall(name, calls);
        if (name !== 'writeSync' || room === null) return Reflect.apply(value, real, args);
        const [file, bytes, offset, length, at] = args as [number, Uint8Array, number, number, number];
        const { size } = real.fstatSync(file);
        const most = Math.min(length, Math.max(0, size - at) + room);
        if (most === 0 && length > 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        room -= Math.max(0, at + most - size);
        return real.writeSync(file, bytes, offset, most, at);
      },
    ];
  });
  return Object.fromEntries(watched);
});
/** Whether the programs of the machine are asked for access lists: each write that asks takes longer than a hundred that do not. */
let looks = false;
vi.mock('./file-access.ts', async (original) => {
  const real = await original<typeof import('./file-access.ts')>();
  return { sameAccess: (old: string, fresh: string) => !looks || real.sameAccess(old, fresh) };
});
// The tests of a worker share their modules: this one reads them anew, with the watched calls, and leaves none of it behind.
vi.resetModules();
const { saveFile, versionOf, whyNotWritable } = await import('./save-file.ts');
afterAll(() => {
  vi.doUnmock('node:fs');
  vi.doUnmock('./file-access.ts');
  vi.resetModules();
});
const { appendFileSync, chmodSync, linkSync, lstatSync, mkdirSync, mkdtempSync } = fs;
const {
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} = fs;

const before = '\uFEFFservices: {}\r\n';
const bytesOf = (text: string) => new TextEncoder().encode(text);
const long = `${'# a longer text than before\n'.repeat(9)}a: 1\n`;

let folder = '';
let file = '';
beforeEach(() => {
  onCall = () => {};
  room = null;
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-save-')));
  file = join(folder, 'compose.yaml');
  writeFileSync(file, before);
});
afterEach(() => {
  onCall = () => {};
  room = null;
  rmSync(folder, { recursive: true });
});

const save = (text: string, path = file) => saveFile(path, bytesOf(text), versionOf(before));
const content = () => readFileSync(file, 'utf8');

/** Runs `work` with `intrude` called once, before the call of that number; whether there was such a call, and its name. */
function intruded<T>(at: number, intrude: () => void, work: () => T): { result: T; name: string | null } {
  let name: string | null = null;
  calls = 0;
  onCall = (called, count) => {
    if (count !== at) return;
    name = called;
    onCall = () => {};
    intrude();
  };
  const result = work();
  onCall = () => {};
  return { result, name };
}

describe('what stays', () => {
  it.each([0o640, 0o664, 0o755])('the mode %o, and nothing is left beside', (mode) => {
    chmodSync(file, mode);
    expect(save('a: 1\n')).toEqual({ kind: 'saved' });
    expect(statSync(file).mode & 0o7777).toBe(mode);
    expect([content(), readdirSync(folder)]).toEqual(['a: 1\n', ['compose.yaml']]);
  });

  it.runIf(process.getuid?.() === 0)('the owner and the group', () => {
    fs.chownSync(file, 1234, 2345);
    expect(save('a: 1\n')).toEqual({ kind: 'saved' });
    expect([statSync(file).uid, statSync(file).gid]).toEqual([1234, 2345]);
  });

  it('a symbolic link, also one through a link of its folder; the file it leads to is written', () => {
    mkdirSync(join(folder, 'real'));
    renameSync(file, join(folder, 'real', 'there.yaml'));
    symlinkSync('real/there.yaml', file);
    symlinkSync('.', join(folder, 'here'));
    expect(save('a: 1\n', join(folder, 'here', 'compose.yaml'))).toEqual({ kind: 'saved' });
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(content()).toBe('a: 1\n');
    expect(readdirSync(join(folder, 'real'))).toEqual(['there.yaml']);
  });

  it.each(['a: 1\n', long])('hard links: both names hold the new text (%#)', (text) => {
    const other = join(folder, 'other.yaml');
    linkSync(file, other);
    expect(save(text)).toEqual({ kind: 'saved' });
    expect(statSync(other).ino).toBe(statSync(file).ino);
    expect([content(), readFileSync(other, 'utf8')]).toEqual([text, text]);
    expect(readdirSync(folder)).toEqual(['compose.yaml', 'other.yaml']);
  });
});

describe('what is refused', () => {
  it.each([0o444, 0o555, 0o400])('a file without the right to write (mode %o), for root too', (mode) => {
    chmodSync(file, mode);
    expect(save('a: 1\n')).toMatchObject({ kind: 'refused', why: expect.stringContaining('is read-only') });
    expect([content(), readdirSync(folder)]).toEqual([before, ['compose.yaml']]);
  });

  it('what is no file', () => {
    expect(save('a: 1\n', folder)).toMatchObject({ why: 'is no regular file. Name a file.' });
    expect(saveFile('/dev/null', bytesOf(''), versionOf(''))).toMatchObject({
      why: 'is no regular file. Name a file.',
    });
    expect(save('a: 1\n', join(folder, 'gone'))).toMatchObject({ why: expect.stringContaining('ENOENT') });
    expect(whyNotWritable(join(folder, 'x'.repeat(300)))).toBe(
      'cannot be written (ENAMETOOLONG). Check the path.',
    );
  });

  it('a new file over one that is there, or over a link that leads nowhere', () => {
    symlinkSync(join(folder, 'nowhere'), join(folder, 'link.yaml'));
    expect(saveFile(file, bytesOf('a: 1\n'), null)).toEqual({ kind: 'changed' });
    expect(saveFile(join(folder, 'link.yaml'), bytesOf('a: 1\n'), null)).toEqual({ kind: 'changed' });
    expect([content(), readdirSync(folder)]).toEqual([before, ['compose.yaml', 'link.yaml']]);
  });
});

describe('a line that another program appends', () => {
  it.each(['a: 1\n', long])(
    'before whichever call: is never lost, and never overwritten unsaid (%#)',
    (text) => {
      const outcomes = new Set<string>();
      for (let at = 1; ; at++) {
        writeFileSync(file, before);
        const { result, name } = intruded(
          at,
          () => appendFileSync(file, '# theirs\n'),
          () => save(text),
        );
        if (name === null) break;
        const expected = result.kind === 'saved' ? `${text}# theirs\n` : `${before}# theirs\n`;
        expect([at, name, content(), readdirSync(folder)]).toEqual([at, name, expected, ['compose.yaml']]);
        outcomes.add(`${result.kind} at ${name}`);
      }
      expect([...outcomes]).toEqual(
        expect.arrayContaining(['changed at openSync', 'changed at renameSync', 'saved at rmSync']),
      );
    },
  );

  it('to a file with several names: stays behind the new text, but for the moment of the one write', () => {
    linkSync(file, join(folder, 'other.yaml'));
    for (let at = 1; ; at++) {
      writeFileSync(file, before);
      const { result, name } = intruded(
        at,
        () => appendFileSync(file, '# theirs\n'),
        () => save('a: 1\n'),
      );
      if (name === null) break;
      if (name === 'ftruncateSync') continue;
      const expected = result.kind === 'saved' ? 'a: 1\n# theirs\n' : `${before}# theirs\n`;
      expect([at, name, content()]).toEqual([at, name, expected]);
    }
  });
});

describe('a file that another program replaces', () => {
  it('before whichever call but the rename: is never overwritten', () => {
    for (let at = 1; ; at++) {
      writeFileSync(file, before);
      const replaceIt = () => {
        writeFileSync(join(folder, 'theirs'), 'theirs: 1\n');
        renameSync(join(folder, 'theirs'), file);
      };
      const { name } = intruded(at, replaceIt, () => save('a: 1\n'));
      if (name === null) break;
      // Between two calls that follow each other, POSIX knows no way: this one is stated in the file's head.
      if (name !== 'renameSync') expect([at, name, content()]).toEqual([at, name, 'theirs: 1\n']);
      expect(readdirSync(folder)).toEqual(['compose.yaml']);
    }
  });

  it('another of our writers in whichever moment: one of both wins, and the other is refused', () => {
    for (let at = 1; ; at++) {
      writeFileSync(file, before);
      let other = '';
      const { result, name } = intruded(
        at,
        () => {
          other = save('other: 1\n').kind;
        },
        () => save('a: 1\n'),
      );
      if (name === null) break;
      const won = [result.kind, other].filter((kind) => kind === 'saved').length;
      expect([at, name, won <= 1]).toEqual([at, name, true]);
    }
  });
});

describe('a kill', () => {
  const killed = new Error('killed');

  it.each([
    ['replacing', before],
    ['making', null],
  ])('before whichever call of %s: the file is whole, and the next write leaves nothing beside', (_, old) => {
    const version = old === null ? null : versionOf(old);
    for (let at = 1; ; at++) {
      rmSync(file, { force: true });
      if (old !== null) writeFileSync(file, old);
      calls = 0;
      let name: string | null = null;
      onCall = (called, count) => {
        if (count < at) return;
        name ??= called;
        throw killed;
      };
      try {
        saveFile(file, bytesOf('a: 1\n'), version);
      } catch {
        // A process that is killed cleans nothing up.
      }
      onCall = () => {};
      if (name === null) break;
      const left = readdirSync(folder).filter((entry) => entry !== 'compose.yaml');
      expect(left.every((entry) => entry.startsWith('.compose.yaml.bulkhead-'))).toBe(true);
      const there = fs.existsSync(file) ? content() : null;
      expect([old, 'a: 1\n']).toContain(there);
      // An empty lock could be one that is being made: it counts as left behind a second later.
      for (const entry of left) utimesSync(join(folder, entry), 1, 1);
      const next = there === null ? null : versionOf(there);
      expect([at, name, saveFile(file, bytesOf('b: 2\n'), next)]).toEqual([at, name, { kind: 'saved' }]);
      expect([content(), readdirSync(folder)]).toEqual(['b: 2\n', ['compose.yaml']]);
    }
  });

  it('of a writer of another file in the folder: is cleaned up, too; what is not ours stays', () => {
    const gone = 2 ** 22 + 1;
    writeFileSync(join(folder, '.x.yaml.bulkhead-lock'), `${gone}-abc@${hostname()}`);
    writeFileSync(join(folder, `.x.yaml.bulkhead-${gone}-abc`), 'half');
    writeFileSync(join(folder, '.y.bulkhead-notes'), 'mine');
    expect(save('a: 1\n')).toEqual({ kind: 'saved' });
    expect(readdirSync(folder).sort()).toEqual(['.y.bulkhead-notes', 'compose.yaml']);
  });
});

/** Names what a write of this process left as if another had, which is gone. */
function asOfAnother(): void {
  for (const entry of readdirSync(folder)) {
    const other = entry.replace(`-${process.pid}-`, `-${2 ** 22 + 1}-`);
    if (other !== entry) renameSync(join(folder, entry), join(folder, other));
  }
  for (const entry of readdirSync(folder)) utimesSync(join(folder, entry), 1, 1);
}

/** Fails each call from the first truncation on, or those of `names`. */
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
      room = space;
      const result = save(text);
      room = null;
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
      calls = 0;
      let killed = false;
      onCall = (_called, count) => {
        if (count < at) return;
        killed = true;
        throw new Error('killed');
      };
      save(text);
      onCall = () => {};
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
    onCall = fromTruncation(new Error('killed'));
    save('a: 1\n');
    onCall = () => {};
    asOfAnother();
    expect(content()).not.toBe(before);
    writeFileSync(file, 'mended: 1\n');
    expect(saveFile(file, bytesOf('b: 2\n'), versionOf('mended: 1\n'))).toEqual({ kind: 'saved' });
    expect(readFileSync(`${file}.before-bulkhead`, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['compose.yaml', 'compose.yaml.before-bulkhead', 'other.yaml']);
  });

  it('that cannot be put back at once is by the next write', () => {
    onCall = fromTruncation(Object.assign(new Error('io'), { code: 'EIO' }), ['ftruncateSync', 'writeSync']);
    expect(save('a: 1\n')).toMatchObject({ why: expect.stringContaining('was written in part (EIO)') });
    onCall = () => {};
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
      room = space;
      const result = saveFile(file, bytesOf(long), old === null ? null : versionOf(old));
      room = null;
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
    for (let at = 1; ; at++) {
      rmSync(file, { force: true });
      writeFileSync(file, before);
      const { result, name } = intruded(
        at,
        () => {
          rmSync(file, { force: true });
          execFileSync('mkfifo', [file]);
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
  /** Whether lists can be set here. */
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
