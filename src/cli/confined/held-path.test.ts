// What happens between looking where a path leads and opening it: the roots of these tests swap a folder or a file in that very moment, so that
// each race is lost or won the same way each time.

import { execFileSync } from 'node:child_process';
import {
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
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { versionOf } from '../disk/save-file.ts';
import { isTakenWithin, kindWithin, listWithin, readWithin, saveWithin } from './held-path.ts';
import { openRoots, type RootFolders } from './root-folders.ts';

let top = '';
let root = '';
let file = '';
const mine = 'mine: 1\n';
const theirs = 'theirs: 1\n';
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'bulkhead-held-')));
  root = join(top, 'root');
  file = join(root, 'group', 'stack', 'compose.yaml');
  for (const folder of ['root/group/stack', 'other/stack']) mkdirSync(join(top, folder), { recursive: true });
  writeFileSync(file, mine);
  writeFileSync(join(top, 'other', 'stack', 'compose.yaml'), theirs);
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const swaps: readonly (readonly [string, () => void])[] = [
  [
    'the folder becomes a link out',
    () => {
      renameSync(join(root, 'group', 'stack'), join(root, 'aside'));
      symlinkSync('../../other/stack', join(root, 'group', 'stack'));
    },
  ],
  [
    'a folder above becomes a link out',
    () => {
      renameSync(join(root, 'group'), join(root, 'aside'));
      symlinkSync('../other', join(root, 'group'));
    },
  ],
  [
    'the file becomes a link out',
    () => {
      renameSync(file, join(root, 'group', 'stack', 'aside'));
      symlinkSync('../../../other/stack/compose.yaml', file);
    },
  ],
  [
    'the folder is moved out, and a link leads to it',
    () => {
      renameSync(join(root, 'group', 'stack'), join(top, 'moved'));
      writeFileSync(join(top, 'moved', 'compose.yaml'), theirs);
      symlinkSync('../../moved', join(root, 'group', 'stack'));
    },
  ],
  [
    'the file becomes a pipe',
    () => {
      rmSync(file);
      execFileSync('mkfifo', [file]);
    },
  ],
];

/** Opens the roots and swaps a path once: after it was resolved, or after its held folder was found to be inside. */
function swapping(when: 'resolved' | 'held', swap: () => void): RootFolders {
  const roots = openRoots(root);
  let done = false;
  const once = <T>(answer: T): T => {
    if (!done) swap();
    done = true;
    return answer;
  };
  return when === 'resolved'
    ? { ...roots, inside: (path) => once(roots.inside(path)) }
    : { ...roots, holds: (path) => once(roots.holds(path)) };
}

/** Returns the files of a folder outside, with their bytes. */
function filesIn(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(join(top, folder)).map((name) => [name, readFileSync(join(top, folder, name), 'utf8')]),
  );
}

/** True when a folder is moved away only after it was found inside, which the caller may then use. */
const movedLater = (when: string, swap: () => void): boolean => when === 'held' && swap === swaps.at(3)?.[1];

describe.skipIf(process.platform !== 'linux').each(['resolved', 'held'] as const)(
  'when a path was %s and',
  (when) => {
    it.each(swaps)('%s, only what is inside is read', (_, swap) => {
      let read: string | null;
      try {
        const bytes = readWithin(swapping(when, swap), file);
        read = bytes === null ? null : Buffer.from(bytes).toString();
      } catch (error) {
        read = error instanceof Error ? error.message : '';
      }
      if (!movedLater(when, swap)) expect(read).not.toBe(theirs);
    });

    it.each(swaps)('%s, nothing outside is written or made', (_, swap) => {
      const bytes = Buffer.from('new: 1\n');
      const moves = swap === swaps.at(3)?.[1];
      saveWithin(swapping(when, swap), file, bytes, versionOf(theirs));
      expect(filesIn('other/stack')).toEqual({ 'compose.yaml': theirs });
      if (moves && when === 'resolved') expect(filesIn('moved')).toEqual({ 'compose.yaml': theirs });
    });

    it.each(swaps)('%s, nothing is made outside', (_, swap) => {
      const made = join(root, 'group', 'stack', 'made.yaml');
      saveWithin(swapping(when, swap), made, Buffer.from('new: 1\n'), null);
      expect(filesIn('other/stack')).toEqual({ 'compose.yaml': theirs });
      if (swap === swaps.at(3)?.[1] && when === 'resolved')
        expect(filesIn('moved')).toEqual({ 'compose.yaml': theirs });
    });

    it.each(swaps)('%s, no folder outside is listed', (_, swap) => {
      writeFileSync(join(top, 'other', 'stack', 'secret.txt'), '');
      let listed: readonly string[] | null;
      try {
        listed = listWithin(swapping(when, swap), join(root, 'group', 'stack'), (folder) =>
          readdirSync(folder),
        );
      } catch {
        listed = null;
      }
      expect(listed ?? []).not.toContain('secret.txt');
    });
  },
);

describe('below a root', () => {
  it('what a link names is where it leads, also where nothing is there yet', () => {
    symlinkSync('group/stack/compose.yaml', join(root, 'link.yaml'));
    symlinkSync('group/none.yaml', join(root, 'nowhere.yaml'));
    symlinkSync('../other/none.yaml', join(root, 'out.yaml'));
    symlinkSync('circle.yaml', join(root, 'circle.yaml'));
    const roots = openRoots(root);
    const kinds = ['link.yaml', 'nowhere.yaml', 'out.yaml', 'group', '.', 'group/none/none', 'circle.yaml'];
    expect(kinds.map((name) => kindWithin(roots, join(root, name)))).toEqual([
      'file',
      'absent',
      null,
      'folder',
      'folder',
      'absent',
      null,
    ]);
    expect(['nowhere.yaml', 'none.yaml'].map((name) => isTakenWithin(roots, join(root, name)))).toEqual([
      true,
      false,
    ]);
  });

  it('a file that was named at the start is read, and no other beside it', () => {
    const named = join(top, 'other', 'stack', 'compose.yaml');
    writeFileSync(join(top, 'other', 'more.yaml'), theirs);
    const roots = openRoots(root, [], [named]);
    expect(Buffer.from(readWithin(roots, named) ?? []).toString()).toBe(theirs);
    expect(readWithin(roots, join(top, 'other', 'more.yaml'))).toBeNull();
  });

  it('the root of the machine holds everything', () => {
    expect(Buffer.from(readWithin(openRoots('/'), file) ?? []).toString()).toBe(mine);
    expect(listWithin(openRoots('/'), '/', (folder) => readdirSync(folder))).toContain('tmp');
  });

  it('a folder that may be entered and not listed is read and written in', () => {
    execFileSync('chmod', ['0311', join(root, 'group', 'stack')]);
    const roots = openRoots(root);
    expect(Buffer.from(readWithin(roots, file) ?? []).toString()).toBe(mine);
    expect(saveWithin(roots, file, Buffer.from('new: 1\n'), versionOf(mine))).toEqual({ kind: 'saved' });
    execFileSync('chmod', ['0755', join(root, 'group', 'stack')]);
    expect(readFileSync(file, 'utf8')).toBe('new: 1\n');
  });
});
