// Which file is meant when none is named: COMPOSE_FILE, else Compose's default names, here or in a folder above.

import { dirname, join, relative, resolve } from 'node:path';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { loadEnvironment } from './load-environment.ts';

const defaultNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** The compose file of `folder` by its default names; null without one. Says on standard error what it passes over. */
export function composeFileIn(io: Io, folder: string): string | null {
  const present = defaultNames.map((name) => join(folder, name)).filter((path) => io.kindOf(path) === 'file');
  const [file, ...others] = present;
  if (file === undefined) return null;
  if (others.length > 0)
    io.complain(`${file}: used; ${others.join(', ')} beside it is not, as with Docker Compose.`);
  const override = overrideNames.map((name) => join(folder, name)).find((path) => io.kindOf(path) === 'file');
  if (override !== undefined) {
    io.complain(
      `${override}: not read; several files are not supported yet. The answer is about ${file} alone.`,
    );
  }
  return file;
}

/** The file that Compose would take in the working folder. */
export async function findDefaultFile(io: Io, envFiles: readonly string[]): Promise<string> {
  const environment = await loadEnvironment(io, '', envFiles);
  const listed = environment.get('COMPOSE_FILE') ?? '';
  if (listed !== '') {
    const separator = environment.get('COMPOSE_PATH_SEPARATOR') || (process.platform === 'win32' ? ';' : ':');
    const files = listed.split(separator);
    if (files.length === 1) return listed;
    throw new CallFailure('COMPOSE_FILE names several files, which are not supported yet. Name one file.');
  }
  // Upwards as Compose does; names stay relative to where the person stands.
  for (let folder = resolve(io.cwd); ; folder = dirname(folder)) {
    const file = composeFileIn(io, relative(io.cwd, folder));
    if (file !== null) return file;
    if (folder === dirname(folder)) break;
  }
  throw new CallFailure(`no ${defaultNames.join(', ')} here or in a folder above. Name the file.`);
}
