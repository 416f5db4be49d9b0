// `bulkhead completion SHELL`: what a shell needs to complete the words of a call.

import type { Command } from 'commander';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { bashCompletion, fishCompletion, zshCompletion } from '../shell/completion.ts';
import { cobraCompletion, offeredWords } from '../shell/offered-words.ts';
import { type ProgramShape, programShape } from '../shell/program-shape.ts';

const writers: ReadonlyMap<string, (program: ProgramShape) => string> = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

/** Prints the completion script for one of the shells that the command's definition names. */
export async function runCompletion(io: Io, program: Command, shell: string): Promise<ExitCode> {
  const write = writers.get(shell);
  if (write === undefined) throw new Error(`no completion for ${shell}`);
  await io.print([write(programShape(program))]);
  return exitCodes.done;
}

/** Prints the completions that the docker command offers for the last word of `docker bulkhead …`. */
export async function printCompletion(
  io: Io,
  program: Command,
  { before, word }: { readonly before: readonly string[]; readonly word: string },
): Promise<ExitCode> {
  await io.print([cobraCompletion(offeredWords(programShape(program), before, word))]);
  return exitCodes.done;
}
