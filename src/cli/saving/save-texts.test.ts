// Several files that are written together: all of them, or none.

import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveFile, versionOf } from '../disk/save-file.ts';
import type { Io } from '../io.ts';
import { createNodeIo, nodeFiles } from '../node-io.ts';
import { saveTexts } from './save-texts.ts';

let folder = '';
let io: Io;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-together-')));
  for (const name of ['a', 'b', 'c']) {
    mkdirSync(join(folder, name));
    if (name !== 'c') writeFileSync(join(folder, name, 'compose.yaml'), `${name}: old\n`);
  }
  io = { ...createNodeIo(), ...nodeFiles(folder), cwd: folder };
});
afterEach(() => rmSync(folder, { recursive: true }));

const texts = [
  { file: 'a/compose.yaml', before: 'a: old\n', text: 'a: new\n' },
  { file: 'c/compose.yaml', before: null, text: 'c: new\n' },
  { file: 'b/compose.yaml', before: 'b: old\n', text: 'b: new\n' },
];
const read = (name: string) => readFileSync(join(folder, name, 'compose.yaml'), 'utf8');
/** Returns every name below the folder. */
const names = () => readdirSync(folder, { recursive: true }).map(String).sort();
const untouched = ['a', 'a/compose.yaml', 'b', 'b/compose.yaml', 'c'];
const all = [...untouched, 'c/compose.yaml'];

/** Renames the journal as if its process had ended. */
function abandon(): void {
  for (const entry of readdirSync(folder)) {
    const other = entry.replace(`-${process.pid}-`, `-${2 ** 22 + 1}-`);
    if (other !== entry) renameSync(join(folder, entry), join(folder, other));
  }
}

describe('several files', () => {
  it('are written, and nothing is left beside', () => {
    saveTexts(io, texts);
    expect([read('a'), read('b'), read('c')]).toEqual(['a: new\n', 'b: new\n', 'c: new\n']);
    expect(names()).toEqual(all);
  });

  it.each([
    ['was changed meanwhile', { kind: 'changed' } as const, 'was changed by another program'],
    ['cannot be written', { kind: 'refused', why: 'cannot be written (ENOSPC).' } as const, '(ENOSPC)'],
  ])('are what they were, and one that was made is gone, where the last one %s', (_, result, words) => {
    const failing: Io = {
      ...io,
      saveFile: (path, text, before) => (path.startsWith('b/') ? result : io.saveFile(path, text, before)),
    };
    expect(() => saveTexts(failing, texts)).toThrow(words);
    expect([read('a'), read('b')]).toEqual(['a: old\n', 'b: old\n']);
    expect(names()).toEqual(untouched);
  });

  it('that cannot be put back are named', () => {
    const failing: Io = {
      ...io,
      saveFile(path, text, before) {
        if (!path.startsWith('b/')) return io.saveFile(path, text, before);
        writeFileSync(join(folder, 'a/compose.yaml'), 'theirs\n');
        return { kind: 'changed' };
      },
    };
    expect(() => saveTexts(failing, texts)).toThrow('Already written and not restored: a/compose.yaml.');
    expect(read('a')).toBe('theirs\n');
  });

  it.each([0, 1, 2, 3])(
    'of which a killed write wrote %i are put back by the next write, unless all were',
    (most) => {
      const killed: Io = {
        ...io,
        saveFile(path, text, before) {
          if (texts.findIndex(({ file }) => file === path) >= most) throw new Error('killed');
          return io.saveFile(path, text, before);
        },
        keepTogether: (files) => {
          io.keepTogether(files);
          return () => {
            throw new Error('killed');
          };
        },
      };
      expect(() => saveTexts(killed, texts)).toThrow('killed');
      expect(readdirSync(folder).some((name) => name.includes('.bulkhead-journal-'))).toBe(true);
      abandon();
      writeFileSync(join(folder, 'a/other.yaml'), 'x: 1\n');
      expect(io.saveFile('a/other.yaml', 'x: 2\n', 'x: 1\n')).toEqual({ kind: 'saved' });
      expect([read('a'), read('b')]).toEqual(
        most === 3 ? ['a: new\n', 'b: new\n'] : ['a: old\n', 'b: old\n'],
      );
      expect(names()).toEqual([...(most === 3 ? all : untouched), 'a/other.yaml'].sort());
    },
  );
});

describe('a journal that was put there', () => {
  const evil = (files: readonly object[], host = hostname()) => {
    const path = join(folder, `.x.bulkhead-journal-${2 ** 22 + 1}-abc`);
    writeFileSync(path, JSON.stringify({ version: 1, host, files }), { mode: 0o600 });
    chmodSync(path, 0o600);
    return path;
  };
  const entry = (name: string, after = 'known\n') => ({
    name,
    before: Buffer.from('evil\n').toString('base64'),
    after: Buffer.from(after).toString('base64'),
  });
  const target = () => join(folder, 'b', 'known');
  const write = () => saveFile(join(folder, 'a/compose.yaml'), Buffer.from('n\n'), versionOf('a: old\n'));
  beforeEach(() => writeFileSync(target(), 'known\n'));

  it('is obeyed for a plain file below it: the checks below check something', () => {
    evil([entry('b/known')]);
    write();
    // All is as it should be after that write, so it stays.
    expect(readFileSync(target(), 'utf8')).toBe('known\n');
    evil(
      [entry('b/known'), entry('b/compose.yaml', 'never')].map((one, index) =>
        index === 0 ? one : { ...one, before: Buffer.from('b: old\n').toString('base64') },
      ),
    );
    saveFile(join(folder, 'a/compose.yaml'), Buffer.from('m\n'), versionOf('n\n'));
    expect(readFileSync(target(), 'utf8')).toBe('evil\n');
  });

  const half = () => ({
    ...entry('b/compose.yaml', 'never'),
    before: Buffer.from('b: old\n').toString('base64'),
  });
  it.each([
    ['a path above', () => evil([half(), entry('../known')])],
    ['an absolute path', () => evil([half(), entry(target())])],
    [
      'a path through a link',
      () => {
        symlinkSync(join(folder, 'b'), join(folder, 'c', 'link'));
        return evil([half(), entry('c/link/known')]);
      },
    ],
    [
      'a link',
      () => {
        symlinkSync(target(), join(folder, 'c', 'known'));
        return evil([half(), entry('c/known')]);
      },
    ],
    ['another machine', () => evil([half(), entry('b/known')], 'elsewhere')],
    [
      'a file that others may write',
      () => {
        const path = evil([half(), entry('b/known')]);
        chmodSync(path, 0o666);
        return path;
      },
    ],
    [
      'no journal',
      () => {
        const path = evil([]);
        writeFileSync(path, '{"version":1');
        return path;
      },
    ],
  ])('by %s is not', (_, put) => {
    put();
    expect(write()).toEqual({ kind: 'saved' });
    expect(readFileSync(target(), 'utf8')).toBe('known\n');
  });

  it.runIf(process.getuid?.() === 0)('by another user is not', () => {
    chownSync(evil([half(), entry('b/known')]), 1234, 1234);
    expect(write()).toEqual({ kind: 'saved' });
    expect(readFileSync(target(), 'utf8')).toBe('known\n');
    linkSync(target(), join(folder, 'c', 'second'));
  });
});
