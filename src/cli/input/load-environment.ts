// The variables that `${…}` sees, as Compose collects them: the process environment first, then --env-file, or `.env`
// beside the compose file where no --env-file is given.

import { join } from 'node:path';
import { parseDotEnv } from '../../core/compose/environment/parse-dot-env.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { readText } from './read-text.ts';

/** The environment for a project in `folder`; a later env file wins over an earlier one. */
export async function loadEnvironment(
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
  return environment;
}
