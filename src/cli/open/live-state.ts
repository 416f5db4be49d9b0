// What the page gets of the host that runs: its stacks from their files where these are here, bound as far as they lie below what is
// served, and what runs beside them.

import { dirname, relative, resolve } from 'node:path';
import { projectName } from '../../core/compose/environment/project-name.ts';
import type { StackInput } from '../../core/host/host.ts';
import { shellCommand } from '../../core/text/shell-word.ts';
import { CallFailure } from '../call-failure.ts';
import type { Docker, DockerStream } from '../docker/docker-command.ts';
import { readRunningHost } from '../docker/read-running-host.ts';
import type { HostCommandOptions } from '../input/host-options.ts';
import { readHostFileIn } from '../input/load-host.ts';
import { stacksThatRun } from '../input/load-running-host.ts';
import { readEngine } from '../input/project-options.ts';
import { type ReportFailure, readStacks, withoutOneName } from '../input/read-stacks.ts';
import type { Io } from '../io.ts';
import { hostState, pathFrom, type ReadStack, readFolderStacks } from './host-state.ts';
import { type LiveReading, type LiveSource, liveSource, type ServedMain } from './live-source.ts';
import { boundProject, type ProjectState } from './project-state.ts';

/** What to ask Docker with. */
export interface DockerTools {
  readonly docker: Docker;
  readonly stream: DockerStream;
}

/** How a server reads it. */
export interface LiveServing {
  /** Whether files that containers name elsewhere are shown, too. */
  readonly elsewhere: boolean;
  /** The source that goes on, where it was read before: the Engine is not asked then. */
  readonly before?: LiveSource;
}

/**
 * Reads what runs, and the stacks in and below `folders`; without folders, files below the working folder are those that are written.
 */
export async function readLiveState(
  machine: Io,
  folders: readonly string[],
  options: HostCommandOptions,
  { docker, stream }: DockerTools,
  { elsewhere, before }: LiveServing = { elsewhere: true },
): Promise<ProjectState> {
  const io = withoutOneName(machine);
  const failed: string[] = [];
  const report: ReportFailure = (why) => {
    io.complain(why);
    failed.push(...(typeof why === 'string' ? [why] : why));
  };
  const looked = options.host === true || folders.length > 0;
  const roots = folders.length === 0 ? ['.'] : folders;
  const found = looked ? await readFolderStacks(io, roots, options, report) : [];
  const quiet = { ...io, complain: () => {} };
  const readGiven: LiveReading['given'] = async () =>
    looked ? await readStacks(quiet, roots, options, () => {}) : [];
  const allowed = roots.map((folder) => resolve(io.cwd, folder));
  const isAllowed = (dir: string): boolean => allowed.some((root) => !relative(root, dir).startsWith('..'));
  const labels = elsewhere ? io : onlyWhere(io, isAllowed);
  const host = before?.running() ?? (await readRunningHost(docker));
  const inFolders = await readGiven();
  const loaded = await stacksThatRun(labels, host, inFolders, options, report);
  const byMain = new Map<string, StackInput>();
  for (const stack of loaded.stacks) {
    const main = mainOf(io, stack.workspace.input.order);
    // Where several projects were started from one file, the file is shown for the first of them.
    if (stack.from !== 'running' && !byMain.has(main)) byMain.set(main, stack);
  }
  const given = new Set(inFolders.map(({ workspace }) => workspace));
  const labelled = new Map([...byMain].filter(([, { workspace }]) => !given.has(workspace)));
  const others = [...labelled.values()].map((stack) => labelledStack(io, stack, isAllowed, options));
  const read = [...found.filter(({ state }) => !labelled.has(mainOf(io, state.about.order))), ...others];
  if (read.length === 0 && loaded.stacks.length === 0) {
    throw new CallFailure(
      'no container is here, so there is nothing to show. Start one, or leave --docker out.',
    );
  }
  const base = commonFolder([...allowed, ...read.map(({ dir }) => dir)]);
  const served = new Map<string, ServedMain>();
  for (const { dir, state } of read) {
    const main = mainOf(io, state.about.order);
    const readOnly = isAllowed(dir)
      ? null
      : `Its files are in ${dir}, outside of what is served: run ${shellCommand(['bulkhead', 'open', '--docker', dir])} to edit them`;
    served.set(main, { file: pathFrom(base, main), readOnly });
  }
  const reading = { io: labels, docker, stream, options, given: readGiven, served };
  const live = before ?? liveSource(reading, host, loaded);
  before?.serve(served, host, loaded);
  const file = await readHostFileIn(io, folders, report);
  const about = { name: 'Docker', base, cwd: io.cwd, failed, file: file?.text ?? null };
  return { ...hostState(read, about, { ...options, engine: readEngine(loaded.engine) }), live };
}

/** The same machine on which only allowed files exist, for following labels. */
function onlyWhere(io: Io, isAllowed: (path: string) => boolean): Io {
  return { ...io, kindOf: (path) => (isAllowed(resolve(io.cwd, path)) ? io.kindOf(path) : 'absent') };
}

/** Absolute path of the first file. */
function mainOf(io: Io, order: readonly string[]): string {
  return resolve(io.cwd, order[0] ?? '');
}

/** A stack of the files that its containers name. Those outside of what is served are read only, and nothing is made beside them. */
function labelledStack(
  io: Io,
  { workspace, profiles, project }: StackInput,
  isAllowed: (dir: string) => boolean,
  options: HostCommandOptions,
): ReadStack {
  const { order, environment } = workspace.input;
  const dir = dirname(mainOf(io, order));
  const named = projectName(null, environment, workspace.topology.name, dir.split(/[\\/]/).at(-1) ?? null);
  const same = named.ok && named.value.name === project.name;
  const own = { ...options, ...(same || project.name === null ? {} : { projectName: project.name }) };
  const state = boundProject(io, order, { workspace, environment, profiles }, own);
  if (isAllowed(dir)) return { dir, state };
  const files = state.texts.flatMap((_, index) => {
    const file = state.files[index];
    return file === undefined ? [] : [{ ...file, writable: false }];
  });
  return { dir, state: { ...state, files } };
}

/** The deepest folder that holds all of them. */
function commonFolder(folders: readonly string[]): string {
  let [common = '.'] = folders;
  for (const folder of folders) {
    while (relative(common, folder).startsWith('..')) common = dirname(common);
  }
  return common;
}
