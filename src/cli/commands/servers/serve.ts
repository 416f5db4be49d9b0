// `bulkhead serve --stacks DIR`: serve the designer for the stacks of a server, until it is ended.

import { resolve } from 'node:path';
import { plural } from '../../../core/compose/numbers.ts';
import { CallFailure } from '../../call-failure.ts';
import { openRoots, type RootFolders } from '../../confined/root-folders.ts';
import { runDocker, streamDocker } from '../../docker/docker-command.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { isAboutHost, withMachine } from '../../input/host-options.ts';
import { demandFolder } from '../../input/read-stacks.ts';
import { ioForVisitors } from '../../input/shown-variables.ts';
import type { Io } from '../../io.ts';
import { readFleetState } from '../../open/fleet-state.ts';
import { readHostState } from '../../open/host-state.ts';
import { readPageAssets } from '../../open/http/page-assets.ts';
import type { LiveSource } from '../../open/live-source.ts';
import { type DockerTools, readLiveState } from '../../open/live-state.ts';
import { offersOf } from '../../open/offers-of.ts';
import { type OpenTools, openTools } from '../../open/open-tools.ts';
import { type ProjectState, readOnlyState } from '../../open/project-state.ts';
import { readAgain } from '../../open/served-project.ts';
import { leastPasswordLength, maxPasswordBytes, passwordLine } from '../../serve/password-record.ts';
import { type ServeServer, startServeServer } from '../../serve/serve-server.ts';
import { readServeSettings, type ServeOptions, type ServeSettings } from '../../serve/serve-settings.ts';

const patience = 10_000;

/** Prints a line for the password file; reads the password from standard input. */
async function hashPassword(io: Io): Promise<ExitCode> {
  const text = new TextDecoder().decode(await io.readStdin()).replace(/\r?\n$/, '');
  if (/[\r\n]/.test(text)) throw new CallFailure('standard input has several lines. Give only the password.');
  if ([...text].length < leastPasswordLength)
    throw new CallFailure(
      `the password is shorter than ${leastPasswordLength} characters. Give a longer one.`,
    );
  if (Buffer.byteLength(text) > maxPasswordBytes)
    throw new CallFailure(`the password is longer than ${maxPasswordBytes} bytes. Give a shorter one.`);
  await io.print([`${await passwordLine(text)}\n`]);
  return exitCodes.done;
}

function listenFailure(error: unknown, listen: string): CallFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
  const why =
    code === 'EADDRINUSE'
      ? 'another program listens there. Stop it, or choose another port'
      : code === 'EADDRNOTAVAIL'
        ? 'this machine does not have that address. Choose one that it has'
        : `${code}. Choose another`;
  return new CallFailure(`cannot serve on ${listen}: ${why}.`);
}

/** Returns the folders that the server may read, from the options of its start. */
export function rootsOfServe(
  io: Io,
  { stacks }: Pick<ServeSettings, 'stacks'>,
  { also, envFile }: Pick<ServeOptions, 'also' | 'envFile'>,
): RootFolders {
  demandFolder(io, stacks);
  const absolute = (path: string): string => resolve(io.cwd, path);
  return openRoots(absolute(stacks), also.map(absolute), envFile.map(absolute), '--stacks');
}

/** Reads the stacks that the server shows. */
export async function readServed(
  io: Io,
  roots: RootFolders,
  settings: Pick<ServeSettings, 'stacks' | 'fleet' | 'allowWrite' | 'hideValues'>,
  options: ServeOptions,
  docker: DockerTools,
  before?: LiveSource,
): Promise<ProjectState> {
  // Labels may name files anywhere; those outside of the folder are not shown to visitors.
  const shown = { ...options, hideValues: settings.hideValues };
  const serving = { elsewhere: false, ...(before && { before }) };
  const read =
    settings.fleet !== null
      ? await readFleetState(io, roots, settings.fleet, shown)
      : options.docker === true
        ? await readLiveState(io, roots, [settings.stacks], shown, docker, serving)
        : await readHostState(io, roots, settings.stacks, shown);
  const server = { readOnly: !settings.allowWrite, hidesValues: settings.hideValues };
  const state = { ...read, about: { ...read.about, server } };
  return settings.allowWrite ? state : readOnlyState(state);
}

/** Runs the command until the process is ended; it takes no operands. */
export async function runServe(
  machine: Io,
  args: readonly string[],
  given: ServeOptions,
  tools: OpenTools = openTools,
  // Visitors get what a file states of the machine; its firewall is not read for them.
  docker: DockerTools = { docker: runDocker, stream: streamDocker, program: null },
): Promise<ExitCode> {
  // Whoever may look is not whoever started it.
  const io = ioForVisitors(machine, given);
  if (args.length > 0)
    throw new CallFailure(
      `${args.join(' ')}: serve takes no files. Give the folder of the stacks with --stacks DIR.`,
    );
  if (given.hashPassword === true) return hashPassword(io);
  isAboutHost({ ...given, host: true });
  const options = await withMachine(io, given);
  const settings = await readServeSettings(io, options);
  const roots = rootsOfServe(io, settings, options);
  const project = await readServed(io, roots, settings, options, docker);
  const mark = settings.entry.kind === 'password' ? 'signed-in' : '1';
  const assets = readPageAssets(io.env.get('BULKHEAD_PAGE') ?? tools.pageFolder, mark);
  const reread = readAgain(io, (quiet) => readServed(quiet, roots, settings, options, docker, project.live));
  let server: ServeServer;
  try {
    const { allowProbe: mayProbe } = settings;
    const offers = await offersOf(project, { docker: docker.docker, mayProbe, report: io.complain });
    server = await startServeServer({
      ...offers,
      settings,
      patience,
      assets,
      project,
      reread,
      report: io.complain,
      now: Date.now,
    });
  } catch (error) {
    throw listenFailure(error, options.listen);
  }
  const { fleet, host, live } = project;
  const shown =
    fleet === undefined
      ? plural((live?.now().stacks ?? host?.stacks ?? []).length, 'stack')
      : plural(fleet.machines.length, 'machine');
  await io.print([`${settings.fleet ?? settings.stacks}, ${shown}: ${server.address}\n`]);
  io.complain(
    settings.allowWrite
      ? 'Saving in the page writes to these files.'
      : 'Read only; --allow-write lets the page save.',
  );
  if (settings.allowProbe)
    io.complain('Visitors may try connections, which starts helper containers. Each trial is reported here.');
  if (!settings.listen.loopback && !settings.proxied)
    io.complain(
      'The password and the page cross the network unencrypted. Put a TLS proxy in front and name it with --trusted-proxy.',
    );
  await tools.ended();
  await server.close();
  return exitCodes.done;
}
