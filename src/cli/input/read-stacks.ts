// The stacks of a host as folders of files hold them: each one a Compose project with its own variables, profiles and name.

import { relative, resolve } from 'node:path';
import { type FoundStack, withoutParts } from '../../core/compose/discovery/find-stacks.ts';
import type { StackInput } from '../../core/host/host.ts';
import { CallFailure, linesOfStack } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { optionsFor, stacksBelow } from './discover.ts';
import type { HostCommandOptions } from './host-options.ts';
import { type LoadedProject, loadProject } from './load-project.ts';

/** Reports why a stack, or a folder of stacks, cannot be read; the others are still read. */
export type ReportFailure = (why: string | readonly string[]) => void;

/** One stack, as far as it could be read. */
interface ReadStack {
  readonly dir: string;
  /** The folder as the host shows it: relative to the given folder. */
  readonly shownDir: string;
  /** The absolute path of the stack's first file. */
  readonly main: string;
  readonly project: LoadedProject | null;
  readonly failure: readonly string[];
}

/** Returns the stacks in and below `folders`, or below the working folder without any, in order. */
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
    for (const found of await stacksBelow(io, folder, options, report, io.complain)) {
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
  const ownStacks = withoutParts(read, ({ main, project }) => {
    const { order = [], texts = new Map() } = project?.workspace.input ?? {};
    const paths = (names: Iterable<string>) => [...names].map((name) => resolve(io.cwd, name));
    return { order: project === null ? [main] : paths(order), files: paths(texts.keys()) };
  });
  return ownStacks.flatMap(({ shownDir, project, failure }): StackInput[] => {
    if (project === null) {
      report(failure);
      return [];
    }
    const { workspace, reachOptions, name } = project;
    return [{ dir: shownDir, from: 'files', workspace, profiles: reachOptions.profiles, project: name }];
  });
}

/** Returns the `Io` without the variables that would give all stacks one name or one set of files. */
export function withoutOneName<Machine extends Io>(io: Machine): Machine {
  const variables = new Map(io.variables);
  const ignored = ['COMPOSE_PROJECT_NAME', 'COMPOSE_FILE'].filter((name) => variables.delete(name));
  if (ignored.length > 0) {
    io.complain(
      `${ignored.join(', ')} of the environment: not used with --host, since it would apply to every stack. Set it in a stack's .env.`,
    );
  }
  return { ...io, variables };
}

/** Refuses a path that is not a folder. */
export function demandFolder(io: Io, folder: string): void {
  const why = whyNoFolder(io, folder);
  if (why !== null) throw new CallFailure(`${why} With --host, give the folders that hold the stacks.`);
}

/** Returns why a path is not a folder; null for a folder. */
function whyNoFolder(io: Io, path: string): string | null {
  if (path !== '-' && io.kindOf(path) === 'folder') return null;
  const isOther = path === '-' || io.kindOf(path) === 'file';
  return `${path}: ${isOther ? 'this is not a folder' : 'there is no such folder'}.`;
}

/** Returns the stacks in and below a folder; none where there is no such folder, which is reported. */
export async function readOrReport(
  io: Io,
  folder: string,
  options: HostCommandOptions,
  report: ReportFailure,
): Promise<readonly StackInput[]> {
  const missing = whyNoFolder(io, folder);
  if (missing === null) return readStacks(io, [folder], options, report);
  report(missing);
  return [];
}

async function readStack(
  io: Io,
  found: FoundStack,
  options: HostCommandOptions,
): Promise<Pick<ReadStack, 'dir' | 'project' | 'failure'>> {
  const { dir, files } = found;
  try {
    const project = await loadProject(io, files, optionsFor(options, dir, found), `${dir}: `);
    return { dir, project, failure: [] };
  } catch (error) {
    return { dir, project: null, failure: linesOfStack(error, dir) };
  }
}
