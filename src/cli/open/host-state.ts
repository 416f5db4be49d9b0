// What the page gets of a host when it starts: every stack below the folder as a project of its own, its files by their paths from that
// folder. A stack that cannot be read as Compose is served, too, since it is repaired on the page.

import { basename, relative, resolve } from 'node:path';
import { type FoundStack, maxStackDepth, withoutParts } from '../../core/compose/discovery/find-stacks.ts';
import { CallFailure, linesOfStack } from '../call-failure.ts';
import type { ConfinedIo } from '../confined/confined-io.ts';
import type { RootFolders } from '../confined/root-folders.ts';
import { servedIo } from '../confined/served-io.ts';
import { optionsFor, stacksBelow } from '../input/discover.ts';
import type { HostCommandOptions } from '../input/host-options.ts';
import { readHostFileIn, withStatedMachine } from '../input/load-host.ts';
import { demandFolder, type ReportFailure, withoutOneName } from '../input/read-stacks.ts';
import { sentOptions } from '../input/sent-project.ts';
import type { Io } from '../io.ts';
import type { BoundFile, BoundText } from './bound-file.ts';
import { type ProjectState, readProjectState, type ServedHost, type ServedStack } from './project-state.ts';

/** One stack as it was read, with its folder. */
export interface ReadStack {
  /** The absolute path of the folder. */
  readonly dir: string;
  readonly state: ProjectState;
}

/** Reads the stacks in and below `folder`, using only files below `roots`; fails when there are none. */
export async function readHostState(
  machine: Io,
  roots: RootFolders,
  folder: string,
  options: HostCommandOptions,
): Promise<ProjectState> {
  const base = resolve(machine.cwd, folder);
  const failed: string[] = [];
  const report: ReportFailure = (why) => {
    machine.complain(why);
    failed.push(...(typeof why === 'string' ? [why] : why));
  };
  const io = withoutOneName(servedIo(machine, roots, report));
  const ownStacks = await readFolderStacks(io, [folder], options, report);
  if (ownStacks.length === 0) {
    throw new CallFailure(
      failed.length > 0
        ? `${folder}: no stack could be read.`
        : `${folder}: no compose file with a default name, down to ${maxStackDepth} folders below. Give the folder that holds the stacks, or the name of their files with --stack-file NAME.`,
    );
  }
  const file = await readHostFileIn(io, [folder], report);
  return hostState(
    ownStacks,
    { name: basename(base), base, cwd: io.cwd, failed, file: file?.text ?? null },
    await withStatedMachine(io, file, options, report),
  );
}

/** Returns the servable stacks in and below `folders`; reports those that cannot be read. */
export async function readFolderStacks(
  io: ConfinedIo,
  folders: readonly string[],
  options: HostCommandOptions,
  report: ReportFailure,
): Promise<readonly ReadStack[]> {
  const read: ReadStack[] = [];
  const seen = new Set<string>();
  for (const folder of folders) {
    demandFolder(io, folder);
    for (const found of await stacksBelow(io, folder, options, report, report)) {
      const main = resolve(io.cwd, found.files[0] ?? '');
      // Of two folders that were given, one may lie in the other.
      if (seen.has(main)) continue;
      seen.add(main);
      const state = await readStack(io, found, options, report);
      if (state !== null) read.push({ dir: resolve(io.cwd, found.dir), state });
    }
  }
  return withoutParts(read, ({ state }) => ({
    order: state.about.order.map((name) => resolve(io.cwd, name)),
    files: state.texts.map((_, index) => state.files[index]?.path ?? ''),
  }));
}

/** A host without its stacks, and the folder that its file names start from. */
interface AboutHost extends Omit<ServedHost, 'stacks'> {
  readonly base: string;
  readonly cwd: string;
}

/** Returns the state of a host with these stacks. The list may be empty for a host that is followed. */
export function hostState(
  stacks: readonly ReadStack[],
  { base, cwd, ...about }: AboutHost,
  given: HostCommandOptions,
): ProjectState {
  const { files, texts, stacks: served } = mergeFiles(stacks, base, cwd);
  const host = { ...about, stacks: served };
  const mounted = mountedOf(stacks, base, cwd);
  const options = sentOptions(given);
  return {
    files,
    texts,
    about: { version: 1, order: [], environment: [], profiles: [], folder: basename(base), ...options },
    host,
    ...(mounted.length === 0 ? {} : { mounted }),
  };
}

/** Returns the configuration that the stacks mount, by its path from `base`. */
export function mountedOf(
  stacks: readonly ReadStack[],
  base: string,
  cwd: string,
): NonNullable<ProjectState['mounted']> {
  return stacks.flatMap(({ state }) =>
    (state.mounted ?? []).map(([name, text]) => [pathFrom(base, resolve(cwd, name)), text] as const),
  );
}

async function readStack(
  io: ConfinedIo,
  found: FoundStack,
  options: HostCommandOptions,
  report: ReportFailure,
): Promise<ProjectState | null> {
  try {
    return await readProjectState(io, found.files, optionsFor(options, found.dir, found));
  } catch (error) {
    report(linesOfStack(error, found.dir));
    return null;
  }
}

/** Merges the files of all stacks into one list without duplicates, existing files first. */
export function mergeFiles(
  stacks: readonly ReadStack[],
  base: string,
  cwd: string,
): Pick<ProjectState, 'files' | 'texts'> & { readonly stacks: readonly ServedStack[] } {
  const numbers = new Map<string, number>();
  const files: BoundFile[] = [];
  const texts: BoundText[] = [];
  const add = (file: BoundFile): void => {
    if (numbers.has(file.path)) return;
    numbers.set(file.path, files.length);
    files.push({ ...file, name: pathFrom(base, file.path) });
  };
  for (const { state } of stacks) {
    for (const [index, text] of state.texts.entries()) {
      const file = state.files[index];
      if (text === null || file === undefined || numbers.has(file.path)) continue;
      add(file);
      texts.push(text);
    }
  }
  const begun = ({ files: all, texts: there }: ProjectState): readonly BoundFile[] => all.slice(there.length);
  for (const { state } of stacks) for (const file of begun(state)) add(file);
  const numberOf = (file: BoundFile | undefined): number | null =>
    file === undefined ? null : (numbers.get(file.path) ?? null);
  const served = stacks.map(({ dir, state }): ServedStack => {
    const { order, environment, profiles, folder } = state.about;
    return {
      dir: pathFrom(base, dir) || '.',
      order: order.map((name) => pathFrom(base, resolve(cwd, name))),
      environment,
      profiles,
      folder,
      files: state.texts.map((_, index) => pathFrom(base, state.files[index]?.path ?? '')),
      begins: numberOf(begun(state).find(({ onDemand }) => !onDemand)),
      variables: numberOf(begun(state).find(({ onDemand }) => onDemand)),
    };
  });
  return { files, texts, stacks: served };
}

/** Returns the POSIX path from `base` to `path`. */
export function pathFrom(base: string, path: string): string {
  return relative(base, path).replaceAll('\\', '/');
}
