// The folder that a server may read and write below, and the machine as a tool of an agent sees it: files below that folder, no stream,
// and of the environment only what Compose names. What counts is where a path really leads, links followed.

import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { CallFailure } from '../call-failure.ts';
import { fileFailure } from '../input/read-text.ts';
import type { Io } from '../io.ts';

export interface RootFolder {
  /** Its real path. */
  readonly path: string;
  /** Where `path` really leads; null where that is not below the root, or is not known. */
  inside(path: string): string | null;
}

/** Why a file is neither read nor written. */
export function outsideFailure(file: string, root: RootFolder): CallFailure {
  return new CallFailure(
    `${file}: this is not below ${root.path}, or a link that leads out of it, and nothing else is read or written. Name a file below it, or have the server started with another --root.`,
  );
}

/** The folder `path`, which has to be there. */
export function openRoot(path: string): RootFolder {
  let root: string;
  try {
    root = realpathSync(path);
  } catch (error) {
    throw fileFailure(path, error);
  }
  if (!statSync(root).isDirectory())
    throw new CallFailure(`--root ${path}: this is no folder. Give a folder.`);
  return {
    path: root,
    inside(named) {
      const real = realOf(resolve(root, named));
      return real !== null && isBelow(root, real) ? real : null;
    },
  };
}

/** Whether `path` is `root` or below it; both are real paths. */
function isBelow(root: string, path: string): boolean {
  const inside = relative(root, path);
  return !/^\.\.(?:[\\/]|$)/.test(inside) && !isAbsolute(inside);
}

/** The real path of what is there or could be made; null for a link that leads nowhere. */
function realOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return null;
  }
  if (isLink(path) || dirname(path) === path) return null;
  const folder = realOf(dirname(path));
  return folder === null ? null : join(folder, basename(path));
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Standard input is where the client speaks. */
export function noStandardInput(): CallFailure {
  return new CallFailure('-: a server has no standard input to read from. Name a file.');
}

/** `io` below `root`; `report` gets what a command would write to standard error. */
export function confinedIo(io: Io, root: RootFolder, report: (line: string) => void): Io {
  const reported = new Set<string>();
  const demand = (path: string): string => {
    const real = root.inside(path);
    if (real === null) throw outsideFailure(path, root);
    return real;
  };
  return {
    ...io,
    cwd: root.path,
    // What else is in the environment is none of the agent's business, and a file could ask for it: `image: ${TOKEN}`.
    env: new Map([...io.env].filter(([name]) => name.startsWith('COMPOSE_'))),
    color: false,
    terminal: false,
    print: async () => {},
    printPainted: async () => {},
    complain: (message) => {
      for (const line of [message].flat()) report(line);
    },
    readStdin: async () => {
      throw noStandardInput();
    },
    readFile(path) {
      const real = demand(path);
      try {
        return io.readFile(real);
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EFTYPE')
          throw new CallFailure(
            `${path}:1:1: this is a device, a pipe or a socket, and only regular files are read. Name a regular file.`,
          );
        throw error;
      }
    },
    listFolder: (path) => io.listFolder(demand(path)),
    // Outside of the root it is not known whether a file exists: it is not reported as absent, and reading it gives the reason.
    kindOf(path) {
      const real = root.inside(path);
      if (real !== null) return io.kindOf(real);
      if (!reported.has(path)) report(`${path}: not below the root, so whether it is there is not known.`);
      reported.add(path);
      return 'file';
    },
    saveFile(path, text, before) {
      const real = root.inside(path);
      if (real !== null) return io.saveFile(real, text, before);
      return { kind: 'refused', why: `is not below ${root.path}. Name a file below it.` };
    },
    keepTogether: (files) => io.keepTogether(files.map((one) => ({ ...one, file: demand(one.file) }))),
    removeFile: (path, text) => io.removeFile(demand(path), text),
    whyNotWritable(path) {
      const real = root.inside(path);
      return real === null ? `is not below ${root.path}. Name a file below it.` : io.whyNotWritable(real);
    },
  };
}
