// From a file name to a model and the assumptions it rests on. A file of which no model can be made ends here.

import { dirname, resolve } from 'node:path';
import type { ReachOptions } from '../../core/analysis/reach-model.ts';
import type { ComposeDocument } from '../../core/compose/document.ts';
import { openDocument } from '../../core/compose/open-document.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { type ProjectOptions, readEngine } from '../project-options.ts';
import { formatProblem } from './format-problem.ts';
import { loadEnvironment } from './load-environment.ts';
import { type ProjectName, projectName } from './project-name.ts';
import { readText } from './read-text.ts';

export interface LoadedProject {
  /** As given on the command line; `-` is standard input. */
  readonly file: string;
  readonly document: ComposeDocument;
  readonly reachOptions: ReachOptions;
  readonly name: ProjectName;
}

/** Reads and opens `file`; a failure that names the place where that cannot be done. */
export async function loadProject(io: Io, file: string, options: ProjectOptions): Promise<LoadedProject> {
  const engine = readEngine(options.engine);
  const text = await readText(io, file);
  const stdin = file === '-';
  const environment = await loadEnvironment(io, stdin ? '' : dirname(file), options.envFile);
  const folder = stdin ? null : dirname(resolve(io.cwd, file));
  const wanted = options.projectName ?? null;
  const first = openDocument(text, { file, environment });
  const name = projectName(wanted, environment, first.topology.name, folder);
  // Compose hands the project's name to the file as a variable.
  const named = name.name !== null && text.includes('COMPOSE_PROJECT_NAME');
  const document = named
    ? openDocument(text, {
        file,
        environment: new Map([...environment, ['COMPOSE_PROJECT_NAME', name.name]]),
      })
    : first;

  const unreadable = document.problems.filter((problem) => problem.kind === 'unreadable');
  if (unreadable.length > 0) {
    throw new CallFailure(unreadable.map((problem) => formatProblem(document, problem)).join('\n'));
  }
  const fromVariable = (environment.get('COMPOSE_PROFILES') ?? '')
    .split(',')
    .filter((profile) => profile !== '');
  const profiles = options.profile.length > 0 ? options.profile : fromVariable;
  const reachOptions: ReachOptions = {
    engine,
    userlandProxy: options.userlandProxy,
    directRouting: options.directRouting ?? false,
    profiles,
    project: name.name,
  };
  return { file, document, reachOptions, name };
}
