// What the tools of a server share, and what each call begins with: the machine below the root, and the project that is meant.

import { isAbsolute, relative, resolve } from 'node:path';
import { z } from 'zod';
import { assumedOf, assumptions } from '../../core/describe/assumed.ts';
import { CallFailure } from '../call-failure.ts';
import { confinedIo, outsideFailure } from '../confined/confined-io.ts';
import type { RootFolders } from '../confined/root-folders.ts';
import type { RunSync } from '../git/run-git.ts';
import { type FoundProject, listedIn } from '../input/discover.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { loadEnvironment } from '../input/load-environment.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import { type ProjectOptions, readEngine } from '../input/project-options.ts';
import { allowedVariables } from '../input/shown-variables.ts';
import type { Io } from '../io.ts';

/** The settings that the server was started with. */
export interface ToolContext {
  readonly machine: Io;
  readonly root: RootFolders;
  /** The defaults of every call. */
  readonly options: ProjectOptions;
  readonly allowWrite: boolean;
  /** Runs git. */
  readonly run: RunSync;
}

/** The arguments of every tool: the project and its options. */
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
  /** Messages that a command would write to standard error; the list grows during the call. */
  readonly notes: string[];
}

const confinement = {
  called: 'the root',
  remedy: 'have the server started with --also DIR or another --root',
  asked: 'refused',
} as const;

/** Returns the failure for reading standard input, which carries the client's messages. */
function noStandardInput(): CallFailure {
  return new CallFailure('-: the server cannot read standard input. Name a file.');
}

/**
 * Returns the `Io` of an agent's tool: files below the root, no streams, and only the environment that Compose or `--environment` names.
 * `report` gets the messages for standard error.
 */
function agentIo(
  machine: Io,
  root: RootFolders,
  { environment = 'none' }: ProjectOptions,
  report: (line: string) => void,
): Io {
  return {
    ...confinedIo(machine, root, root.path, {
      ...confinement,
      report: (file, why) => report(`${file}: ${why}`),
    }),
    // What else is in the environment is none of the agent's business, and a file could ask for it: `image: ${TOKEN}`.
    variables: allowedVariables(machine.variables, environment),
    color: false,
    terminal: false,
    print: async () => {},
    printPainted: async () => {},
    complain: (message) => {
      for (const line of [message].flat()) report(line);
    },
    readStdin: async () => {
      throw noStandardInput();
    },
  };
}

/** Begins a call without anything remembered from an earlier one. */
export function beginCall(
  { machine, root, options }: ToolContext,
  { profiles, engine }: ProjectArguments,
): ToolCall {
  const notes: string[] = [];
  return {
    io: agentIo(machine, root, options, (line) => notes.push(line)),
    notes,
    options: {
      ...options,
      ...(profiles === undefined ? {} : { profile: profiles }),
      ...(engine === undefined ? {} : { engine: readEngine(engine) }),
    },
  };
}

/** Returns the name of a file relative to the root; refuses a file outside. */
export function nameBelow({ root }: ToolContext, file: string): string {
  if (file === '-') throw noStandardInput();
  const real = root.inside(file);
  if (real === null) throw outsideFailure(file, root, confinement);
  const named = relative(root.path, resolve(root.path, file));
  // By a path with a link above the root in it.
  const below = /^\.\.(?:[\\/]|$)/.test(named) || isAbsolute(named) ? relative(root.path, real) : named;
  return below === '' ? '.' : below;
}

/** Returns the files of the project in a call. */
export async function filesOfCall(
  context: ToolContext,
  { io, options }: ToolCall,
  { files = [] }: ProjectArguments,
): Promise<FoundProject<ProjectOptions>> {
  const named = files.map((file) => nameBelow(context, file));
  if (named.length > 0) return findOneProject(io, named, options);
  // Without a list Compose would look in the folders above, too, which are not below the root.
  const listed = listedIn(await loadEnvironment(io, [''], options.envFile), '');
  return findOneProject(io, listed.length === 0 ? ['.'] : [], options);
}

/** Loads the project in a call. */
export async function projectOfCall(
  context: ToolContext,
  call: ToolCall,
  args: ProjectArguments,
): Promise<LoadedProject> {
  const { files, options } = await filesOfCall(context, call, args);
  return loadProject(call.io, files, options);
}

/** Returns the assumptions behind an answer that are worth knowing, and the messages of the call. */
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
