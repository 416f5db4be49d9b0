// What the page gets of the host that runs: its stacks from their files where these are here, bound as far as they lie below what is
// served, and what runs beside them.

import { statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { projectName } from '../../core/compose/environment/project-name.ts';
import type { StackInput } from '../../core/host/host.ts';
import { type RunningProject, runningProjects } from '../../core/host/running/running-projects.ts';
import { shellCommand } from '../../core/quote/shell-word.ts';
import { CallFailure } from '../call-failure.ts';
import type { ConfinedIo } from '../confined/confined-io.ts';
import { openRoots, type RootFolders } from '../confined/root-folders.ts';
import { servedIo } from '../confined/served-io.ts';
import type { Docker, DockerStream } from '../docker/docker-command.ts';
import type { Program } from '../docker/read-machine.ts';
import { readRunningHost } from '../docker/read-running-host.ts';
import type { HostCommandOptions } from '../input/host-options.ts';
import { readHostFileIn } from '../input/load-host.ts';
import { type LabelIo, stacksThatRun } from '../input/load-running-host.ts';
import { withLiveMachine } from '../input/machine-of-host.ts';
import { type ReportFailure, readStacks, withoutOneName } from '../input/read-stacks.ts';
import type { Io } from '../io.ts';
import { hostState, pathFrom, type ReadStack, readFolderStacks } from './host-state.ts';
import { type LiveReading, type LiveSource, liveSource, type ServedMain } from './live-source.ts';
import { boundProject, type ProjectState } from './project-state.ts';

/** Access to Docker. */
export interface DockerTools {
  readonly docker: Docker;
  readonly stream: DockerStream;
  /** Runs programs of Docker's machine; null when nothing of it is read. */
  readonly program: Program | null;
}

/** The settings for serving a running host. */
export interface LiveServing {
  /** True when files that containers name in other folders are shown too. */
  readonly elsewhere: boolean;
  /** An earlier source to continue, so that the Engine is not asked again. */
  readonly before?: LiveSource;
}

/**
 * Reads what runs, and the stacks in and below `folders`; without folders, files below the working folder are writable. Reads files below
 * `roots` and, with `elsewhere`, in the folders that containers name.
 */
export async function readLiveState(
  machine: Io,
  roots: RootFolders,
  folders: readonly string[],
  asked: HostCommandOptions,
  { docker, stream, program }: DockerTools,
  { elsewhere, before }: LiveServing = { elsewhere: true },
): Promise<ProjectState> {
  const failed: string[] = [];
  const report: ReportFailure = (why) => {
    machine.complain(why);
    failed.push(...(typeof why === 'string' ? [why] : why));
  };
  const io = withoutOneName(servedIo(machine, roots, report));
  const looked = asked.host === true || folders.length > 0;
  const served = folders.length === 0 ? ['.'] : folders;
  const found = looked ? await readFolderStacks(io, served, asked, report) : [];
  const quiet = { ...io, complain: () => {} };
  const readGiven: LiveReading['given'] = async () =>
    looked ? await readStacks(quiet, served, asked, () => {}) : [];
  const isAllowed = (path: string): boolean => roots.inside(path) !== null;
  const filesOf = (project: RunningProject): ConfinedIo =>
    servedIo({ ...machine, variables: io.variables }, rootsOf(roots, project), report);
  const labels: LabelIo = elsewhere
    ? { ...machine, variables: io.variables, filesOf }
    : onlyWhere(io, isAllowed);
  const host = before?.running() ?? (await readRunningHost(docker));
  const file = await readHostFileIn(io, folders, report);
  const tools = { docker, program, running: host, report, here: machine };
  // An Engine that does not answer now is not waited for: its machine stays as it was read.
  const keptOptions = before !== undefined && before.now().silent !== null ? before.options() : null;
  const options = keptOptions ?? (await withLiveMachine(io, file, asked, tools));
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
  const running = new Map(runningProjects(host).map((project) => [project.name, project]));
  const others = [...labelled.values()].map((stack) => {
    const project = running.get(stack.project.name ?? '');
    return labelledStack(elsewhere && project ? filesOf(project) : io, stack, isAllowed, options);
  });
  const read = [...found.filter(({ state }) => !labelled.has(mainOf(io, state.about.order))), ...others];
  if (read.length === 0 && loaded.stacks.length === 0) {
    throw new CallFailure(
      'no container exists, so there is nothing to show. Start one, or leave out --docker.',
    );
  }
  const named = served.map((folder) => resolve(io.cwd, folder));
  const base = commonFolder([...named, ...read.map(({ dir }) => dir)]);
  const mains = new Map<string, ServedMain>();
  for (const { dir, state } of read) {
    const main = mainOf(io, state.about.order);
    const readOnly = isAllowed(dir)
      ? null
      : `Its files are in ${dir}, outside the served folder: run ${shellCommand(['bulkhead', 'open', '--docker'], [dir])} to edit them`;
    mains.set(main, { file: pathFrom(base, main), readOnly });
  }
  const reading = { io: labels, docker, stream, options, given: readGiven, served: mains };
  const live = before ?? liveSource(reading, host, loaded);
  before?.serve({ options, served: mains }, host, loaded);
  const about = { name: 'Docker', base, cwd: io.cwd, failed, file: file?.text ?? null };
  return { ...hostState(read, about, loaded.options), live };
}

/** Returns `roots` and the folders of the files that a project's containers name. */
function rootsOf(roots: RootFolders, { folder, files, envFiles }: RunningProject): RootFolders {
  const folders = new Set([...(folder === null ? [] : [folder]), ...files.map((file) => dirname(file))]);
  const there = [...folders].filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory());
  return openRoots(roots.path, [...roots.all, ...there], envFiles);
}

/** Returns an `Io` on which only allowed files exist, for following labels. */
function onlyWhere(io: Io, isAllowed: (path: string) => boolean): Io {
  return { ...io, kindOf: (path) => (isAllowed(resolve(io.cwd, path)) ? io.kindOf(path) : 'absent') };
}

/** Returns the absolute path of the first file. */
function mainOf(io: Io, order: readonly string[]): string {
  return resolve(io.cwd, order[0] ?? '');
}

/**
 * Returns a stack of the files that its containers name. Files outside the served folders are read only, and none are created beside them.
 */
function labelledStack(
  io: ConfinedIo,
  { workspace, profiles, project }: StackInput,
  isAllowed: (path: string) => boolean,
  options: HostCommandOptions,
): ReadStack {
  const { order, environment } = workspace.input;
  const dir = dirname(mainOf(io, order));
  const named = projectName(null, environment, workspace.topology.name, dir.split(/[\\/]/).at(-1) ?? null);
  const same = named.ok && named.value.name === project.name;
  const own = { ...options, ...(same || project.name === null ? {} : { projectName: project.name }) };
  const state = boundProject(io, order, { workspace, environment, profiles }, own);
  const keptFiles = isAllowed(dir) ? state.files : state.files.slice(0, state.texts.length);
  // What it includes from elsewhere is only read, too.
  const files = keptFiles.map((file) => ({
    ...file,
    writable: file.writable && isAllowed(dir) && isAllowed(file.path),
  }));
  return { dir, state: { ...state, files } };
}

/** Returns the deepest folder that contains all of the folders. */
function commonFolder(folders: readonly string[]): string {
  let [common = '.'] = folders;
  for (const folder of folders) {
    while (relative(common, folder).startsWith('..')) common = dirname(common);
  }
  return common;
}
