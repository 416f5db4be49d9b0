// `bulkhead open [FILE… | DIR]`: the designer in the browser, bound to these files or to all stacks below the folder, with `--docker`
// to the host that runs, for as long as the command runs.

import { CallFailure } from '../../call-failure.ts';
import { runDocker, streamDocker } from '../../docker/docker-command.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { composeFilesIn } from '../../input/default-files.ts';
import { findOneProject } from '../../input/find-project-files.ts';
import { asksForHost, type HostCommandOptions } from '../../input/host-options.ts';
import { stacksBelow } from '../../input/stacks-below.ts';
import type { Io } from '../../io.ts';
import { readHostState } from '../../open/host-state.ts';
import { readPageAssets } from '../../open/http/page-assets.ts';
import { type DockerTools, readLiveState } from '../../open/live-state.ts';
import { type OpenServer, startOpenServer } from '../../open/open-server.ts';
import { type OpenTools, openTools } from '../../open/open-tools.ts';
import { type ProjectState, readProjectState } from '../../open/project-state.ts';
import { readAgain } from '../../open/served-project.ts';

export interface OpenOptions extends HostCommandOptions {
  readonly port: string;
  readonly open: boolean;
}

const patience = 10_000;

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new CallFailure(`--port ${text}: no port. Give a number from 0 (any free one) to 65535.`);
}

function listenFailure(error: unknown, port: number): CallFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
  const why =
    code === 'EADDRINUSE'
      ? 'something else listens there. Stop it, or leave --port out'
      : `${code}. Choose another`;
  return new CallFailure(`cannot serve on 127.0.0.1:${port}: ${why}.`);
}

/** The stacks below a folder where that is asked for, or where the folder is no project by itself; else one project. */
async function readServed(
  io: Io,
  args: readonly string[],
  options: OpenOptions,
  tools: DockerTools,
): Promise<ProjectState> {
  const [folder = '.', ...others] = args;
  const host = asksForHost(options);
  if (options.docker === true) return readLiveState(io, args, options, tools);
  if (host && others.length > 0)
    throw new CallFailure(
      `${args.join(' ')}: several folders. With --host, open takes the one that holds the stacks.`,
    );
  if (host || (others.length === 0 && args.length > 0 && holdsStacks(io, folder))) {
    asksForHost({ ...options, host: true });
    return readHostState(io, folder, options);
  }
  return readProjectState(io, await findOneProject(io, args, options), options);
}

/** Whether it is a folder without a compose file of its own, and with some below. */
function holdsStacks(io: Io, folder: string): boolean {
  if (folder === '-' || io.kindOf(folder) !== 'folder') return false;
  const quiet = { ...io, complain: () => {} };
  return composeFilesIn(quiet, folder).length === 0 && stacksBelow(quiet, folder, [], () => {}).length > 0;
}

/** The files that the page may write; of a host how many there are. */
function titleOf({ files, host, live }: ProjectState): string {
  const names = files.filter(({ writable, mayBegin }) => writable && !mayBegin).map(({ name }) => name);
  if (host === undefined) return names.join(', ');
  const { length } = live?.now().stacks ?? host.stacks;
  return `${host.name}, ${length} ${length === 1 ? 'stack' : 'stacks'}, ${names.length} ${names.length === 1 ? 'file' : 'files'}`;
}

/** Runs the command until the terminal ends it; `args` are the operands. */
export async function runOpen(
  io: Io,
  args: readonly string[],
  options: OpenOptions,
  tools: OpenTools = openTools,
  docker: DockerTools = { docker: runDocker, stream: streamDocker },
): Promise<ExitCode> {
  const port = readPort(options.port);
  const project = await readServed(io, args, options, docker);
  const assets = readPageAssets(io.env.get('BULKHEAD_PAGE') ?? tools.pageFolder);
  const { live: before } = project;
  const live = (quiet: Io) =>
    readLiveState(quiet, args, options, docker, { elsewhere: true, ...(before && { before }) });
  // Stacks that run come and go while the page is open, and their files with them.
  const again = options.docker === true ? { reread: readAgain(io, live) } : {};
  let server: OpenServer;
  try {
    server = await startOpenServer({ port, patience, assets, project, ...again, report: io.complain });
  } catch (error) {
    throw listenFailure(error, port);
  }
  await io.print([`${titleOf(project)}: ${server.address}\n`]);
  io.complain(
    'Saving in the page writes to these files. The address lets one browser of this machine in; it works until Ctrl+C.',
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
