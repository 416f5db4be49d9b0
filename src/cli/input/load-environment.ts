// The variables that `${…}` sees, as Compose collects them: the process environment first, then --env-file, or `.env`
// beside the compose file where no --env-file is given.

import { join, resolve } from 'node:path';
import { parseDotEnv } from '../../core/compose/environment/dot-env.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { readText } from './read-text.ts';

/** What was read, by the machine of a call: the files of a project are looked for and read with the same variables. */
const loaded = new WeakMap<Io, Map<string, Promise<ReadonlyMap<string, string>>>>();

/** The environment for a project in `folder`, read once in a call; a later env file wins over an earlier one. */
export function loadEnvironment(
  io: Io,
  folder: string,
  envFiles: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const known = loaded.get(io) ?? new Map<string, Promise<ReadonlyMap<string, string>>>();
  loaded.set(io, known);
  const key = JSON.stringify([resolve(io.cwd, folder), envFiles]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const environment = readEnvironment(io, folder, envFiles);
  known.set(key, environment);
  return environment;
}

async function readEnvironment(
  io: Io,
  folder: string,
  envFiles: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const dotEnv = join(folder, '.env');
  const present = io.kindOf(dotEnv) === 'file' ? [dotEnv] : [];
  const environment = new Map<string, string>();
  for (const file of envFiles.length > 0 ? envFiles : present) {
    const outer = new Map([...environment, ...io.env]);
    const read = parseDotEnv(await readText(io, file), outer);
    if (!read.ok)
      throw new CallFailure(`${file}:${read.error.line}:${read.error.column}: ${read.error.message}`);
    for (const [key, value] of read.value) environment.set(key, value);
  }
  for (const [key, value] of io.env) environment.set(key, value);
  // Compose sets it where neither the shell nor a file does.
  if (!environment.has('PWD')) environment.set('PWD', resolve(io.cwd, folder));
  return environment;
}
