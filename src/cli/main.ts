#!/usr/bin/env -S node --
// The `bulkhead` command. `--`: Node reads every word of the call for options of its own, `--env-file` among them, and would
// obey the NODE_OPTIONS of such a file.

import { enableCompileCache } from './enable-compile-cache.ts';
import { exitCodes } from './exit-codes.ts';
import { unforeseen } from './unforeseen.ts';

// Beside the call: what a stream, a watcher or a server throws, or a working folder that is gone.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${unforeseen(error, process.env.BULKHEAD_DEBUG).join('\n')}\n`);
  process.exit(exitCodes.failure);
});

// Before anything else is loaded: what is compiled earlier is not cached.
enableCompileCache();

async function main(): Promise<void> {
  const { runProcess } = await import('./run-process.ts');
  await runProcess();
}

void main();
