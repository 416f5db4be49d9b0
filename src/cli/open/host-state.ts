// What the page gets of a host when it starts: every stack below the folder as a project of its own, its files by their paths from
// that folder. A stack that cannot be read as Compose is served, too, since the page is where it is mended.

import { basename, relative, resolve } from 'node:path';
import { deepestStack } from '../../core/host/find-stacks.ts';
import { withoutParts } from '../../core/host/without-parts.ts';
import { CallFailure } from '../call-failure.ts';
import type { HostCommandOptions } from '../input/host-options.ts';
import { readHostFileIn } from '../input/load-host.ts';
import { demandFolder, type ReportFailure, wantedFiles, withoutOneName } from '../input/read-stacks.ts';
import { type StackFiles, stacksBelow } from '../input/stacks-below.ts';
import type { Io } from '../io.ts';
import type { BoundFile, BoundText } from './bound-file.ts';
import { type ProjectState, readProjectState, type ServedStack } from './project-state.ts';

interface ReadStack {
  readonly dir: string;
  readonly state: ProjectState;
}

/** Reads the stacks in and below `folder`; a failure where there are none. */
export async function readHostState(
  machine: Io,
  folder: string,
  options: HostCommandOptions,
): Promise<ProjectState> {
  const io = withoutOneName(machine);
  demandFolder(io, folder);
  const base = resolve(io.cwd, folder);
  const failed: string[] = [];
  const report: ReportFailure = (why) => {
    io.complain(why);
    failed.push(...(typeof why === 'string' ? [why] : why));
  };
  const read: ReadStack[] = [];
  for (const found of stacksBelow(io, folder, options.stackFile, report)) {
    const state = await readStack(io, found, options, report);
    if (state !== null) read.push({ dir: pathFrom(base, resolve(io.cwd, found.dir)) || '.', state });
  }
  const own = withoutParts(read, ({ state }) => ({
    order: state.about.order.map((name) => resolve(io.cwd, name)),
    files: state.texts.map((_, index) => state.files[index]?.path ?? ''),
  }));
  const [first] = own;
  if (first === undefined) {
    throw new CallFailure(
      failed.length > 0
        ? `${folder}: no stack could be read.`
        : `${folder}: no compose file with a default name, down to ${deepestStack} folders below. Give the folder that holds the stacks, or the name of their files with --stack-file NAME.`,
    );
  }
  const file = await readHostFileIn(io, [folder], report);
  const { files, texts, stacks } = together(own, base, io.cwd);
  const host = { name: basename(base), failed, file: file?.text ?? null, stacks };
  return { files, texts, about: { ...first.state.about, order: [], environment: [], profiles: [] }, host };
}

async function readStack(
  io: Io,
  found: StackFiles,
  options: HostCommandOptions,
  report: ReportFailure,
): Promise<ProjectState | null> {
  try {
    const { wanted, own } = await wantedFiles(io, found, options);
    return await readProjectState(io, wanted, own);
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    report(error.lines);
    return null;
  }
}

/** All files in one list, each once, although several stacks may have it; those that are there come first. */
function together(
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
      if (file === undefined || numbers.has(file.path)) continue;
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
      dir,
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

function pathFrom(base: string, path: string): string {
  return relative(base, path).replaceAll('\\', '/');
}
