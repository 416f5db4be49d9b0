// What `include` of a file asks for: projects of their own, each with files, a folder and variables (semantics 4.4).

import { childOf, deref, itemsOf, type Path, type Tree } from '../../yaml/tree.ts';
import { collectUnset } from '../project/values/collect-unset.ts';
import { readText, readTexts } from '../project/values/read-text.ts';
import { folderOf, resolvePath } from './paths.ts';

/** One included project; file names are resolved. */
export interface IncludedProject {
  readonly files: readonly string[];
  /** The folder that its paths are seen from. */
  readonly folder: string;
  /** Files that give it variables; `.env` of its folder where the entry names none. */
  readonly envFiles: readonly string[];
  /** Whether `envFiles` is only the habit of looking for `.env`. */
  readonly envByHabit: boolean;
  /** Which files are meant depends on a variable without a value. */
  readonly open: boolean;
  /** Place of the entry in the file. */
  readonly at: Path;
}

/** The entries of an `include` list, in order. */
export function includedProjects(
  tree: Tree | null,
  file: string,
  environment: ReadonlyMap<string, string>,
): readonly IncludedProject[] {
  const here = folderOf(file);
  const found: IncludedProject[] = [];
  for (const [index, item] of itemsOf(tree).entries()) {
    const long = deref(item)?.kind === 'map';
    const paths = long ? readTexts(childOf(item, 'path'), environment) : readTexts(item, environment);
    const files = paths.map((path) => resolvePath(here, path));
    const [first] = files;
    if (first === undefined) continue;
    const folder = readText(childOf(item, 'project_directory'), environment);
    const base = folder ? resolvePath(here, folder) : folderOf(first);
    const named = readTexts(childOf(item, 'env_file'), environment).map((path) => resolvePath(here, path));
    found.push({
      files,
      folder: base,
      envFiles: named.length > 0 ? named : [resolvePath(base, '.env')],
      envByHabit: named.length === 0,
      open: collectUnset(item, environment).length > 0,
      at: ['include', index],
    });
  }
  return found;
}
