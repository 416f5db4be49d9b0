// One call of `bulkhead`, from words to exit code. Everything expected ends here as a message and a number.

import { CommanderError } from 'commander';
import { CallFailure } from './call-failure.ts';
import { createProgram } from './create-program.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';

/** Runs `words` (without node and script). A programming error is thrown on. */
export async function runCommandLine(io: Io, words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const output: string[] = [];
  const program = createProgram(io, (result) => {
    code = result;
  });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => output.push(text),
      writeErr: (text) => io.complain(text.trimEnd()),
    });
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version are thrown, too.
      await io.print(output);
      return error.exitCode === 0 ? exitCodes.done : exitCodes.failure;
    }
    if (error instanceof CallFailure) {
      io.complain(error.message);
      return exitCodes.failure;
    }
    throw error;
  }
}
