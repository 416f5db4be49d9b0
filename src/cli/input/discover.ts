// Discovery on the machine of a call. Which files are a project is decided in `core/compose/discovery`; this reads the variables for it, and
// says what Compose passes over.

import { basename, dirname, relative, resolve } from 'node:path';
import { defaultNames } from '../../core/compose/discovery/default-names.ts';
import type { DiscoveredFiles } from '../../core/compose/discovery/discovered-files.ts';
import { type FoundStack, findStacks } from '../../core/compose/discovery/find-stacks.ts';
import {
  type IgnoredFiles,
  listedFiles,
  type ProjectInFolder,
  projectInFolder,
} from '../../core/compose/discovery/project-in-folder.ts';
import { parseDotEnv } from '../../core/compose/environment/dot-env.ts';
import { nameList } from '../../core/compose/name-list.ts';
import { CallFailure } from '../call-failure.ts';
import { decodeText } from '../disk/read-text.ts';
import type { Io } from '../io.ts';
import { fileVariables, loadEnvironment } from './load-environment.ts';
import type { ProjectOptions } from './project-options.ts';

// As Compose takes it: what separates folders in PATH.
const separator = process.platform === 'win32' ? ';' : ':';

/** Returns the machine's files for discovery. */
function filesOf(io: Io): DiscoveredFiles {
  return {
    list: (folder) => io.listFolder(folder),
    kind: (path) => io.kindOf(path),
    read(path) {
      try {
        return decodeText(path, io.readFile(path));
      } catch {
        // Whoever reads it for what it says gets the reason.
        return null;
      }
    },
  };
}

/** Returns the paths in `COMPOSE_FILE` of `variables`, as seen from `folder`. */
export function listedIn(variables: ReadonlyMap<string, string>, folder: string): readonly string[] {
  return listedFiles(variables, folder, separator);
}

/** A project that was found, with the options to read it. */
export interface FoundProject<Options> {
  readonly files: readonly string[];
  readonly options: Options;
}

/** Returns the options for files found in `folder`. */
export function optionsFor<Options extends Pick<ProjectOptions, 'from' | 'merge'>>(
  options: Options,
  folder: string,
  { isListed }: Pick<ProjectInFolder, 'isListed'>,
): Options {
  // The files that COMPOSE_FILE lists are meant as one project, whatever their names and folders.
  return { ...options, from: folder, ...(isListed ? { merge: true } : {}) };
}

/**
 * Returns the project that Compose takes in `folder` alone, by its own `.env` or `envFiles`; null without one. The shell's COMPOSE_FILE
 * means another project.
 */
export async function projectIn(
  io: Io,
  folder: string,
  envFiles: readonly string[],
): Promise<ProjectInFolder | null> {
  const variables = await fileVariables(io, folder, envFiles);
  return withReport(io, projectInFolder(filesOf(io), folder, variables, separator));
}

/** Returns the project that Compose takes in the working folder, not looking above it; null without one. */
export async function projectHere(io: Io, envFiles: readonly string[]): Promise<ProjectInFolder | null> {
  const variables = await loadEnvironment(io, [''], envFiles);
  return withReport(io, projectInFolder(filesOf(io), '', variables, separator));
}

/** Returns the project that Compose takes in the working folder. */
export async function defaultProject(io: Io, envFiles: readonly string[]): Promise<ProjectInFolder> {
  const here = await projectHere(io, envFiles);
  const found = here ?? projectAbove(io);
  if (found !== null) return found;
  throw new CallFailure(
    `no ${defaultNames.join(', ')} in this folder or above it. Name the file.`,
    'unreadable-file',
  );
}

/**
 * Returns the project with default file names in the working folder or the nearest one above it. Names stay relative to the working folder.
 */
export function projectAbove(io: Io): ProjectInFolder | null {
  for (let folder = resolve(io.cwd); ; folder = dirname(folder)) {
    const found = projectInFolder(filesOf(io), relative(io.cwd, folder), new Map());
    if (found !== null) return withReport(io, found);
    if (folder === dirname(folder)) return null;
  }
}

/**
 * Returns the stacks in `folder` and up to four levels below. `failed` gets folders that cannot be listed; `skipped` gets files that look
 * like stacks but have other names.
 */
export async function stacksBelow(
  io: Io,
  folder: string,
  {
    envFile,
    stackFile = [],
  }: { readonly envFile: readonly string[]; readonly stackFile?: readonly string[] },
  failed: (why: string) => void,
  skipped: (why: string) => void = () => {},
): Promise<readonly FoundStack[]> {
  const given = envFile.length > 0 ? await fileVariables(io, folder, envFile) : null;
  const files = filesOf(io);
  const passed: string[] = [];
  const stacks = findStacks(files, folder, {
    skipped: (names) => passed.push(...names),
    stackFiles: stackFile,
    separator,
    variablesOf(dir) {
      if (given !== null) return given;
      const read = parseDotEnv(files.read(`${dir}/.env`) ?? '', io.variables);
      return read.ok ? read.value : new Map();
    },
    failed(dir, error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no reason given';
      failed(
        error instanceof CallFailure
          ? error.message
          : `${dir}: cannot be listed (${code}). Check the permissions.`,
      );
    },
  });
  for (const stack of stacks) reportIgnoredFiles(io, stack.ignoredFiles);
  // What a stack includes or extends is a part of it.
  const texts = stacks.flatMap((stack) => stack.files.map((file) => files.read(file) ?? ''));
  const left = passed.filter((file) => !texts.some((text) => text.includes(basename(file))));
  if (left.length > 0)
    skipped(
      `${nameList(left)}: not read, since Compose does not look for files with this name. Add --stack-file NAME to read it as a stack.`,
    );
  return stacks;
}

function withReport<Found extends ProjectInFolder | null>(io: Io, found: Found): Found {
  if (found !== null) reportIgnoredFiles(io, found.ignoredFiles);
  return found;
}

function reportIgnoredFiles(io: Io, passedOver: readonly IgnoredFiles[]): void {
  for (const { taken, others } of passedOver)
    io.complain(`${taken}: used; ${others.join(', ')} beside it is not, as with Docker Compose.`);
}
