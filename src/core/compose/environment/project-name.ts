// The project's name and where it comes from (D1). Docker names and the order of gateways depend on it (G1).

import { ok, type Result, refuse } from '../../text/result.ts';

export interface ProjectName {
  /** The project's name; null when nothing sets it. */
  readonly name: string | null;
  readonly from: 'option' | 'environment' | 'name' | 'folder' | 'unknown';
}

/** True when Compose accepts a text as a project name (D1). A label may hold any text. */
export function isProjectName(text: string): boolean {
  return text !== '' && text === normalizedName(text);
}

/** Returns a file name for a running project, whose name comes from a label and may hold any text: one folder for each name. */
export function runningFile(name: string): string {
  const folder = name.replace(/[^a-z0-9_-]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return `running/${folder}/compose.yaml`;
}

/** D1: returns the name in lower case with only `[a-z0-9_-]` and no leading `_` or `-`; '' when nothing remains. */
export function normalizedName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}

function named(name: string, from: 'option' | 'environment'): Result<ProjectName> {
  const wish = normalizedName(name);
  if (name === wish) return ok({ name, from });
  const source = from === 'option' ? '-p' : 'COMPOSE_PROJECT_NAME';
  const advice = wish === '' ? 'Use letters and digits' : `Use ${wish}`;
  return refuse('project-name', `${source}: '${name}' is not a project name (a-z, 0-9, _ and -). ${advice}.`);
}

/**
 * Returns the project's name in Compose's precedence: -p, COMPOSE_PROJECT_NAME, `name:` in the file, the folder's name; null when unknown.
 */
export function projectName(
  option: string | null,
  environment: ReadonlyMap<string, string>,
  nameInFile: string | null,
  folder: string | null,
): Result<ProjectName> {
  if (option !== null) return named(option, 'option');
  const variable = environment.get('COMPOSE_PROJECT_NAME') ?? '';
  if (variable !== '') return named(variable, 'environment');
  if (nameInFile !== null && nameInFile !== '') return ok({ name: nameInFile, from: 'name' });
  const fromFolder = folder === null ? '' : normalizedName(folder);
  return ok(fromFolder === '' ? { name: null, from: 'unknown' } : { name: fromFolder, from: 'folder' });
}
