// Which folders of a tree are stacks: those in which Compose finds a project, each with its own variables, but for parts of other stacks.

import { envValues } from '../environment/dot-env.ts';
import { defaultNames, hasComposeName } from './default-names.ts';
import { type DiscoveredFiles, pathIn } from './discovered-files.ts';
import { defaultAmong, type IgnoredFiles, listedFiles } from './project-in-folder.ts';

/** The number of folder levels below the given one that are searched. */
export const maxStackDepth = 4;

/** A stack with the names of its files. */
export interface FoundStack {
  readonly dir: string;
  /** The files in merge order. */
  readonly files: readonly string[];
  /** True when COMPOSE_FILE lists the files. */
  readonly isListed: boolean;
  readonly ignoredFiles: readonly IgnoredFiles[];
}

interface Search {
  /** Further file names that mark a stack; they take precedence over the default names. */
  readonly stackFiles?: readonly string[];
  /** The operating system's separator in COMPOSE_FILE. */
  readonly separator?: string;
  /** Returns the variables of a stack; without it those of the `.env` in its folder. */
  readonly variablesOf?: (folder: string) => ReadonlyMap<string, string>;
  /** Called with files that look like a stack's although their folder has no file with a known name. */
  readonly skipped?: (files: readonly string[]) => void;
  /** Called with each folder that cannot be listed, and the error. */
  readonly failed?: (folder: string, error: unknown) => void;
}

/**
 * Returns the stacks in `folder` and below, by path, each before those below it. Hidden folders, `node_modules`, and folders more than four
 * levels down are skipped.
 */
export function findStacks(
  files: DiscoveredFiles,
  folder: string,
  { stackFiles = [], separator = ':', variablesOf, skipped, failed }: Search = {},
): readonly FoundStack[] {
  const mains = [...stackFiles, ...defaultNames];
  const stacks: FoundStack[] = [];
  const variables = variablesOf ?? ((dir) => envValues(files.read(pathIn(dir, '.env')) ?? ''));

  function search(dir: string, level: number): void {
    let names: ReturnType<DiscoveredFiles['list']>;
    try {
      names = files.list(dir);
    } catch (error) {
      failed?.(dir, error);
      return;
    }
    const stack = stackIn(dir, new Set(names.files));
    if (stack !== null) stacks.push(stack);
    else if (skipped !== undefined) skipped(composeLikeFiles(files, dir, names.files));
    if (level === maxStackDepth) return;
    for (const name of [...names.folders].sort(byText)) {
      if (name !== 'node_modules' && !name.startsWith('.')) search(pathIn(dir, name), level + 1);
    }
  }

  function stackIn(dir: string, names: ReadonlySet<string>): FoundStack | null {
    const found = defaultAmong(names, dir, mains);
    if (found === null && !names.has('.env')) return null;
    const listed = listedFiles(variables(dir), dir, separator);
    if (listed.length === 0) return found && { dir, ...found };
    // A folder that only names files of elsewhere is a stack where they are there.
    if (found === null && files.kind(listed[0] ?? '') !== 'file') return null;
    return { dir, files: listed, isListed: true, ignoredFiles: [] };
  }

  search(folder === '' ? '' : pathIn('', folder) || '.', 0);
  return stacks.filter((stack) => !isListedElsewhere(stack, stacks));
}

/** The largest number of files of a folder whose content is examined. */
const maxExamined = 20;

/** Returns the files of a folder that look like Compose files, by name or by content. */
function composeLikeFiles(files: DiscoveredFiles, dir: string, names: readonly string[]): readonly string[] {
  return names
    .filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'))
    .slice(0, maxExamined)
    .map((name) => ({ name, path: pathIn(dir, name) }))
    .filter(({ name, path }) => hasComposeName(name) || hasServices(files.read(path) ?? ''))
    .map(({ path }) => path);
}

/** True when a text has top-level services, at least one of which states what it runs. */
function hasServices(text: string): boolean {
  const at = /^services:/m.exec(text);
  return at !== null && /^[ \t]+(?:image|build|extends):|\{[^}\n]*image:/m.test(text.slice(at.index));
}

/**
 * True when COMPOSE_FILE of another folder lists the stack's first file, so that the stack is a part of that one, as an included project
 * is.
 */
function isListedElsewhere({ dir, files, isListed }: FoundStack, stacks: readonly FoundStack[]): boolean {
  const [main = ''] = files;
  return (
    !isListed && stacks.some((other) => other.isListed && other.dir !== dir && other.files.includes(main))
  );
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The files of a stack that was read, by path: those merged, included and extended. */
interface ReadFiles {
  /** The files in merge order. */
  readonly order: readonly string[];
  /** All files that were read for the stack. */
  readonly files: readonly string[];
}

/** Returns the stacks without those that are a part of another one, which includes or extends their first file. */
export function withoutParts<T>(stacks: readonly T[], filesOf: (stack: T) => ReadFiles | null): readonly T[] {
  const readers = new Map<string, T[]>();
  for (const stack of stacks) {
    const { order = [], files = [] } = filesOf(stack) ?? {};
    for (const file of files) {
      if (!order.includes(file)) readers.set(file, [...(readers.get(file) ?? []), stack]);
    }
  }
  const parts = new Set<T>();
  for (const stack of stacks) {
    const others = readers.get(filesOf(stack)?.order[0] ?? '') ?? [];
    if (others.some((other) => other !== stack && !parts.has(other))) parts.add(stack);
  }
  return stacks.filter((stack) => !parts.has(stack));
}
