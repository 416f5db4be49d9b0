// When a change of a file is passed on. The clock is the test's, and so is the word that a file may have changed.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRoots } from '../confined/root-folders.ts';
import { versionOf } from '../disk/save-file.ts';
import { watchBoundFiles } from './watch-bound-files.ts';

let folder = '';
beforeEach(() => {
  vi.useFakeTimers();
  folder = mkdtempSync(join(tmpdir(), 'bulkhead-watch-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** Watches a file that holds `before`; `write` changes it as another program would. */
function watched(before: string) {
  const path = join(folder, 'compose.yaml');
  writeFileSync(path, before);
  const file = {
    name: 'compose.yaml',
    path,
    roots: openRoots(folder),
    writable: true,
    mayCreate: false,
    onDemand: false,
  };
  let changed = (_: number): void => {};
  const watch = watchBoundFiles([file], [versionOf(before)], (_, notify) => {
    changed = notify;
    return () => {};
  });
  const passed: string[] = [];
  watch.subscribe((_, { text }) => passed.push(text));
  return {
    watch,
    passed,
    write: (text: string) => {
      writeFileSync(path, text);
      changed(0);
    },
    /** Saves as the page does, which does not wait for the notice. */
    save: (text: string) => {
      writeFileSync(path, text);
      watch.look(0);
    },
  };
}

describe('a change of a watched file', () => {
  it('is passed on once no other follows', () => {
    const { passed, write } = watched('a');
    write('b');
    vi.advanceTimersByTime(50);
    write('bc');
    vi.advanceTimersByTime(59);
    expect(passed).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(passed).toEqual(['bc']);
    vi.advanceTimersByTime(5000);
    expect(passed).toEqual(['bc']);
  });

  it('is the new text alone where a program empties the file and writes it some time later', () => {
    const { passed, write } = watched('a');
    write('');
    vi.advanceTimersByTime(500);
    write('b');
    vi.advanceTimersByTime(5000);
    expect(passed).toEqual(['b']);
  });

  it('is none where that is the text that was there', () => {
    const { passed, write } = watched('a');
    write('');
    vi.advanceTimersByTime(500);
    write('a');
    vi.advanceTimersByTime(5000);
    expect(passed).toEqual([]);
  });

  it('is an empty text after a second in which nothing came, however often the file is reported', () => {
    const { passed, write } = watched('a');
    write('');
    for (let waited = 0; waited < 1000; waited += 100) {
      vi.advanceTimersByTime(100);
      expect(passed).toEqual([]);
      write('');
    }
    vi.advanceTimersByTime(60);
    expect(passed).toEqual(['']);
    write('b');
    vi.advanceTimersByTime(60);
    expect(passed).toEqual(['', 'b']);
  });

  it('is waited for anew at the next time that the file is emptied', () => {
    const { passed, write } = watched('a');
    for (const text of ['b', 'c']) {
      write('');
      vi.advanceTimersByTime(900);
      write(text);
      vi.advanceTimersByTime(60);
    }
    expect(passed).toEqual(['b', 'c']);
  });

  it('is passed on at once where the page made it', () => {
    const { passed, write, save } = watched('a');
    save('');
    expect(passed).toEqual(['']);
    save('b');
    write('');
    vi.advanceTimersByTime(60);
    save('c');
    vi.advanceTimersByTime(5000);
    expect(passed).toEqual(['', 'b', 'c']);
  });

  it('is not passed on any more once the watch is closed', () => {
    const { passed, write, watch } = watched('a');
    write('');
    vi.advanceTimersByTime(60);
    watch.close();
    vi.advanceTimersByTime(5000);
    expect(passed).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
