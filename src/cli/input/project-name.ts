// The project's name and where it comes from. Docker names and the order of gateways depend on it (D1, G1).

import { basename } from 'node:path';
import { CallFailure } from '../call-failure.ts';

export interface ProjectName {
  /** Null when nothing tells it. */
  readonly name: string | null;
  readonly from: 'option' | 'environment' | 'name' | 'folder' | 'unknown';
}

/** D1: lower case, only `[a-z0-9_-]`, no leading `_` or `-`. */
function normalize(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}

function demandNormal(name: string, source: string): string {
  if (name === normalize(name)) return name;
  const wish = normalize(name);
  const advice = wish === '' ? 'Use letters and digits' : `Use ${wish}`;
  throw new CallFailure(`${source}: '${name}' is no project name (a-z, 0-9, _ and -). ${advice}.`);
}

/** Compose's precedence: -p, COMPOSE_PROJECT_NAME, `name:` in the file, the folder. `folder` is null for standard input. */
export function projectName(
  option: string | null,
  environment: ReadonlyMap<string, string>,
  nameInFile: string | null,
  folder: string | null,
): ProjectName {
  if (option !== null) return { name: demandNormal(option, '-p'), from: 'option' };
  const variable = environment.get('COMPOSE_PROJECT_NAME') ?? '';
  if (variable !== '') return { name: demandNormal(variable, 'COMPOSE_PROJECT_NAME'), from: 'environment' };
  if (nameInFile !== null && nameInFile !== '') return { name: nameInFile, from: 'name' };
  const fromFolder = folder === null ? '' : normalize(basename(folder));
  return fromFolder === '' ? { name: null, from: 'unknown' } : { name: fromFolder, from: 'folder' };
}
