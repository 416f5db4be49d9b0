// The machine as a server may use it: files below its root folders, each found and opened anew at the moment of the call. What lies
// outside is named, and never reported as absent.

import { readdirSync } from 'node:fs';
import { devNull } from 'node:os';
import { resolve } from 'node:path';
import { CallFailure } from '../call-failure.ts';
import { versionOf } from '../disk/save-file.ts';
import type { Io } from '../io.ts';
import { listedNames } from '../node-io.ts';
import {
  isTakenWithin,
  kindWithin,
  linkWithin,
  listWithin,
  namedRoots,
  OutsideFailure,
  readWithin,
  removeWithin,
  saveWithin,
  whyNotWritableWithin,
} from './held-path.ts';
import type { RootFolders } from './root-folders.ts';

/** An `Io` whose files all lie below the allowed roots. */
export interface ConfinedIo extends Io {
  readonly roots: RootFolders;
  /** True when the name is taken, even by a broken link. */
  isTaken(path: string): boolean;
}

interface Confinement {
  /** The allowed folders as a phrase for messages. */
  readonly called: string;
  /** A hint on how to allow more folders. */
  readonly remedy: string;
  /** How to treat a file outside that another file asks for: fail, or answer with its facts unknown. */
  readonly asked: 'refused' | 'unknown';
  /** Called once for each file outside that another file asks for. */
  readonly report: (file: string, why: string) => void;
}

/** Returns the failure for a file that may be neither read nor written. */
export function outsideFailure(
  file: string,
  roots: RootFolders,
  { remedy, asked }: Pick<Confinement, 'remedy' | 'asked'>,
): OutsideFailure {
  return new OutsideFailure(
    `${file}: outside ${namedRoots(roots)}, or behind a link that leads there. Only files inside are read and written. Name one of them, or ${remedy}.`,
    asked === 'unknown',
  );
}

/** Limits `io` to the files below `roots`. Relative paths start in `cwd`. */
export function confinedIo(io: Io, roots: RootFolders, cwd: string, confinement: Confinement): ConfinedIo {
  const { called, remedy, asked, report } = confinement;
  const unknownThere =
    asked === 'unknown'
      ? `outside ${called}, so it is not read and its content is unknown. To include it, ${remedy}.`
      : `outside ${called}, so it is unknown whether it exists.`;
  const reported = new Set<string>();
  const absolute = (path: string): string => resolve(cwd, path);
  const name = (path: string, why: string): void => {
    if (reported.has(path)) return;
    reported.add(path);
    report(path, why);
  };
  const demand = <T>(path: string, found: T | null): T => {
    if (found !== null) return found;
    throw outsideFailure(path, roots, confinement);
  };
  const kindOf = (path: string): ReturnType<typeof kindWithin> =>
    path === devNull ? 'file' : kindWithin(roots, absolute(path));
  return {
    ...io,
    cwd,
    roots,
    readFile(path) {
      // It holds nothing, and people name it to have no file.
      if (path === devNull) return new Uint8Array();
      try {
        return demand(path, readWithin(roots, absolute(path)));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EFTYPE')
          throw new CallFailure(`${path}:1:1: this is a device, pipe or socket. Name a regular file.`);
        throw error;
      }
    },
    // A link that leads outside is listed as a file: whoever reads it is told.
    listFolder: (path) =>
      demand(
        path,
        listWithin(roots, absolute(path), (folder) =>
          listedNames(readdirSync(folder, { withFileTypes: true }), (entry) =>
            ['file', null].includes(kindWithin(roots, resolve(absolute(path), entry))),
          ),
        ),
      ),
    kindOf(path) {
      const kind = kindOf(path);
      if (kind === null) name(path, unknownThere);
      return kind ?? 'file';
    },
    linkAt: (path) => linkWithin(roots, absolute(path)),
    isTaken: (path) => isTakenWithin(roots, absolute(path)),
    makeFolder(path) {
      throw new CallFailure(
        `${path}: this folder does not exist and is not created here. Create it and start again.`,
      );
    },
    saveFile: (path, text, before) =>
      saveWithin(
        roots,
        absolute(path),
        new TextEncoder().encode(text),
        before === null ? null : versionOf(before),
      ),
    keepTogether: (files) =>
      io.keepTogether(
        files.map((file) => ({ ...file, file: demand(file.file, roots.inside(absolute(file.file))) })),
      ),
    removeFile: (path, text) =>
      demand(path, removeWithin(roots, absolute(path), new TextEncoder().encode(text))),
    whyNotWritable: (path) => whyNotWritableWithin(roots, absolute(path)),
  };
}
