// `bulkhead install-plugin [--dir DIR] [--remove]`: a small program in the folder of Docker's plugins, so that `docker bulkhead …` is this command.

import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { shellWord } from '../../core/quote/shell-word.ts';
import { CallFailure } from '../call-failure.ts';
import { pluginArgument, pluginName } from '../docker/plugin-call.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';

export interface PluginOptions {
  readonly dir?: string;
  readonly remove?: boolean;
}

/** The command line that started this process: Node and its script, as absolute paths. */
export interface StartCommand {
  readonly node: string;
  readonly script: string;
  readonly platform: NodeJS.Platform;
}

const mark = '# Made by bulkhead install-plugin.';

function programText({ node, script }: StartCommand): string {
  return `#!/bin/sh
${mark} \`bulkhead install-plugin --remove\` removes it.
node=${shellWord(node)}
script=${shellWord(script)}
# Another version of Node may have replaced it.
[ -x "$node" ] || node=node
if [ ! -f "$script" ]; then
  echo "$script is gone. Run bulkhead install-plugin again." >&2
  exit 2
fi
exec "$node" -- "$script" ${pluginArgument} "$@"
`;
}

/** Runs the command. */
export async function runInstallPlugin(
  io: Io,
  { dir, remove }: PluginOptions,
  started: StartCommand = {
    node: process.execPath,
    script: process.argv[1] ?? '',
    platform: process.platform,
  },
): Promise<ExitCode> {
  if (started.platform === 'win32') {
    throw new CallFailure(
      'install-plugin: on Windows, Docker only starts plugins that are .exe files. Call bulkhead itself, or install it in WSL.',
    );
  }
  const folder = dir ?? join(io.env.get('DOCKER_CONFIG') || join(homedir(), '.docker'), 'cli-plugins');
  const path = join(folder, pluginName);
  const there = textOf(path);
  if (there !== null && !there.includes(mark)) {
    throw new CallFailure(
      `${path}: another program has this name and was not replaced. Move it, or name another folder with --dir.`,
    );
  }
  if (remove === true) {
    if (there !== null) attempt(path, () => rmSync(path));
    await io.print([there === null ? `${path} does not exist.\n` : `Removed ${path}.\n`]);
    return exitCodes.done;
  }
  // A link to it, or a file that Docker starts meanwhile, is never half written.
  const draft = `${path}.${process.pid}`;
  attempt(path, () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, programText(started));
    chmodSync(draft, 0o755);
    renameSync(draft, path);
  });
  await io.print([`Wrote ${path}. Try: docker bulkhead --help\n`]);
  return exitCodes.done;
}

/** Returns the text of a file, or null when there is no such file. */
function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw failureOf(path, error);
  }
}

function attempt(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw failureOf(path, error);
  }
}

function failureOf(path: string, error: unknown): CallFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
  return new CallFailure(
    `${path}: cannot be read or written (${code}). Check its permissions, or name another folder with --dir.`,
  );
}
