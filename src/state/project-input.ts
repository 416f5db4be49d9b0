// From the texts of chosen files to the project that Compose would make of them.

import { filesChosen, filesOfFolder } from '../core/compose/environment/choose-files.ts';
import { parseDotEnv } from '../core/compose/environment/parse-dot-env.ts';
import { folderOf } from '../core/compose/workspace/paths.ts';
import type { WorkspaceInput } from '../core/compose/workspace/workspace.ts';

/** What the files say about how they are to be read, beside their texts. */
export interface ProjectInput {
  readonly input: WorkspaceInput;
  /** Profiles of COMPOSE_PROFILES; null where the variable is not set. */
  readonly profiles: readonly string[] | null;
  /** Name of the folder that holds the main file; null where it is not seen. */
  readonly folder: string | null;
}

/** The project of `texts`: of a folder what Compose finds by itself, of chosen files all of them. Null where none is a project. */
export function projectInput(texts: ReadonlyMap<string, string>, folder: string | null): ProjectInput | null {
  const names = [...texts.keys()];
  const outer = variablesOf(texts, '.env');
  const order = folder === null ? filesChosen(names.filter(isNoEnvFile)) : filesOfFolder(names, outer);
  const [main] = order;
  if (main === undefined) return null;
  const here = folderOf(main);
  const environment = here === '' ? outer : variablesOf(texts, `${here}/.env`);
  const profiles = environment.get('COMPOSE_PROFILES');
  return {
    input: { order: withoutParts(order, texts), texts, environment },
    profiles: profiles === undefined ? null : profiles.split(',').filter((name) => name !== ''),
    folder: here === '' ? folder : here.slice(here.lastIndexOf('/') + 1),
  };
}

function isNoEnvFile(name: string): boolean {
  return !/(?:^|\/|\.)env(?:\.|$)/i.test(name) || /\.ya?ml$/i.test(name);
}

function variablesOf(texts: ReadonlyMap<string, string>, file: string): ReadonlyMap<string, string> {
  const read = parseDotEnv(texts.get(file) ?? '', new Map());
  return read.ok ? read.value : new Map();
}

/** Files that another one includes or extends come in by that, and are not merged over it. */
function withoutParts(order: readonly string[], texts: ReadonlyMap<string, string>): readonly string[] {
  const [main = '', ...others] = order;
  const whole = [...texts].filter(([name]) => order.includes(name)).map(([, text]) => text);
  const asked = (name: string): boolean => {
    const word = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const reference = new RegExp(
      `(?:file|path|include)?[:\\-\\[,]\\s*["']?(?:\\./)?${word}["']?\\s*(?:$|[,}\\]#])`,
      'm',
    );
    return whole.some((text) => /\b(?:include|extends)\b/.test(text) && reference.test(text));
  };
  return [main, ...others.filter((name) => !asked(name))];
}
