// The real machine behind `Io`.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { compareBytes } from '../core/analysis/reach/compare-bytes.ts';
import type { Io } from './io.ts';
import { saveFile, versionOf, whyNotWritable } from './saving/save-file.ts';

/** Resolves when `stream` takes more, or never will. */
function roomIn(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'error'];
    const done = () => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
  });
}

/** Standard streams, environment and files of this process. */
export function createNodeIo(): Io {
  const cwd = process.cwd();
  let readerGone = false;
  // EPIPE: `bulkhead … | head` is no error. Anything else is.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    readerGone = true;
  });
  process.stderr.on('error', () => {});

  return {
    cwd,
    env: new Map(
      Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
    color: process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
    async print(chunks) {
      for (const chunk of chunks) {
        if (readerGone) return;
        if (process.stdout.write(chunk)) continue;
        await roomIn(process.stdout);
      }
    },
    complain: (message) => {
      process.stderr.write(`${message}\n`);
    },
    async readStdin() {
      const parts: Buffer[] = [];
      for await (const part of process.stdin) parts.push(part);
      return Buffer.concat(parts);
    },
    readFile: (path) => readFileSync(resolve(cwd, path)),
    listFolder(path) {
      const entries = readdirSync(resolve(cwd, path), { withFileTypes: true });
      const names = (some: typeof entries) => some.map(({ name }) => name).sort(compareBytes);
      return {
        folders: names(entries.filter((entry) => entry.isDirectory())),
        files: names(entries.filter((entry) => entry.isFile())),
      };
    },
    kindOf(path) {
      const info = statSync(resolve(cwd, path), { throwIfNoEntry: false });
      if (info === undefined) return 'absent';
      return info.isDirectory() ? 'folder' : 'file';
    },
    saveFile(path, text, before) {
      const bytes = new TextEncoder().encode(text);
      return saveFile(resolve(cwd, path), bytes, before === null ? null : versionOf(before));
    },
    whyNotWritable: (path) => whyNotWritable(resolve(cwd, path)),
  };
}
