// Which files a project consists of, and how they are read: for an extension that shows the project beside its text.

import { pathToFileURL } from 'node:url';
import { envFileOf } from '../../../core/compose/environment/dot-env.ts';
import type { ProjectOptions } from '../../input/project-options.ts';
import type { ReadAs } from '../../input/read-as.ts';
import type { LanguageProject } from '../language-project.ts';

/** The request for the project of an open file, `{ uri }`; its answer is null for a file that is none of Compose. */
export const projectRequest = 'bulkhead/project';

/** Names of files are paths from `folder`, an address. `variables`: the file of variables beside the main one, there or not. */
export interface ProjectAnswer extends ReadAs {
  readonly folder: string;
  readonly files: readonly string[];
  readonly variables: string | null;
}

/** The answer for a project that was found. */
export function projectAnswer(project: LanguageProject, { envFile }: ProjectOptions): ProjectAnswer {
  const { texts } = project.workspace().input;
  return {
    folder: pathToFileURL(project.folder).href,
    files: [...texts.keys()],
    variables: envFile.length > 0 ? null : envFileOf(project),
    ...project.readAs(),
  };
}
