// The real machine behind `Io`.

import { CallFailure } from './call-failure.ts';
import { mostBytes, tooLarge } from './input/read-regular-file.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './node-files.ts';

/** Resolves when `stream` can take more, or never will. */
function roomIn(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'close', 'error'];
    const done = () => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
  });
}

/** Standard streams, environment and files of this process. */
export function createNodeIo(): Io {
  const cwd = process.cwd();
  let failed: string | null = null;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    failed = error.code ?? error.message;
  });
  process.stderr.on('error', () => {});
  const print = async (chunks: Iterable<string>): Promise<void> => {
    for (const chunk of chunks) {
      if (failed !== null) break;
      if (!process.stdout.write(chunk)) await roomIn(process.stdout);
    }
    // A full disk is reported after the write returned.
    await new Promise<void>((done) => process.stdout.write('', () => setImmediate(done)));
    // EPIPE: `bulkhead … | head` is no error. Anything else is.
    if (failed !== null && failed !== 'EPIPE') {
      throw new CallFailure(
        `standard output cannot be written (${failed}). Check the space and permissions of where it goes.`,
      );
    }
  };

  return {
    cwd,
    env: new Map(
      Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
    terminal: process.stdout.isTTY === true,
    color: process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
    print,
    printPainted: print,
    complain: (message) => {
      process.stderr.write(`${[message].flat().join('\n')}\n`);
    },
    async readStdin() {
      const parts: Buffer[] = [];
      let size = 0;
      for await (const part of process.stdin as AsyncIterable<Buffer>) {
        size += part.length;
        if (size > mostBytes) throw tooLarge();
        parts.push(part);
      }
      return Buffer.concat(parts);
    },
    ...nodeFiles(cwd),
  };
}
