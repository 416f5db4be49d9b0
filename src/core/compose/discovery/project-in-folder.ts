// Which files Compose takes as a project by itself: those that COMPOSE_FILE lists, else a default name with the override beside it, in a
// folder or in one above it.

import { folderOf } from '../workspace/paths.ts';
import { defaultNames, overrideNames } from './default-names.ts';
import { type DiscoveredFiles, pathIn } from './discovered-files.ts';

type Variables = ReadonlyMap<string, string>;

/** The files of one project. */
export interface ProjectInFolder {
  /** The files in merge order. */
  readonly files: readonly string[];
  /** True when COMPOSE_FILE lists the files, so that they are one project whatever their names and folders. */
  readonly isListed: boolean;
  /** The files with default names that Compose does not use, beside the main file and beside the override. */
  readonly ignoredFiles: readonly IgnoredFiles[];
}

/** Files that Compose ignores in favour of another one. */
export interface IgnoredFiles {
  readonly taken: string;
  readonly others: readonly string[];
}

/** Returns the files that COMPOSE_FILE lists, relative to `folder`; none when it is not set. `separator` is the operating system's own. */
export function listedFiles(variables: Variables, folder: string, separator = ':'): readonly string[] {
  const listed = variables.get('COMPOSE_FILE') ?? '';
  const names = listed.split(variables.get('COMPOSE_PATH_SEPARATOR') || separator);
  return names.filter((name) => name !== '').map((name) => pathIn(folder, name));
}

/**
 * Returns the default project among the `names` in one folder; null when there is none. `mains` are the names of main files, the preferred
 * first.
 */
export function defaultAmong(
  names: ReadonlySet<string>,
  folder: string,
  mains: readonly string[] = defaultNames,
): ProjectInFolder | null {
  const there = (wanted: readonly string[]) =>
    wanted.filter((name) => names.has(name)).map((name) => pathIn(folder, name));
  const [main, ...others] = there(mains);
  if (main === undefined) return null;
  // Beside a file of another name Compose looks for no override.
  const isDefault = defaultNames.includes(main.slice(main.lastIndexOf('/') + 1));
  const [override, ...more] = isDefault ? there(overrideNames) : [];
  const ignored = [
    { taken: main, others },
    { taken: override ?? '', others: more },
  ];
  return {
    files: override === undefined ? [main] : [main, override],
    isListed: false,
    ignoredFiles: ignored.filter((group) => group.others.length > 0),
  };
}

/** Returns the project of `folder` with its `variables`; null where Compose would continue in the parent folder. */
export function projectInFolder(
  files: Pick<DiscoveredFiles, 'kind'>,
  folder: string,
  variables: Variables,
  separator = ':',
): ProjectInFolder | null {
  const listed = listedFiles(variables, folder, separator);
  if (listed.length > 0) return { files: listed, isListed: true, ignoredFiles: [] };
  const names = [...defaultNames, ...overrideNames];
  const there = names.filter((name) => files.kind(pathIn(folder, name)) === 'file');
  return defaultAmong(new Set(there), folder);
}

/** True when Compose uses these files by default, in the folder of the first. */
export function isDefaultProject(order: readonly string[]): boolean {
  const [main = ''] = order;
  const folder = folderOf(main);
  const names = order.map((file) => (folder === '' ? file : file.slice(folder.length + 1)));
  const found = defaultAmong(new Set(names), folder);
  return found?.files.join('\n') === order.join('\n');
}
