// `bulkhead open` as a person runs it: the built command on a folder of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtPage } from '../page/test.ts';

/** The built command; `BULKHEAD_COMMAND` names another one, so that a build of one's own can be tried. */
const command =
  process.env.BULKHEAD_COMMAND ?? fileURLToPath(new URL('../../dist/cli/bulkhead.js', import.meta.url));

export interface ServedFolder {
  readonly address: string;
  read(name: string): string;
  has(name: string): boolean;
  write(name: string, text: string): void;
  /** As Ctrl+C in the terminal; resolves to the exit code. */
  interrupt(): Promise<number | null>;
  remove(): Promise<void>;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });
}

/** Serves `files`, the first of them named on the command line, or what `operand` says; `docker` is first on PATH. `words`: the command. */
export async function serveFolder(
  files: Readonly<Record<string, string>>,
  operand?: string | readonly string[],
  docker?: (folder: string) => { readonly bin: string },
  words: readonly string[] = ['open', '--no-open'],
): Promise<ServedFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-served-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const [main = ''] = Object.keys(files);
  const path = docker === undefined ? process.env.PATH : `${docker(folder).bin}:${process.env.PATH}`;
  const env = { ...process.env, PATH: path, BULKHEAD_PAGE: builtPage };
  const operands = operand === undefined ? [main] : [operand].flat();
  const child = spawn(process.execPath, ['--', command, ...words, ...operands], {
    cwd: folder,
    env,
  });
  const address = await new Promise<string>((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString();
      const found = /http:\S+/.exec(out);
      if (found) resolve(found[0]);
    });
    child.stderr.on('data', () => {});
    child.once('exit', (code) => reject(new Error(`bulkhead ${words[0]} ended with ${code}`)));
  });
  const interrupt = () => {
    child.kill('SIGINT');
    return ended(child);
  };
  return {
    address,
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    has: (name) => existsSync(join(folder, name)),
    write(name, text) {
      // As editors do, in one step: who looks while a file is written in place finds it empty.
      writeFileSync(`${folder}.next`, text);
      renameSync(`${folder}.next`, join(folder, name));
    },
    interrupt,
    async remove() {
      await interrupt();
      rmSync(folder, { recursive: true });
    },
  };
}
