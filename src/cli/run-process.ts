// Runs the call of this process: a file of its own, so that the first file that Node reads is small.

import { basename } from 'node:path';
import { CallFailure } from './call-failure.ts';
import { createProgram } from './create-program.ts';
import {
  type PluginCall,
  pluginArgument,
  pluginCall,
  pluginMetadata,
  pluginName,
} from './docker/plugin-call.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { createNodeIo } from './node-io.ts';
import { runCommandLine } from './run-command-line.ts';

/** Runs the arguments of this process and sets its exit code. */
export async function runProcess(): Promise<void> {
  const [, script = '', ...words] = process.argv;
  // The code is set, not passed to exit(): standard output may still be on its way to a slow reader.
  process.exitCode =
    // As `install-plugin` starts it, or by a link of that name, as packages make.
    words[0] === pluginArgument || basename(script) === pluginName
      ? await runPlugin(words[0] === pluginArgument ? words.slice(1) : words)
      : await runCommandLine(createNodeIo(), words);
}

/** Runs a call of `docker bulkhead`. */
async function runPlugin(words: readonly string[]) {
  const io: Io = createNodeIo();
  let call: PluginCall;
  try {
    call = pluginCall(words);
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    io.complain(error.lines);
    return exitCodes.failure;
  }
  if (call.kind === 'metadata') {
    const { about } = await import('./about.ts');
    await io.print([pluginMetadata(about)]);
    return exitCodes.done;
  }
  if (call.kind === 'completion') {
    const { printCompletion } = await import('./commands/completion.ts');
    const program = createProgram(io, () => {});
    return printCompletion(io, program, call);
  }
  for (const [name, value] of call.env) process.env[name] = value;
  return runCommandLine(createNodeIo(), call.words, 'docker bulkhead');
}
