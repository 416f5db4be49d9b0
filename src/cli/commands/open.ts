// `bulkhead open [FILE…]`: the designer in the browser, bound to these files, for as long as the command runs.

import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneProject } from '../input/find-project-files.ts';
import type { ProjectOptions } from '../input/project-options.ts';
import type { Io } from '../io.ts';
import { type OpenServer, startOpenServer } from '../open/open-server.ts';
import { type OpenTools, openTools } from '../open/open-tools.ts';
import { readPageAssets } from '../open/page-assets.ts';
import { readProjectState } from '../open/project-state.ts';

export interface OpenOptions extends ProjectOptions {
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

/** Runs the command until the terminal ends it; `args` are the operands. */
export async function runOpen(
  io: Io,
  args: readonly string[],
  options: OpenOptions,
  tools: OpenTools = openTools,
): Promise<ExitCode> {
  const port = readPort(options.port);
  const project = await readProjectState(io, await findOneProject(io, args, options), options);
  const assets = readPageAssets(io.env.get('BULKHEAD_PAGE') ?? tools.pageFolder);
  let server: OpenServer;
  try {
    server = await startOpenServer({ port, patience, assets, project, tell: io.complain });
  } catch (error) {
    throw listenFailure(error, port);
  }
  const names = project.files
    .filter(({ writable, mayBegin }) => writable && !mayBegin)
    .map(({ name }) => name);
  await io.print([`${names.join(', ')}: ${server.address}\n`]);
  io.complain('Saving in the page writes to these files. The address works on this machine, until Ctrl+C.');
  if (options.open) tools.openBrowser(server.address, io.env);
  await tools.ended();
  await server.close();
  return exitCodes.done;
}
