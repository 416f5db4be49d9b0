// From the texts of chosen files to the project that Compose would make of them.

import { filesAskedBy } from '../../../core/compose/discovery/files-asked-by.ts';
import { envFileOf, isEnvFile } from '../../../core/compose/environment/dot-env.ts';
import { profilesOf } from '../../../core/compose/environment/profiles-of.ts';
import { folderOf } from '../../../core/compose/workspace/paths.ts';
import type { WorkspaceInput } from '../../../core/compose/workspace/workspace.ts';
import type { MachineRecord, ProjectRecord } from '../../../core/machine/project-record.ts';
import type { DaemonChoice } from '../../../core/reach/daemon-settings.ts';
import { variablesOf } from './stacks.ts';

/** How many values a link left out, by key; empty where it left out comments alone. */
export type LeftOut = ReadonlyMap<string, number>;

/** What the files say about how they are to be read, beside their texts. */
export interface ProjectInput {
  readonly input: WorkspaceInput;
  /** Profiles of COMPOSE_PROFILES; null where the variable is not set. */
  readonly profiles: readonly string[] | null;
  /** Name of the folder that holds the main file; null where it is not seen. */
  readonly folder: string | null;
  /** The settings of the daemon that the command or the editor was given; absent where nobody was. */
  readonly daemon?: DaemonChoice;
  /** The record of the machine that it stands on; absent or null where none is known. */
  readonly machine?: MachineRecord | null;
  /** What a link left out; absent or null where these are the files themselves. */
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

/** The project that `order` makes of `texts`; `folder` is the name of the one folder that they lie in, null where that is not seen. */
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

/** `.env` beside the main file; where a person chose another file of variables along with it, and no `.env`, that one. */
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

/** Files that another one includes or extends come in by that, and are not merged over it. */
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
