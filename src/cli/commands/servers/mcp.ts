// `bulkhead mcp`: offer tools to an agent (MCP) over standard input and output, for as long as it stays.

import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallFailure } from '../../call-failure.ts';
import { namedRoots } from '../../confined/held-path.ts';
import { openRoots } from '../../confined/root-folders.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { runSync } from '../../git/run-git.ts';
import { withRecords } from '../../input/host-options.ts';
import type { ProjectOptions } from '../../input/project-options.ts';
import type { Io } from '../../io.ts';
import { createMcpServer } from '../../mcp/create-mcp-server.ts';

export interface McpOptions extends ProjectOptions {
  readonly root?: string;
  /** Further folders that may be read, and written when writing is allowed. */
  readonly also: readonly string[];
  readonly allowWrite?: boolean;
}

/** Resolves when the client has left or the terminal interrupts. */
function clientLeft(): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => resolve());
    // A client that is gone reads no answers.
    process.stdout.once('error', () => resolve());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

/** Runs the command until the client leaves. */
export async function runMcp(
  io: Io,
  args: readonly string[],
  { root, also, allowWrite, ...given }: McpOptions,
): Promise<ExitCode> {
  if (args.length > 0) {
    throw new CallFailure(
      `mcp ${args.join(' ')}: takes no files, since each tool call names them. Give their folder: mcp --root DIR.`,
    );
  }
  const options = await withRecords(io, given);
  const context = {
    machine: io,
    root: openRoots(root ?? io.cwd, also, options.envFile, '--root'),
    options,
    allowWrite: allowWrite === true,
    run: runSync,
  };
  const ended = clientLeft();
  const server = createMcpServer(context);
  await server.connect(new StdioServerTransport());
  io.complain(
    `bulkhead mcp: reads ${context.allowWrite ? 'and writes ' : ''}below ${namedRoots(context.root)}, until the client leaves.`,
  );
  await ended;
  await server.close();
  return exitCodes.done;
}
