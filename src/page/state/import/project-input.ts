// From the texts of chosen files to the project that Compose would make of them.

import { filesAskedBy } from '../../../core/compose/discovery/files-asked-by.ts';
import { envFileOf, isEnvFile } from '../../../core/compose/environment/dot-env.ts';
import { profilesOf } from '../../../core/compose/environment/profiles-of.ts';
import { folderOf } from '../../../core/compose/workspace/paths.ts';
import type { WorkspaceInput } from '../../../core/compose/workspace/workspace.ts';
import type { MachineRecord, ProjectRecord } from '../../../core/machine/project-record.ts';
import type { DaemonChoice } from '../../../core/reach/daemon-settings.ts';
import { variablesOf } from './stacks.ts';

/** The number of values that a link left out, by key; empty when it left out only comments. */
export type LeftOut = ReadonlyMap<string, number>;

/** A project to open: its texts, and how its files are read. */
export interface ProjectInput {
  readonly input: WorkspaceInput;
  /** The profiles of COMPOSE_PROFILES; null when the variable is not set. */
  readonly profiles: readonly string[] | null;
  /** The name of the main file's folder; null when unknown. */
  readonly folder: string | null;
  /** The daemon settings given to the command or the editor; absent without any. */
  readonly daemon?: DaemonChoice;
  /** The record of the project's machine; absent or null when unknown. */
  readonly machine?: MachineRecord | null;
  /** The values that a link left out; absent or null for complete files. */
  readonly left?: LeftOut | null;
}

/** Returns the project of a record with these texts. */
export function projectOfRecord(
  { order, environment, profiles, folder, machine }: ProjectRecord,
  texts: ReadonlyMap<string, string>,
): ProjectInput {
  const input = { order, texts, environment: new Map(environment), folder };
  return { input, profiles, folder, machine: machine ?? null };
}

/** Returns the project that `order` makes of `texts`; `folder` is the name of their common folder, null when unknown. */
export function projectInput(
  texts: ReadonlyMap<string, string>,
  folder: string | null,
  order: readonly string[],
): ProjectInput {
  const here = folderOf(order[0] ?? '');
  const environment = variablesOf(texts, variableFile(texts, folder, order));
  const name = here === '' ? folder : here.slice(here.lastIndexOf('/') + 1);
  return {
    input: { order: withoutParts(order, texts, environment), texts, environment, folder: name },
    profiles: profilesOf(environment),
    folder: name,
  };
}

/** Returns the file of variables: `.env` beside the main file, or another file of variables chosen in its place. */
function variableFile(
  texts: ReadonlyMap<string, string>,
  folder: string | null,
  order: readonly string[],
): string {
  const habit = envFileOf({ order });
  if (texts.has(habit) || folder !== null) return habit;
  const [only = habit, ...others] = [...texts.keys()].filter(
    (file) => isEnvFile(file) && !file.includes('/'),
  );
  return others.length === 0 ? only : habit;
}

/** Returns the order without files that another one includes or extends, since these are not merged over it. */
function withoutParts(
  order: readonly string[],
  texts: ReadonlyMap<string, string>,
  variables: ReadonlyMap<string, string>,
): readonly string[] {
  const [main = '', ...others] = order;
  if (others.length === 0) return order;
  const asked = new Set(
    order.flatMap((file) =>
      [...filesAskedBy(texts.get(file) ?? '', file, variables)].filter((wanted) => wanted !== file),
    ),
  );
  return [main, ...others.filter((file) => !asked.has(file))];
}
