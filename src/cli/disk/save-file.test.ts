// Every moment of a write: another program is let in before each call of the file system, and a kill is played there.

import * as fs from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Disk, intruded } from './testing/watched-fs.ts';

const disk = vi.hoisted((): Disk => ({ onCall: () => {}, calls: 0, room: null }));
vi.mock('node:fs', async (original) =>
  (await import('./testing/watched-fs.ts')).watched(await original<typeof fs>(), disk),
);
// Each write that asks the programs of the machine for access lists takes longer than a hundred that do not.
vi.mock('./file-access.ts', () => ({ sameAccess: () => true }));
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
    expect(save('a: 1\n', folder)).toMatchObject({ why: 'is not a regular file. Name a file.' });
    expect(saveFile('/dev/null', bytesOf(''), versionOf(''))).toMatchObject({
      why: 'is not a regular file. Name a file.',
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
          disk,
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
        disk,
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
      const { name } = intruded(disk, at, replaceIt, () => save('a: 1\n'));
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
        disk,
        at,
        () => {
          // A lock that is not signed yet is waited for: here the time has gone by.
          for (const entry of readdirSync(folder))
            if (entry.endsWith('-lock')) utimesSync(join(folder, entry), 1, 1);
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
      disk.calls = 0;
      let name: string | null = null;
      disk.onCall = (called, count) => {
        if (count < at) return;
        name ??= called;
        throw killed;
      };
      try {
        saveFile(file, bytesOf('a: 1\n'), version);
      } catch {
        // A process that is killed cleans nothing up.
      }
      disk.onCall = () => {};
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
