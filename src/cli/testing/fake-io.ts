// A machine in memory: files, standard streams, environment.

import { posix } from 'node:path';
import type { Io } from '../io.ts';

export interface FakeIo extends Io {
  readonly written: { out: string; err: string };
  readonly files: Map<string, Uint8Array>;
  /** Returns the exact text of a file. */
  text(path: string): string;
}

export interface FakeMachine {
  /** The files by absolute path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly color?: boolean;
  readonly terminal?: boolean;
  /** Error codes of the file system for absolute paths that it refuses. */
  readonly refused?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Returns a fake machine, whose working folder is /shop by default. */
export function fakeIo({
  files = {},
  env = {},
  stdin = '',
  color = false,
  terminal = color,
  refused = {},
  cwd = '/shop',
}: FakeMachine = {}): FakeIo {
  const encode = (text: string | Uint8Array) =>
    typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const stored = new Map(Object.entries(files).map(([path, text]) => [path, encode(text)]));
  const written = { out: '', err: '' };
  const absolute = (path: string) => posix.resolve(cwd, path);
  const demand = (path: string) => {
    const code = refused[absolute(path)];
    if (code !== undefined) throw Object.assign(new Error(`${code}: ${path}`), { code });
  };
  const print = async (chunks: Iterable<string>) => {
    for (const chunk of chunks) written.out += chunk;
  };
  return {
    cwd,
    env: new Map(Object.entries(env)),
    variables: new Map(Object.entries(env)),
    color,
    terminal,
    written,
    files: stored,
    text: (path) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(stored.get(path)),
    print,
    printPainted: print,
    complain: (message) => {
      written.err += `${[message].flat().join('\n')}\n`;
    },
    readStdin: async () => encode(stdin),
    readFile(path) {
      demand(path);
      const bytes = stored.get(absolute(path));
      if (bytes !== undefined) return bytes;
      throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
    },
    kindOf(path) {
      demand(path);
      const wanted = absolute(path);
      if (stored.has(wanted)) return 'file';
      const prefix = wanted === '/' ? '/' : `${wanted}/`;
      return [...stored.keys()].some((file) => file.startsWith(prefix)) ? 'folder' : 'absent';
    },
    linkAt: () => null,
    listFolder(path) {
      demand(path);
      const prefix = posix.join(absolute(path), '/');
      const inside = [...stored.keys()].filter((file) => file.startsWith(prefix));
      const steps = inside.map((file) => file.slice(prefix.length).split('/'));
      const first = (some: typeof steps) => [...new Set(some.map(([name = '']) => name))].sort();
      return {
        folders: first(steps.filter(({ length }) => length > 1)),
        files: first(steps.filter(({ length }) => length === 1)),
        others: [],
      };
    },
    // Folders are where files are.
    makeFolder: demand,
    saveFile(path, text, before) {
      const now = stored.get(absolute(path));
      const same =
        now === undefined
          ? before === null
          : before === new TextDecoder('utf-8', { ignoreBOM: true }).decode(now);
      if (!same) return { kind: 'changed' };
      stored.set(absolute(path), encode(text));
      return { kind: 'saved' };
    },
    keepTogether: () => () => {},
    removeFile(path, text) {
      if (new TextDecoder('utf-8', { ignoreBOM: true }).decode(stored.get(absolute(path))) !== text)
        return false;
      return stored.delete(absolute(path));
    },
    whyNotWritable: () => null,
  };
}
