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
import { versionOf } from '../saving/save-file.ts';
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
  file = join(root, 'stack', 'compose.yaml');
  for (const folder of ['root', 'root/stack', 'other']) mkdirSync(join(top, folder));
  writeFileSync(file, mine);
  writeFileSync(join(top, 'other', 'compose.yaml'), theirs);
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const swaps: readonly (readonly [string, () => void])[] = [
  [
    'the folder becomes a link out',
    () => {
      renameSync(join(root, 'stack'), join(root, 'aside'));
      symlinkSync('../other', join(root, 'stack'));
    },
  ],
  [
    'the file becomes a link out',
    () => {
      renameSync(file, join(root, 'stack', 'aside'));
      symlinkSync('../../other/compose.yaml', file);
    },
  ],
  [
    'the folder is moved out, and a link leads to it',
    () => {
      renameSync(join(root, 'stack'), join(top, 'moved'));
      writeFileSync(join(top, 'moved', 'compose.yaml'), theirs);
      symlinkSync('../moved', join(root, 'stack'));
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

/** The roots, where `swap` is done once: after a path was resolved, or after the folder that is held was found to be inside. */
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

/** What is outside, and what was made there. */
function outside() {
  return ['other', 'moved'].flatMap((folder) => {
    try {
      const names = readdirSync(join(top, folder));
      return names.map((name) => [folder, name, readFileSync(join(top, folder, name), 'utf8')]);
    } catch {
      return [];
    }
  });
}

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
      // A folder that was moved away with the handle on it was inside when it was asked.
      if (when !== 'held' || swap !== swaps[2]?.[1]) expect(read).not.toBe(theirs);
    });

    it.each(swaps)('%s, nothing outside is written or made', (_, swap) => {
      const roots = swapping(when, swap);
      const held = when === 'held' && swap === swaps[2]?.[1];
      saveWithin(roots, file, Buffer.from('new: 1\n'), versionOf(mine));
      saveWithin(openRoots(root), file, Buffer.from('new: 1\n'), versionOf(theirs));
      saveWithin(openRoots(root), join(root, 'stack', 'made.yaml'), Buffer.from('new: 1\n'), null);
      for (const [folder, name, text] of outside()) {
        if (!held) expect([folder, name, text]).toEqual([folder, 'compose.yaml', theirs]);
        else expect(text).toBe(theirs);
      }
    });

    it.each(swaps)('%s, no folder outside is listed', (_, swap) => {
      writeFileSync(join(top, 'other', 'secret.txt'), '');
      let listed: readonly string[] | null;
      try {
        listed = listWithin(swapping(when, swap), join(root, 'stack'), (folder) => readdirSync(folder));
      } catch {
        listed = null;
      }
      expect(listed ?? []).not.toContain('secret.txt');
    });
  },
);

describe('below a root', () => {
  it('what a link names is where it leads, also where nothing is there yet', () => {
    symlinkSync('stack/compose.yaml', join(root, 'link.yaml'));
    symlinkSync('stack/none.yaml', join(root, 'nowhere.yaml'));
    symlinkSync('../other/none.yaml', join(root, 'out.yaml'));
    symlinkSync('circle.yaml', join(root, 'circle.yaml'));
    const roots = openRoots(root);
    const kinds = ['link.yaml', 'nowhere.yaml', 'out.yaml', 'stack', '.', 'stack/none/none', 'circle.yaml'];
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
    const named = join(top, 'other', 'compose.yaml');
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
    execFileSync('chmod', ['0311', join(root, 'stack')]);
    const roots = openRoots(root);
    expect(Buffer.from(readWithin(roots, file) ?? []).toString()).toBe(mine);
    expect(saveWithin(roots, file, Buffer.from('new: 1\n'), versionOf(mine))).toEqual({ kind: 'saved' });
    execFileSync('chmod', ['0755', join(root, 'stack')]);
    expect(readFileSync(file, 'utf8')).toBe('new: 1\n');
  });
});
