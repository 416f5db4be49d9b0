#!/usr/bin/env -S node --
// The `bulkhead` command. `--`: Node reads every word of the call for options of its own, `--env-file` among them, and would
// obey the NODE_OPTIONS of such a file.

import { setFlagsFromString } from 'node:v8';
import { cacheOf, compiledCode } from './compiled-code.ts';
import { exitCodes } from './exit-codes.ts';
import { uncaughtErrorLines } from './uncaught-error.ts';

// Node's engine optimizes a function after some 66 kB of its code ran. Nearly all of a call is code that runs a few times, and a third of the call's work
// went into optimizing it; what runs long is optimized all the same, a little later. It complains of a setting that it does not have: newer
// ones are not asked.
if (Number.parseInt(process.versions.node, 10) < 25) {
  setFlagsFromString('--interrupt-budget=400000');
  // What a call has compiled stays, and is remembered for the next one.
  setFlagsFromString('--no-flush-bytecode');
}

// Beside the call: what a stream, a watcher or a server throws, or a working folder that is gone.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${uncaughtErrorLines(error, process.env.BULKHEAD_DEBUG).join('\n')}\n`);
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
void runProcess().then(() => {
  // What is left is tidying of the engine. Where somebody reads slowly, or something is still open, the process ends by itself.
  const isStandard = (resource: string): boolean => resource === 'TTYWrap' || resource === 'PipeWrap';
  const waiting = process.stdout.writableLength + process.stderr.writableLength;
  if (waiting === 0 && process.getActiveResourcesInfo().every(isStandard)) process.exit();
});
