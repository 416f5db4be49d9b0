// The variables that `${…}` sees, as Compose collects them: the process environment first, then --env-file, or `.env`
// beside the compose file where no --env-file is given.

import { join, resolve } from 'node:path';
import { parseDotEnv } from '../../core/compose/environment/dot-env.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import type { Io } from '../io.ts';

/** Environments already read by an `Io`, since finding and reading a project's files use the same variables. */
const loaded = new WeakMap<Io, Map<string, Promise<ReadonlyMap<string, string>>>>();

/**
 * Returns a project's environment, read once in a call: the process's variables that files may use, then `envFiles`, or the `.env` in each
 * of `folders`. Earlier folders win; Compose reads that of the working folder before the one beside the main file.
 */
export async function loadEnvironment(
  io: Io,
  folders: readonly string[],
  envFiles: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const environment = new Map<string, string>();
  const read = envFiles.length > 0 ? folders.slice(0, 1) : [...folders].reverse();
  for (const folder of read)
    for (const [key, value] of await fileVariables(io, folder, envFiles)) environment.set(key, value);
  for (const [key, value] of io.variables) environment.set(key, value);
  // Compose sets it where neither the shell nor a file does: to the folder of the main file, which comes last.
  if (!environment.has('PWD')) environment.set('PWD', resolve(io.cwd, folders.at(-1) ?? '.'));
  return environment;
}

/** Returns the variables that files define for a project in `folder`; later env files win. */
export function fileVariables(
  io: Io,
  folder: string,
  envFiles: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const known = loaded.get(io) ?? new Map<string, Promise<ReadonlyMap<string, string>>>();
  loaded.set(io, known);
  const key = JSON.stringify(envFiles.length > 0 ? envFiles : [resolve(io.cwd, folder), '.env']);
  const before = known.get(key);
  if (before !== undefined) return before;
  const variables = readVariables(io, folder, envFiles);
  known.set(key, variables);
  return variables;
}

async function readVariables(
  io: Io,
  folder: string,
  envFiles: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const dotEnv = join(folder, '.env');
  const present = io.kindOf(dotEnv) === 'file' ? [dotEnv] : [];
  const environment = new Map<string, string>();
  for (const file of envFiles.length > 0 ? envFiles : present) {
    const outer = new Map([...environment, ...io.variables]);
    const read = parseDotEnv(await readText(io, file), outer);
    if (!read.ok)
      throw new CallFailure(`${file}:${read.error.line}:${read.error.column}: ${read.error.message}`);
    for (const [key, value] of read.value) environment.set(key, value);
  }
  return environment;
}
