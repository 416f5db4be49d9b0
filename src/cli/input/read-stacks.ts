// The stacks of a host as folders of files hold them: each one a Compose project with its own variables, profiles and name.

import { join, relative, resolve } from 'node:path';
import type { StackInput } from '../../core/host/host.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { listedFiles } from './default-files.ts';
import type { HostCommandOptions } from './host-options.ts';
import { loadEnvironment } from './load-environment.ts';
import { type LoadedProject, loadProject } from './load-project.ts';
import { type StackFiles, stacksBelow } from './stacks-below.ts';

/** Reports what keeps a stack, or a folder of stacks, from being read; the others are read. */
export type ReportFailure = (why: string | readonly string[]) => void;

/** One stack as far as it could be read. */
interface ReadStack {
  readonly dir: string;
  /** As the host says it: relative to the folder that was given. */
  readonly shownDir: string;
  /** Absolute path of its first file. */
  readonly main: string;
  readonly project: LoadedProject | null;
  readonly failure: readonly string[];
}

/** The stacks in and below `folders`, or below the working folder where there are none, in order. */
export async function readStacks(
  machine: Io,
  folders: readonly string[],
  options: HostCommandOptions,
  report: ReportFailure,
): Promise<readonly StackInput[]> {
  const io = withoutOneName(machine);
  const [base = '.', ...more] = folders;
  const from = more.length === 0 ? resolve(io.cwd, base) : io.cwd;
  const read: ReadStack[] = [];
  const seen = new Set<string>();
  for (const folder of folders.length === 0 ? ['.'] : folders) {
    demandFolder(io, folder);
    for (const found of stacksBelow(io, folder, options.stackFile, report)) {
      const main = resolve(io.cwd, found.files[0] ?? '');
      // Of two folders that were given, one may lie in the other.
      if (seen.has(main)) continue;
      seen.add(main);
      const shownDir = relative(from, resolve(io.cwd, found.dir)).replaceAll('\\', '/');
      read.push({
        ...(await readStack(io, found, options)),
        shownDir: shownDir === '' ? '.' : shownDir,
        main,
      });
    }
  }
  return ownStacks(io, read).flatMap(({ shownDir, project, failure }): StackInput[] => {
    if (project === null) {
      report(failure);
      return [];
    }
    const { workspace, reachOptions, name } = project;
    return [{ dir: shownDir, from: 'files', workspace, profiles: reachOptions.profiles, project: name }];
  });
}

/** What would give all stacks one name, or the files of one, is not read from the shell. */
function withoutOneName(io: Io): Io {
  const env = new Map(io.env);
  const ignored = ['COMPOSE_PROJECT_NAME', 'COMPOSE_FILE'].filter((name) => env.delete(name));
  if (ignored.length > 0) {
    io.complain(
      `${ignored.join(', ')} of the environment: not used with --host, since it would hold for every stack. Set it in the .env of one.`,
    );
  }
  return { ...io, env };
}

function demandFolder(io: Io, folder: string): void {
  if (folder !== '-' && io.kindOf(folder) === 'folder') return;
  const what =
    folder === '-' || io.kindOf(folder) === 'file' ? 'this is no folder' : 'there is no such folder';
  throw new CallFailure(`${folder}: ${what}. With --host, give the folders that hold the stacks.`);
}

async function readStack(
  io: Io,
  { dir, files }: StackFiles,
  options: HostCommandOptions,
): Promise<Pick<ReadStack, 'dir' | 'project' | 'failure'>> {
  try {
    const listed = listedFiles(await loadEnvironment(io, dir, options.envFile));
    const wanted = listed.length > 0 ? listed.map((file) => join(dir, file)) : files;
    // What COMPOSE_FILE lists is meant as one project, whatever its files are called and where they stand.
    const own = listed.length > 0 ? { ...options, merge: true } : options;
    const project = await loadProject(io, wanted, own, `${dir}: `);
    return { dir, project, failure: [] };
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    return { dir, project: null, failure: error.lines };
  }
}

/** Without those whose file another stack includes or extends: they are a part of that one. */
function ownStacks(io: Io, read: readonly ReadStack[]): readonly ReadStack[] {
  const readers = new Map<string, ReadStack[]>();
  for (const stack of read) {
    if (stack.project === null) continue;
    const { order, texts } = stack.project.workspace.input;
    for (const file of texts.keys()) {
      if (order.includes(file)) continue;
      const path = resolve(io.cwd, file);
      readers.set(path, [...(readers.get(path) ?? []), stack]);
    }
  }
  const parts = new Set<ReadStack>();
  for (const stack of read) {
    const others = readers.get(stack.main)?.filter((one) => one !== stack && !parts.has(one)) ?? [];
    if (others.length > 0) parts.add(stack);
  }
  return read.filter((stack) => !parts.has(stack));
}
