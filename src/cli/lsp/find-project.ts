// Which project a file that is open in an editor belongs to: the outermost one that reads it, since renaming and references want to know
// all of it; one that no project reads stands alone.

import { basename, dirname } from 'node:path';
import { hasComposeName } from '../../core/compose/discovery/default-names.ts';
import { CallFailure } from '../call-failure.ts';
import type { LanguageProject } from './language-project.ts';

/** The files of a project, with the folder that their names begin in. */
export interface ProjectPlace {
  readonly folder: string;
  readonly order: readonly string[];
}

interface Finding {
  /** The files that Compose would take in a folder; none without any. */
  readonly filesIn: (folder: string) => Promise<readonly string[]>;
  readonly load: (place: ProjectPlace) => Promise<LanguageProject>;
  /** Folders that the editor has open: no project is looked for above them. */
  readonly roots: readonly string[];
}

/** Whether a file is meant as Compose by its name or by what the editor calls its language. */
export function isComposeName(path: string, language: string): boolean {
  return hasComposeName(basename(path)) || /docker-?compose/.test(language);
}

/** The folders of `path` from the inside out: as far as the root that holds it, else up to the first with a project in it. */
function* foldersOf(path: string): Generator<string> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    yield folder;
    if (folder === dirname(folder)) return;
  }
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith('/') || root.endsWith('\\') ? root : `${root}/`);
}

/** The project of `path`; null for a file that is not Compose. `alone` says whether it stands for itself where no project reads it. */
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

/** A project that cannot be read is none of this file's. */
function orNull(error: unknown): null {
  if (error instanceof CallFailure) return null;
  throw error;
}

function orNone(error: unknown): readonly string[] {
  orNull(error);
  return [];
}
