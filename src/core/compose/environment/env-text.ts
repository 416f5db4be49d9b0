// The text of a `.env` file as a part of a project: it is kept beside the compose files, and what it says is in the environment.

import { folderOf } from '../workspace/paths.ts';
import type { WorkspaceInput } from '../workspace/workspace.ts';
import { parseDotEnv } from './parse-dot-env.ts';

/** Whether a file holds variables, going by its name: `.env`, `prod.env`, `.env.local`, and no YAML. */
export function isEnvFile(file: string): boolean {
  return /(?:^|\/|\.)env(?:\.|$)/i.test(file) && !/\.ya?ml$/i.test(file);
}

/** The file that Compose reads variables from where no other is named. */
export function envFileOf({ order }: Pick<WorkspaceInput, 'order'>): string {
  const folder = folderOf(order[0] ?? '');
  return folder === '' ? '.env' : `${folder}/.env`;
}

/**
 * The project with another text of one of its files of variables; '' takes it away. A value that the environment has from elsewhere
 * stays, as that of the shell does. A text that cannot be read is kept and says nothing.
 */
export function withEnvText(input: WorkspaceInput, file: string, text: string): WorkspaceInput {
  const before = envValues(input.texts.get(file) ?? '');
  const after = envValues(text);
  const environment = new Map(input.environment);
  for (const [name, value] of before) if (environment.get(name) === value) environment.delete(name);
  for (const [name, value] of after) if (!environment.has(name)) environment.set(name, value);
  const texts = new Map(input.texts);
  if (text === '') texts.delete(file);
  else texts.set(file, text);
  return { ...input, texts, environment };
}

/** The values in a text; none where it cannot be read. */
export function envValues(text: string): ReadonlyMap<string, string> {
  const read = parseDotEnv(text, new Map());
  return read.ok ? read.value : new Map();
}
