// The real machine behind `Io`.

import { type Dirent, mkdirSync, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { compareBytes } from '../core/text/compare-bytes.ts';
import { CallFailure } from './call-failure.ts';
import { linkAt } from './disk/link-at.ts';
import { maxBytes, readRegularFile, tooLarge } from './disk/read-regular-file.ts';
import { journalOf, removeFile, saveFile, versionOf, whyNotWritable } from './disk/save-file.ts';
import type { FileIo, Io } from './io.ts';

/** Resolves when `stream` can take more, or never will. */
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

interface Output {
  /** The error code of standard output. */
  failed: string | null;
}

let watchedOnce: Output | undefined;

/** Returns this process's output, whose streams are listened to only once. */
function watchedOutput(): Output {
  if (watchedOnce !== undefined) return watchedOnce;
  const watched: Output = { failed: null };
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    watched.failed = error.code ?? error.message;
  });
  process.stderr.on('error', () => {});
  watchedOnce = watched;
  return watched;
}

/** Returns the standard streams, environment and files of this process. */
export function createNodeIo(): Io {
  const cwd = process.cwd();
  const output = watchedOutput();
  const print = async (chunks: Iterable<string>): Promise<void> => {
    for (const chunk of chunks) {
      if (output.failed !== null) break;
      if (!process.stdout.write(chunk)) await roomIn(process.stdout);
    }
    // A full disk is reported after the write returned.
    await new Promise<void>((done) => process.stdout.write('', () => setImmediate(done)));
    // EPIPE: `bulkhead … | head` is no error. Anything else is.
    const { failed } = output;
    if (failed !== null && failed !== 'EPIPE') {
      throw new CallFailure(
        `standard output cannot be written (${failed}). Check its target's space and permissions.`,
      );
    }
  };

  const env = new Map(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );

  return {
    cwd,
    env,
    variables: env,
    terminal: process.stdout.isTTY === true,
    color: process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
    print,
    printPainted: print,
    complain: (message) => {
      process.stderr.write(`${[message].flat().join('\n')}\n`);
    },
    async readStdin() {
      const parts: Buffer[] = [];
      let size = 0;
      for await (const part of process.stdin as AsyncIterable<Buffer>) {
        size += part.length;
        if (size > maxBytes) throw tooLarge();
        parts.push(part);
      }
      return Buffer.concat(parts);
    },
    ...nodeFiles(cwd),
  };
}

/** Returns the real machine's files. Paths may be relative to `cwd`. */
export function nodeFiles(cwd: string): FileIo {
  /** True when a link leads to a file, not when it is broken or circular. */
  const leadsToFile = (folder: string, name: string): boolean => {
    try {
      return statSync(resolve(cwd, folder, name)).isFile();
    } catch {
      return false;
    }
  };

  return {
    readFile: (path) => readRegularFile(resolve(cwd, path)),
    listFolder(path) {
      const entries = readdirSync(resolve(cwd, path), { withFileTypes: true });
      return listedNames(entries, (name) => leadsToFile(path, name));
    },
    kindOf(path) {
      const info = statSync(resolve(cwd, path), { throwIfNoEntry: false });
      if (info === undefined) return 'absent';
      return info.isDirectory() ? 'folder' : 'file';
    },
    linkAt: (path) => linkAt(resolve(cwd, path)),
    makeFolder(path) {
      mkdirSync(resolve(cwd, path), { recursive: true });
    },
    saveFile(path, text, before) {
      const bytes = new TextEncoder().encode(text);
      return saveFile(resolve(cwd, path), bytes, before === null ? null : versionOf(before));
    },
    keepTogether: (files) =>
      journalOf(
        files.map(({ file, before, text }) => ({
          path: resolve(cwd, file),
          before: before === null ? null : new TextEncoder().encode(before),
          after: new TextEncoder().encode(text),
        })),
      ),
    removeFile: (path, text) => removeFile(resolve(cwd, path), new TextEncoder().encode(text)),
    whyNotWritable: (path) => whyNotWritable(resolve(cwd, path)),
  };
}

/** Sorts directory entries into the result of `listFolder`; `leadsToFile` is called for links. */
export function listedNames(
  entries: readonly Dirent[],
  leadsToFile: (name: string) => boolean,
): ReturnType<Io['listFolder']> {
  const names = (some: readonly Dirent[]) => some.map(({ name }) => name).sort(compareBytes);
  const folders = entries.filter((entry) => entry.isDirectory());
  const files = entries.filter(
    (entry) => entry.isFile() || (entry.isSymbolicLink() && leadsToFile(entry.name)),
  );
  const known = new Set([...folders, ...files]);
  return {
    folders: names(folders),
    files: names(files),
    others: names(entries.filter((entry) => !known.has(entry))),
  };
}
