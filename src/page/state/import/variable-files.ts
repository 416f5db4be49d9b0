// Files of variables that come by themselves: applied to the open project, or kept for the one that is opened next.

import { envFileOf, isEnvFile, parseDotEnv } from '../../../core/compose/environment/dot-env.ts';
import { profilesOf } from '../../../core/compose/environment/profiles-of.ts';
import { withVariables } from '../../../core/compose/workspace/open-workspace.ts';
import type { FileMessage } from '../session/message.ts';
import { drawnSession } from '../work/selectors.ts';
import type { WorkStore } from '../work/work-store.ts';
import type { ProjectInput } from './project-input.ts';

/** The outcome for files of variables. `kept`: no project is open, and the next one gets them. */
export interface TakenVariables {
  readonly files: readonly string[];
  readonly count: number;
  readonly kept: boolean;
}

/** True when a text contains only variables: `KEY=VALUE` in its first line with content. */
export function isEnvText(text: string): boolean {
  const first = text.split(/\r\n?|\n/).find((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  if (first === undefined || !/^\s*(?:export\s+)?[A-Za-z_]\w*=/.test(first)) return false;
  const read = parseDotEnv(text, new Map());
  return read.ok && read.value.size > 0;
}

/** Adds the files to the open project, or keeps them for the next; a message, and no change, when one is unreadable. */
export function takeVariables(
  work: WorkStore,
  texts: ReadonlyMap<string, string>,
): TakenVariables | FileMessage {
  const names = new Set<string>();
  for (const [file, text] of texts) {
    const read = parseDotEnv(text, new Map());
    if (!read.ok) {
      const { line, column, message } = read.error;
      const advice = 'Fix that line and drop the file again; none of its variables was read.';
      return { tone: 'error', file, line, column, text: message, advice };
    }
    for (const name of read.value.keys()) names.add(name);
  }
  const session = drawnSession(work.getState());
  const { variables } = work.getState();
  const files = [...texts.keys()];
  if (session === null) {
    work.keepVariables(new Map([...variables, ...texts]));
    return { files, count: names.size, kept: true };
  }
  work.dispatch({ type: 'set-variables', texts: placedByFolder(texts, session.workspace.input) });
  work.setMessage(null);
  return { files, count: names.size, kept: false };
}

/** Returns the texts by their names in a project: `.env` is beside its main file. */
function placedByFolder(
  texts: ReadonlyMap<string, string>,
  input: { readonly order: readonly string[] },
): ReadonlyMap<string, string> {
  return new Map([...texts].map(([file, text]) => [file === '.env' ? envFileOf(input) : file, text]));
}

/** Returns the project with the kept files of variables, unless it has its own. Nothing is kept after that. */
export function withKeptVariables(work: WorkStore, project: ProjectInput): ProjectInput {
  const { variables } = work.getState();
  if (variables.size === 0) return project;
  work.keepVariables(new Map());
  if ([...project.input.texts.keys()].some(isEnvFile)) return project;
  const input = withVariables(project.input, placedByFolder(variables, project.input));
  return { ...project, input, profiles: project.profiles ?? profilesOf(input.environment) };
}
