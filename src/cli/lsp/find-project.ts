// Which project a file that is open in an editor belongs to: the outermost one that reads it, since renaming and references want to know
// all of it; one that no project reads stands alone.

import { basename, dirname } from 'node:path';
import { hasComposeName } from '../../core/compose/discovery/default-names.ts';
import { CallFailure } from '../call-failure.ts';
import type { LanguageProject } from './language-project.ts';

/** The files of a project, with the folder that their paths start from. */
export interface ProjectPlace {
  readonly folder: string;
  readonly order: readonly string[];
}

interface Finding {
  /** Returns the files that Compose takes in a folder; empty without any. */
  readonly filesIn: (folder: string) => Promise<readonly string[]>;
  readonly load: (place: ProjectPlace) => Promise<LanguageProject>;
  /** The editor's open folders; projects above them are not searched for. */
  readonly roots: readonly string[];
}

/** True when a file is a compose file by its name or by its language in the editor. */
export function isComposeName(path: string, language: string): boolean {
  return hasComposeName(basename(path)) || /docker-?compose/.test(language);
}

/** Yields the folders of `path` from the inside out, up to its root, or up to the first folder with a project. */
function* foldersOf(path: string): Generator<string> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    yield folder;
    if (folder === dirname(folder)) return;
  }
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith('/') || root.endsWith('\\') ? root : `${root}/`);
}

/**
 * Returns the project of `path`, or null for a file that is not Compose. `alone` allows a file that no project reads to stand for itself.
 */
export async function findLanguageProject(
  { filesIn, load, roots }: Finding,
  path: string,
  alone: boolean,
): Promise<LanguageProject | null> {
  const root = roots.find((root) => isBelow(path, root));
  let found: LanguageProject | null = null;
  for (const folder of foldersOf(path)) {
    if (root !== undefined && !isBelow(folder, root)) break;
    const order = await filesIn(folder).catch(orNone);
    if (order.length === 0) continue;
    const project = await load({ folder, order }).catch(orNull);
    if (project !== null && project.nameOf(path) !== null) found = project;
    // As on the command line: the first one above.
    if (root === undefined) break;
  }
  if (found !== null || !alone) return found;
  return load({ folder: dirname(path), order: [basename(path)] });
}

/** Returns null for a project that cannot be read, since it does not belong to the file. */
function orNull(error: unknown): null {
  if (error instanceof CallFailure) return null;
  throw error;
}

function orNone(error: unknown): readonly string[] {
  orNull(error);
  return [];
}
