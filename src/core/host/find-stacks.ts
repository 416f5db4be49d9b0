// Which files of a folder tree are stacks: folders with a compose file by a default name, with the override and the variables beside it, but
// for parts of other stacks. Works on names alone, so that command line and page find the same.

import { defaultNames, overrideNames } from '../compose/environment/default-names.ts';

/** How many folders below the one that is given are looked into. */
export const deepestStack = 4;

/** One stack as its files are named; paths as given. */
interface FoundStack {
  /** Its folder; '' for the one that was given. */
  readonly dir: string;
  /** In order of merging. */
  readonly files: readonly string[];
  /** Files of default names beside them that Compose does not take, either. */
  readonly passedOver: readonly string[];
  /** `.env` beside them; null where there is none. */
  readonly variables: string | null;
}

interface FoundStacks {
  /** By path, a stack before those below it. */
  readonly stacks: readonly FoundStack[];
  /** All other files, in the order given: some may still be included or extended. */
  readonly others: readonly string[];
}

/**
 * The stacks among `paths`, POSIX paths relative to the folder that was given. Not looked into: hidden folders, `node_modules`, and what is more
 * than four folders down. `stackFiles` are further names that a stack's file may have; they come before the default ones.
 */
export function findStacks(paths: readonly string[], stackFiles: readonly string[] = []): FoundStacks {
  const byFolder = new Map<string, Set<string>>();
  for (const path of paths) {
    const cut = path.lastIndexOf('/');
    const dir = cut < 0 ? '' : path.slice(0, cut);
    const names = byFolder.get(dir) ?? new Set();
    byFolder.set(dir, names.add(path.slice(cut + 1)));
  }
  const stacks: FoundStack[] = [];
  for (const [dir, names] of byFolder) {
    if (isLookedInto(dir)) stacks.push(...stackIn(dir, names, stackFiles));
  }
  stacks.sort((a, b) => comparePaths(a.dir, b.dir));
  const taken = new Set(
    stacks.flatMap(({ files, passedOver, variables }) => [...files, ...passedOver, variables]),
  );
  return { stacks, others: paths.filter((path) => !taken.has(path)) };
}

/** Whether a folder of that name, below the one that was given, is looked into. */
export function isStackFolder(name: string): boolean {
  return name !== 'node_modules' && !name.startsWith('.');
}

function isLookedInto(dir: string): boolean {
  const folders = dir === '' ? [] : dir.split('/');
  return folders.length <= deepestStack && folders.every(isStackFolder);
}

function stackIn(
  dir: string,
  names: ReadonlySet<string>,
  stackFiles: readonly string[],
): readonly FoundStack[] {
  const path = (name: string): string => (dir === '' ? name : `${dir}/${name}`);
  const [main, ...others] = [...stackFiles, ...defaultNames].filter((name) => names.has(name));
  if (main === undefined) return [];
  const [override, ...more] = defaultNames.includes(main)
    ? overrideNames.filter((name) => names.has(name))
    : [];
  return [
    {
      dir,
      files: [main, ...(override === undefined ? [] : [override])].map(path),
      passedOver: [...others, ...more].map(path),
      variables: names.has('.env') ? path('.env') : null,
    },
  ];
}

/** Folder by folder, so that `a/b` comes before `a-b`. */
function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const [one = '', other = ''] = [left[at], right[at]];
    if (one !== other) return one < other ? -1 : 1;
  }
  return left.length - right.length;
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
    if (others.some((one) => one !== stack && !parts.has(one))) parts.add(stack);
  }
  return stacks.filter((stack) => !parts.has(stack));
}
