// `bulkhead recover [STACK…]`: a compose file out of what runs. Reads from Docker; values of environment are written only when
// they are asked for.

import { join } from 'node:path';
import { isProjectName } from '../../core/compose/environment/project-name.ts';
import { nameList } from '../../core/compose/name-list.ts';
import { recoverCompose } from '../../core/host/running/recover-compose.ts';
import { noProject, type RunningProject, runningProjects } from '../../core/host/running/running-projects.ts';
import { CallFailure } from '../call-failure.ts';
import { type Docker, runDocker } from '../docker/docker-command.ts';
import { readRunningHost, withImages } from '../docker/read-running-host.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { saveTexts } from '../saving/save-texts.ts';

export interface RecoverOptions {
  readonly withEnvironment?: boolean;
  /** The folder that gets a subfolder for each stack; without it the text is printed. */
  readonly into?: string;
}

/** Returns the subfolder of a running project, which is also its name on the command line. */
function folderName({ name }: RunningProject): string {
  return name === noProject ? 'no-project' : name;
}

function chosenProjects(all: readonly RunningProject[], names: readonly string[]): readonly RunningProject[] {
  if (all.length === 0) throw new CallFailure('no container exists, so there is nothing to recover.');
  for (const name of names) {
    if (!all.some((project) => project.name === name || folderName(project) === name)) {
      throw new CallFailure(
        `${name}: no such stack is running. Running stacks: ${nameList(all.map(folderName))}.`,
      );
    }
  }
  return names.length === 0
    ? all
    : all.filter((project) => names.includes(project.name) || names.includes(folderName(project)));
}

/** Refuses folder names that Compose would not accept. Project names are labels, so images and containers can carry any text. */
function refuseFolders(projects: readonly RunningProject[]): void {
  const odd = projects.map(folderName).filter((name) => !isProjectName(name));
  if (odd.length > 0)
    throw new CallFailure(
      `${nameList(odd)}: not a valid project name (a-z, 0-9, _ and -), so nothing is written. Name the other stacks, or print this one without --into.`,
    );
  const names = projects.map(folderName);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new CallFailure(
      `${twice}: two stacks would share this folder, one of them without a project. Print each without --into.`,
    );
}

/** Runs the command; `args` are the names of stacks. Without any, it recovers all. */
export async function runRecover(
  io: Io,
  args: readonly string[],
  options: RecoverOptions,
  docker: Docker = runDocker,
): Promise<ExitCode> {
  const host = await readRunningHost(docker);
  const projects = chosenProjects(runningProjects(host), args);
  if (options.into === undefined && projects.length > 1) {
    const names = nameList(projects.map(folderName));
    throw new CallFailure(
      `${projects.length} stacks: ${names}. Name one, or give --into DIR for a folder with a compose.yaml for each.`,
    );
  }
  if (options.into !== undefined) refuseFolders(projects);
  const known = await withImages(docker, host);
  const detail = options.withEnvironment === true ? 'values' : 'names';
  const texts = projects.map(
    (project) => [folderName(project), recoverCompose(known, project, detail)] as const,
  );
  const { into } = options;
  if (into === undefined) {
    await io.print(texts.map(([, text]) => text));
    return exitCodes.done;
  }
  const files = texts.map(([name, text]) => ({ file: join(into, name, 'compose.yaml'), before: null, text }));
  const there = files.filter(({ file }) => io.kindOf(file) !== 'absent').map(({ file }) => file);
  if (there.length > 0) {
    throw new CallFailure(
      `${there.join(', ')}: already there, and recover never overwrites a file. Give another folder with --into.`,
    );
  }
  for (const [name] of texts) io.makeFolder(join(into, name));
  saveTexts(io, files);
  await io.print(files.map(({ file }) => `${file}\n`));
  return exitCodes.done;
}
