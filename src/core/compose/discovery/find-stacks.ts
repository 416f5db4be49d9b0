// Which folders of a tree are stacks: those in which Compose finds a project, each with its own variables, but for parts of other stacks.

import { envValues } from '../environment/dot-env.ts';
import { defaultNames, hasComposeName } from './default-names.ts';
import { type DiscoveredFiles, pathIn } from './discovered-files.ts';
import { defaultAmong, listedFiles, type PassedOver } from './project-in-folder.ts';

/** How many folders below the one that is given are looked into. */
export const deepestStack = 4;

/** One stack as its files are named. */
export interface FoundStack {
  readonly dir: string;
  /** In order of merging. */
  readonly files: readonly string[];
  /** Whether COMPOSE_FILE lists them. */
  readonly listed: boolean;
  readonly passedOver: readonly PassedOver[];
}

interface Search {
  /** Further names that the file of a stack may have; they come before the default ones. */
  readonly stackFiles?: readonly string[];
  /** The system's own separator of COMPOSE_FILE. */
  readonly separator?: string;
  /** The variables of a stack; those of the `.env` in its folder without it. */
  readonly variablesOf?: (folder: string) => ReadonlyMap<string, string>;
  /** Called with the files of a folder that is no stack, which look like those of one and have no name that is looked for. */
  readonly skipped?: (files: readonly string[]) => void;
  /** Called with each folder that cannot be listed, and why. */
  readonly failed?: (folder: string, error: unknown) => void;
}

/**
 * The stacks in `folder` and below, by path, a stack before those below it. Not looked into: hidden folders, `node_modules`, and what is more
 * than four folders down.
 */
export function findStacks(
  files: DiscoveredFiles,
  folder: string,
  { stackFiles = [], separator = ':', variablesOf, skipped, failed }: Search = {},
): readonly FoundStack[] {
  const mains = [...stackFiles, ...defaultNames];
  const stacks: FoundStack[] = [];
  const variables = variablesOf ?? ((dir) => envValues(files.read(pathIn(dir, '.env')) ?? ''));

  function look(dir: string, level: number): void {
    let names: ReturnType<DiscoveredFiles['list']>;
    try {
      names = files.list(dir);
    } catch (error) {
      failed?.(dir, error);
      return;
    }
    const stack = stackIn(dir, new Set(names.files));
    if (stack !== null) stacks.push(stack);
    else if (skipped !== undefined) skipped(stackLike(files, dir, names.files));
    if (level === deepestStack) return;
    for (const name of [...names.folders].sort(byText)) {
      if (name !== 'node_modules' && !name.startsWith('.')) look(pathIn(dir, name), level + 1);
    }
  }

  function stackIn(dir: string, names: ReadonlySet<string>): FoundStack | null {
    const found = defaultAmong(names, dir, mains);
    if (found === null && !names.has('.env')) return null;
    const listed = listedFiles(variables(dir), dir, separator);
    if (listed.length === 0) return found && { dir, ...found };
    // A folder that only names files of elsewhere is a stack where they are there.
    if (found === null && files.kind(listed[0] ?? '') !== 'file') return null;
    return { dir, files: listed, listed: true, passedOver: [] };
  }

  look(folder === '' ? '' : pathIn('', folder) || '.', 0);
  return stacks.filter((stack) => !isListedElsewhere(stack, stacks));
}

/** So many files of a folder are looked into for what they are. */
const mostLooked = 20;

/** The files of a folder that are Compose's by their names, or by what stands in them. */
function stackLike(files: DiscoveredFiles, dir: string, names: readonly string[]): readonly string[] {
  return names
    .filter((name) => /\.ya?ml$/i.test(name) && !name.startsWith('.'))
    .slice(0, mostLooked)
    .map((name) => ({ name, path: pathIn(dir, name) }))
    .filter(({ name, path }) => hasComposeName(name) || hasServices(files.read(path) ?? ''))
    .map(({ path }) => path);
}

/** Whether a text has services at its top, of which one says what it runs. */
function hasServices(text: string): boolean {
  const at = /^services:/m.exec(text);
  return at !== null && /^[ \t]+(?:image|build|extends):|\{[^}\n]*image:/m.test(text.slice(at.index));
}

/** Whether COMPOSE_FILE of another folder lists its first file, so that it is a part of that one, as what is included is. */
function isListedElsewhere({ dir, files, listed }: FoundStack, stacks: readonly FoundStack[]): boolean {
  const [main = ''] = files;
  return !listed && stacks.some((other) => other.listed && other.dir !== dir && other.files.includes(main));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A stack that was read: its files by path, those it is merged of and those it includes or extends. */
interface ReadFiles {
  /** In order of merging. */
  readonly order: readonly string[];
  /** All that were read for it. */
  readonly files: readonly string[];
}

/** The stacks without those whose first file another one includes or extends: they are a part of that one. */
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
