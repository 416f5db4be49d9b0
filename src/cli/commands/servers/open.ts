// `bulkhead open [FILE… | DIR]`: open the designer in the browser, bound to these files or to all stacks below the folder, with `--docker`
// to the host that runs, with `--fleet` to the machines of a fleet, for as long as the command runs.

import { dirname, resolve } from 'node:path';
import { plural } from '../../../core/compose/numbers.ts';
import { CallFailure } from '../../call-failure.ts';
import { openRoots, type RootFolders } from '../../confined/root-folders.ts';
import { servedIo } from '../../confined/served-io.ts';
import { runDocker, runProgram, streamDocker } from '../../docker/docker-command.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { listedIn, projectAbove, projectIn, stacksBelow } from '../../input/discover.ts';
import { findOneProject } from '../../input/find-project-files.ts';
import {
  type HostCommandOptions,
  isAboutHost,
  refuseBesideFleet,
  withMachine,
} from '../../input/host-options.ts';
import { loadEnvironment } from '../../input/load-environment.ts';
import { fleetFileAt } from '../../input/load-fleet.ts';
import type { Io } from '../../io.ts';
import { readFleetState } from '../../open/fleet-state.ts';
import { readHostState } from '../../open/host-state.ts';
import { readPageAssets } from '../../open/http/page-assets.ts';
import { type DockerTools, readLiveState } from '../../open/live-state.ts';
import { offersOf } from '../../open/offers-of.ts';
import { type OpenServer, startOpenServer } from '../../open/open-server.ts';
import { type OpenTools, openTools } from '../../open/open-tools.ts';
import { type ProjectState, readLoneProject } from '../../open/project-state.ts';
import { readAgain } from '../../open/served-project.ts';

export interface OpenOptions extends HostCommandOptions {
  readonly port: string;
  readonly open: boolean;
  /** Further folders that files may lie in. */
  readonly also: readonly string[];
}

const patience = 10_000;

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new CallFailure(`--port ${text}: not a port. Give a number from 0 (any free port) to 65535.`);
}

function listenFailure(error: unknown, port: number): CallFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
  const why =
    code === 'EADDRINUSE'
      ? 'another program listens there. Stop it, or leave out --port'
      : `${code}. Choose another`;
  return new CallFailure(`cannot serve on 127.0.0.1:${port}: ${why}.`);
}

/** Returns the folders that the arguments name, or the working folder. The content of files adds none. */
export async function rootsOfOpen(
  io: Io,
  args: readonly string[],
  { also, envFile, fleet }: OpenOptions,
): Promise<RootFolders> {
  const absolute = (path: string): string => resolve(io.cwd, path);
  if (fleet !== undefined)
    return openRoots(
      absolute(dirname(fleetFileAt(io, fleet))),
      also.map(absolute),
      envFile.map(absolute),
      '--fleet',
    );
  const isFolder = (path: string): boolean => io.kindOf(path) === 'folder';
  const named = args.length > 0 ? args : await filesFromOutside(io, envFile);
  const folders = named.map((path) => (isFolder(path) ? path : dirname(path))).filter(isFolder);
  const [first = folderOfProject(io), ...more] = folders;
  return openRoots(absolute(first), [...more, ...also].map(absolute), envFile.map(absolute));
}

/** Returns the files that COMPOSE_FILE lists when the environment sets it, not a `.env`. */
async function filesFromOutside(io: Io, envFile: readonly string[]): Promise<readonly string[]> {
  return listedIn(envFile.length > 0 ? await loadEnvironment(io, [''], envFile) : io.variables, '');
}

/** Returns the working folder, or the nearest one above it with a project for Compose. */
function folderOfProject(io: Io): string {
  const above = projectAbove({ ...io, complain: () => {} });
  return dirname(above?.files[0] ?? 'compose.yaml');
}

/** Reads all stacks below a folder when asked for, or when the folder is no project by itself; otherwise one project. */
export async function readOpened(
  machine: Io,
  roots: RootFolders,
  args: readonly string[],
  options: OpenOptions,
  tools: DockerTools,
): Promise<ProjectState> {
  const [folder = '.', ...others] = args;
  if (options.fleet !== undefined) {
    refuseBesideFleet(args, options);
    return readFleetState(machine, roots, options.fleet, options);
  }
  const host = isAboutHost(options);
  const io = servedIo(machine, roots, machine.complain);
  if (options.docker === true) return readLiveState(machine, roots, args, options, tools);
  if (host && others.length > 0)
    throw new CallFailure(
      `${args.join(' ')}: open takes only one folder. With --host, give the folder that holds the stacks.`,
    );
  if (host || (others.length === 0 && args.length > 0 && (await holdsStacks(io, folder, options)))) {
    isAboutHost({ ...options, host: true });
    return readHostState(machine, roots, folder, options);
  }
  const found = await findOneProject(io, args, options);
  return readLoneProject(io, found.files, found.options);
}

/** True when a folder has no compose file of its own but stacks below it. */
async function holdsStacks(io: Io, folder: string, { envFile }: OpenOptions): Promise<boolean> {
  if (folder === '-' || io.kindOf(folder) !== 'folder') return false;
  const quiet = { ...io, complain: () => {} };
  if ((await projectIn(quiet, folder, envFile)) !== null) return false;
  return (await stacksBelow(quiet, folder, { envFile }, () => {})).length > 0;
}

/** Returns the terminal's title line: the files that the page may write, or the number of stacks of a host, or of machines of a fleet. */
function titleOf({ files, host, fleet, live }: ProjectState): string {
  const names = files.filter(({ writable, mayCreate }) => writable && !mayCreate).map(({ name }) => name);
  const count = plural(names.length, 'file');
  if (fleet !== undefined) return `${fleet.name}, ${plural(fleet.machines.length, 'machine')}, ${count}`;
  if (host === undefined) return names.join(', ');
  const { length } = live?.now().stacks ?? host.stacks;
  return `${host.name}, ${plural(length, 'stack')}, ${count}`;
}

/** Runs the command until the terminal ends it; `args` are the operands. */
export async function runOpen(
  io: Io,
  args: readonly string[],
  given: OpenOptions,
  tools: OpenTools = openTools,
  docker: DockerTools = { docker: runDocker, stream: streamDocker, program: runProgram },
): Promise<ExitCode> {
  const port = readPort(given.port);
  const options = await withMachine(io, given);
  const roots = await rootsOfOpen(io, args, options);
  const project = await readOpened(io, roots, args, options, docker);
  const assets = readPageAssets(io.env.get('BULKHEAD_PAGE') ?? tools.pageFolder);
  const { live: before } = project;
  const live = (quiet: Io) =>
    readLiveState(quiet, roots, args, options, docker, { elsewhere: true, ...(before && { before }) });
  // Stacks that run, and stacks of a machine, come and go while the page is open, and their files with them.
  const anew =
    options.fleet === undefined ? live : (quiet: Io) => readOpened(quiet, roots, args, options, docker);
  const follows = options.docker === true || options.fleet !== undefined;
  const again = follows ? { reread: readAgain(io, anew) } : {};
  let server: OpenServer;
  try {
    const report = io.complain;
    const offers = await offersOf(project, { docker: docker.docker, mayProbe: true, report });
    server = await startOpenServer({ port, patience, assets, project, ...again, ...offers, report });
  } catch (error) {
    throw listenFailure(error, port);
  }
  await io.print([`${titleOf(project)}: ${server.address}\n`]);
  io.complain(
    'Saving in the page writes to these files. The address admits one browser on this machine; the server runs until Ctrl+C.',
  );
  const forget = options.open ? tools.openBrowser(server.mint, io.env) : () => {};
  try {
    await tools.ended();
    await server.close();
  } finally {
    forget();
  }
  return exitCodes.done;
}
