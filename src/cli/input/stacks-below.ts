// The stacks in a folder and in those below it, as the disk holds them. `core/host/find-stacks.ts` alone decides what is a stack; this
// lists the names that it looks for.

import { join } from 'node:path';
import { defaultNames, overrideNames } from '../../core/compose/environment/default-names.ts';
import { deepestStack, findStacks, isStackFolder } from '../../core/host/find-stacks.ts';
import type { Io } from '../io.ts';

/** One stack that was found: its folder and files, as a command names them. */
export interface StackFiles {
  readonly dir: string;
  /** In order of merging. */
  readonly files: readonly string[];
}

/**
 * The stacks in `folder` and down to four folders below, by path. `stackFiles` are further names of their files. A folder that cannot be
 * listed is reported by `failed`, and files beside a stack that it does not take are named.
 */
export function stacksBelow(
  io: Io,
  folder: string,
  stackFiles: readonly string[],
  failed: (why: string) => void,
): readonly StackFiles[] {
  const wanted = new Set([...stackFiles, ...defaultNames, ...overrideNames]);
  const paths: string[] = [];
  const walk = (inside: string, level: number): void => {
    const here = join(folder, inside);
    const listed = listFolder(io, here, failed);
    for (const name of listed.files)
      if (wanted.has(name)) paths.push(inside === '' ? name : `${inside}/${name}`);
    if (level === deepestStack) return;
    for (const name of listed.folders) {
      if (isStackFolder(name)) walk(inside === '' ? name : `${inside}/${name}`, level + 1);
    }
  };
  walk('', 0);
  return findStacks(paths, stackFiles).stacks.map(({ dir, files, passedOver }) => {
    const at = (path: string): string => join(folder, path);
    if (passedOver.length > 0) {
      const others = passedOver.map(at).join(', ');
      io.complain(`${files.map(at).join(' + ')}: used; ${others} beside it is not, as with Docker Compose.`);
    }
    return { dir: at(dir), files: files.map(at) };
  });
}

function listFolder(io: Io, folder: string, failed: (why: string) => void): ReturnType<Io['listFolder']> {
  try {
    return io.listFolder(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
    failed(`${folder}: cannot be listed (${code}). Check the permissions.`);
    return { folders: [], files: [] };
  }
}
