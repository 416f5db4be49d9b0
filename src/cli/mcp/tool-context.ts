// What the tools of a server share, and what each call begins with: the machine below the root, and the project that is meant.

import { isAbsolute, relative, resolve } from 'node:path';
import { z } from 'zod';
import { assumedOf, assumptions } from '../../core/analysis/assumed.ts';
import type { RunSync } from '../git/run-git.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { loadEnvironment } from '../input/load-environment.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import { type ProjectOptions, readEngine } from '../input/project-options.ts';
import type { Io } from '../io.ts';
import { confinedIo, noStandardInput, outsideFailure, type RootFolder } from './root-folder.ts';

/** What the server was started with. */
export interface ToolContext {
  readonly machine: Io;
  readonly root: RootFolder;
  /** What holds for a call that does not say otherwise. */
  readonly options: ProjectOptions;
  readonly allowWrite: boolean;
  /** Starts git. */
  readonly run: RunSync;
}

/** The arguments of every tool: which project, and what is on. */
export const projectArguments = {
  files: z
    .array(z.string().min(1))
    .max(50)
    .optional()
    .describe(
      'Compose files of one project below the root, merged in order, or one folder. Default: the compose file in the root.',
    ),
  profiles: z.array(z.string()).max(50).optional().describe("Active profiles; ['*'] is all."),
  engine: z.string().optional().describe('Docker Engine to predict: 25 to 29, or X.Y.Z. Default 29.'),
};

export interface ProjectArguments {
  readonly files?: readonly string[] | undefined;
  readonly profiles?: readonly string[] | undefined;
  readonly engine?: string | undefined;
}

/** One call of a tool. */
export interface ToolCall {
  readonly io: Io;
  readonly options: ProjectOptions;
  /** What a command would write to standard error; grows. */
  readonly notes: string[];
}

/** A call begins: nothing of the one before it is remembered. */
export function beginCall(
  { machine, root, options }: ToolContext,
  { profiles, engine }: ProjectArguments,
): ToolCall {
  const notes: string[] = [];
  return {
    io: confinedIo(machine, root, (line) => notes.push(line)),
    notes,
    options: {
      ...options,
      ...(profiles === undefined ? {} : { profile: profiles }),
      ...(engine === undefined ? {} : { engine: readEngine(engine) }),
    },
  };
}

/** The file as it is named from the root; refuses one that is not below it. */
export function nameBelow({ root }: ToolContext, file: string): string {
  if (file === '-') throw noStandardInput();
  const real = root.inside(file);
  if (real === null) throw outsideFailure(file, root);
  const named = relative(root.path, resolve(root.path, file));
  // By a path with a link above the root in it.
  const below = /^\.\.(?:[\\/]|$)/.test(named) || isAbsolute(named) ? relative(root.path, real) : named;
  return below === '' ? '.' : below;
}

/** The files of the project that a call means. */
export async function filesOfCall(
  context: ToolContext,
  { io, options }: ToolCall,
  { files = [] }: ProjectArguments,
): Promise<readonly string[]> {
  const named = files.map((file) => nameBelow(context, file));
  if (named.length > 0) return findOneProject(io, named, options);
  const listed = (await loadEnvironment(io, '', options.envFile)).get('COMPOSE_FILE') ?? '';
  // Without a list Compose would look in the folders above, too, which are not below the root.
  return findOneProject(io, listed === '' ? ['.'] : [], options);
}

/** The project that a call means. */
export async function projectOfCall(
  context: ToolContext,
  call: ToolCall,
  args: ProjectArguments,
): Promise<LoadedProject> {
  return loadProject(call.io, await filesOfCall(context, call, args), call.options);
}

/** The assumptions behind an answer that are worth knowing, and what was reported while it was found. */
export function notesOf(
  { notes }: ToolCall,
  { workspace, reachOptions, name }: LoadedProject,
): readonly string[] {
  const assumed = assumptions(assumedOf(workspace, reachOptions, name.from), reachOptions);
  return [
    ...notes,
    ...assumed.filter(({ notable }) => notable).map(({ label, value }) => `assumed: ${label}: ${value}`),
  ];
}
