#!/usr/bin/env -S node --
// The `bulkhead` command. `--`: Node reads every word of the call for options of its own, `--env-file` among them, and would
// obey the NODE_OPTIONS of such a file.

import { exitCodes } from './exit-codes.ts';
import { createNodeIo } from './node-io.ts';
import { runCommandLine } from './run-command-line.ts';
import { unforeseen } from './unforeseen.ts';

// Beside the call: what a stream, a watcher or a server throws, or a working folder that is gone.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${unforeseen(error, process.env.BULKHEAD_DEBUG).join('\n')}\n`);
  process.exit(exitCodes.failure);
});

// The code is set, not passed to exit(): standard output may still be on its way to a slow reader.
process.exitCode = await runCommandLine(createNodeIo(), process.argv.slice(2));
