#!/usr/bin/env -S node --
// The `bulkhead` command. `--`: Node reads every word of the call for options of its own, `--env-file` among them, and would
// obey the NODE_OPTIONS of such a file.

import { cacheOf, compiledCode } from './compiled-code.ts';
import { exitCodes } from './exit-codes.ts';
import { unforeseen } from './unforeseen.ts';

// Beside the call: what a stream, a watcher or a server throws, or a working folder that is gone.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${unforeseen(error, process.env.BULKHEAD_DEBUG).join('\n')}\n`);
  process.exit(exitCodes.failure);
});

// Each command uses other functions of the files that they share.
const [, , word = ''] = process.argv;
const { load, save } = compiledCode(import.meta.dirname, cacheOf(/^[a-z]+$/.test(word) ? word : 'help'));

// A call that fails may be a word that is no command.
process.on('exit', (code) => {
  if (code !== exitCodes.failure) save();
});

const { runProcess } = load('./run-process.js') as typeof import('./run-process.ts');
void runProcess();
