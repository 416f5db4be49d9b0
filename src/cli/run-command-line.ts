// One call of `bulkhead`, from words to exit code. Everything ends here as a message and a number.

import { CommanderError } from 'commander';
import { visibleLines, visibleStart } from '../core/export/visible-text.ts';
import { CallFailure } from './call-failure.ts';
import { createProgram } from './create-program.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { fileFailure } from './input/read-text.ts';
import type { Io } from './io.ts';

/** Runs `words` (without node and script). */
export async function runCommandLine(machine: Io, words: readonly string[]): Promise<ExitCode> {
  const io = guardedIo(machine);
  try {
    return await runProgram(io, words);
  } catch (error) {
    io.complain(error instanceof CallFailure ? error.lines : unforeseen(error, io.env.get('BULKHEAD_DEBUG')));
    return exitCodes.failure;
  }
}

async function runProgram(io: Io, words: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  const output: string[] = [];
  const program = createProgram(io, (result) => {
    code = result;
  });
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

/** What nobody foresaw, in one line: 1 would be CI's word for a finding. `debug` is the value of BULKHEAD_DEBUG. */
export function unforeseen(error: unknown, debug: string | undefined): readonly string[] {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const what = /maximum call stack|^InternalError: too much recursion/i.test(message)
    ? 'the files nest, or follow one another, too deeply to be worked on'
    : (message.split('\n', 1)[0] ?? '').replace(/\.$/, '');
  if (debug === '1') return [`bulkhead failed: ${what}.`, ...traceOf(error)];
  // What the system refused, such as a working folder that is gone, is no defect to report.
  const report = error instanceof Error && 'syscall' in error ? '' : 'Please report it; ';
  return [`bulkhead failed: ${what}. ${report}BULKHEAD_DEBUG=1 shows where.`];
}

function traceOf(error: unknown): readonly string[] {
  return error instanceof Error ? (error.stack ?? '').split('\n') : [];
}

/** `io`, with control characters shown on terminals, and failures of the file system in words. */
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
    `${path}: this folder cannot be made (${code}). Check the path and its permissions.`,
  );
}

function* shown(chunks: Iterable<string>): Generator<string> {
  for (const chunk of chunks) yield visibleLines(chunk);
}
