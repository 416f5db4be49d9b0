// Which files are meant when none is named: COMPOSE_FILE, else Compose's default names with their override, here or in a
// folder above.

import { dirname, join, relative, resolve } from 'node:path';
import { defaultNames, overrideNames } from '../../core/compose/environment/default-names.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { loadEnvironment } from './load-environment.ts';

/** The compose file of `folder` by its default names and the override beside it; none without one. Says what it passes over. */
export function composeFilesIn(io: Io, folder: string): readonly string[] {
  const present = defaultNames.map((name) => join(folder, name)).filter((path) => io.kindOf(path) === 'file');
  const [file, ...others] = present;
  if (file === undefined) return [];
  if (others.length > 0)
    io.complain(`${file}: used; ${others.join(', ')} beside it is not, as with Docker Compose.`);
  const overrides = overrideNames
    .map((name) => join(folder, name))
    .filter((path) => io.kindOf(path) === 'file');
  const [override, ...more] = overrides;
  if (override === undefined) return [file];
  if (more.length > 0)
    io.complain(`${override}: used; ${more.join(', ')} beside it is not, as with Docker Compose.`);
  return [file, override];
}

/** The files that COMPOSE_FILE lists, as written there; none where it is not set. */
export function listedFiles(environment: ReadonlyMap<string, string>): readonly string[] {
  const listed = environment.get('COMPOSE_FILE') ?? '';
  const separator = environment.get('COMPOSE_PATH_SEPARATOR') || (process.platform === 'win32' ? ';' : ':');
  return listed.split(separator).filter((file) => file !== '');
}

/** The files that Compose would take in the working folder, were there none above it; none where there are none. */
export async function filesHere(io: Io, envFiles: readonly string[]): Promise<readonly string[]> {
  const listed = listedFiles(await loadEnvironment(io, '', envFiles));
  return listed.length > 0 ? listed : composeFilesIn(io, '');
}

/** The files that Compose would take in the working folder. */
export async function defaultFiles(io: Io, envFiles: readonly string[]): Promise<readonly string[]> {
  const environment = await loadEnvironment(io, '', envFiles);
  const listed = listedFiles(environment);
  if (listed.length > 0) return listed;
  // Upwards as Compose does; names stay relative to where the person stands.
  for (let folder = resolve(io.cwd); ; folder = dirname(folder)) {
    const files = composeFilesIn(io, relative(io.cwd, folder));
    if (files.length > 0) return files;
    if (folder === dirname(folder)) break;
  }
  throw new CallFailure(
    `no ${defaultNames.join(', ')} here or in a folder above. Name the file.`,
    'unreadable-file',
  );
}
