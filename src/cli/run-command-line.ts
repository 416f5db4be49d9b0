// One call of `bulkhead`, from words to exit code. Everything ends here as a message and a number.

import { CommanderError } from 'commander';
import { visibleLines, visibleStart } from '../core/quote/visible-text.ts';
import { CallFailure } from './call-failure.ts';
import { createProgram } from './create-program.ts';
import { fileFailure } from './disk/read-text.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { uncaughtErrorLines } from './uncaught-error.ts';

/** Runs `words` (without node and script); `name` is the command that a person typed. */
export async function runCommandLine(
  machine: Io,
  words: readonly string[],
  name = 'bulkhead',
): Promise<ExitCode> {
  const io = guardedIo(machine);
  try {
    return await runProgram(io, words, name);
  } catch (error) {
    io.complain(
      error instanceof CallFailure ? error.lines : uncaughtErrorLines(error, io.env.get('BULKHEAD_DEBUG')),
    );
    return exitCodes.failure;
  }
}

async function runProgram(io: Io, words: readonly string[], name: string): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const output: string[] = [];
  const finish = (result: ExitCode) => {
    code = result;
  };
  const program = createProgram(io, finish, words[0]).name(name);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => output.push(text),
      writeErr: (text) => io.complain(text.trimEnd().split('\n')),
    });
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version are thrown, too.
    await io.print(output);
    return error.exitCode === 0 ? exitCodes.done : exitCodes.failure;
  }
}

/** Wraps `io` so that terminals show control characters and file system errors become words. */
function guardedIo(io: Io): Io {
  return {
    ...io,
    // Into a file or a pipe goes what was asked for, byte for byte.
    print: (chunks) => io.print(io.terminal ? shown(chunks) : chunks),
    complain: (message) => io.complain([message].flat().map(visibleStart)),
    kindOf(path) {
      try {
        return io.kindOf(path);
      } catch (error) {
        throw fileFailure(path, error);
      }
    },
    makeFolder(path) {
      try {
        io.makeFolder(path);
      } catch (error) {
        throw folderFailure(path, error);
      }
    },
  };
}

function folderFailure(path: string, error: unknown): CallFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
  return new CallFailure(
    `${path}: this folder cannot be created (${code}). Check the path and its permissions.`,
  );
}

function* shown(chunks: Iterable<string>): Generator<string> {
  for (const chunk of chunks) yield visibleLines(chunk);
}
