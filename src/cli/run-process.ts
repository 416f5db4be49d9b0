// Runs the call of this process: a file of its own, so that the first file that Node reads is small.

import { createNodeIo } from './node-io.ts';
import { runCommandLine } from './run-command-line.ts';

/** Runs the words of this process and sets its exit code. */
export async function runProcess(): Promise<void> {
  // The code is set, not passed to exit(): standard output may still be on its way to a slow reader.
  process.exitCode = await runCommandLine(createNodeIo(), process.argv.slice(2));
}
