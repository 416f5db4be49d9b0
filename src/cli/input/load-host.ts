// From the words of a call to the stacks of a host, and the Engine they run on.

import { join } from 'node:path';
import { deepestStack } from '../../core/compose/discovery/find-stacks.ts';
import { type Host, hostFileName, type StackInput } from '../../core/host/host.ts';
import type { HostQuestion } from '../../core/host/host-facts.ts';
import { type HostFile, readHostFile } from '../../core/host/host-file.ts';
import { openHost } from '../../core/host/open-host.ts';
import { CallFailure } from '../call-failure.ts';
import { type Docker, runDocker } from '../docker/docker-command.ts';
import type { Io } from '../io.ts';
import type { HostCommandOptions } from './host-options.ts';
import { loadRunningHost } from './load-running-host.ts';
import { engineOptions } from './project-options.ts';
import { type ReportFailure, readStacks } from './read-stacks.ts';
import { readText } from './read-text.ts';
import { hostWithWays } from './ways-beside.ts';

/** A host as a call names it. */
export interface LoadedHost {
  readonly host: Host;
  readonly question: HostQuestion;
  /** Whether something that belongs to it could not be read; it was reported. */
  readonly failed: boolean;
}

/**
 * The host whose stacks are in and below `folders`, or below the working folder where there are none. With `--docker` it is what runs,
 * with the stacks of the folders that are given.
 */
export async function loadHost(
  io: Io,
  folders: readonly string[],
  options: HostCommandOptions,
  docker: Docker = runDocker,
): Promise<LoadedHost> {
  let failed = false;
  const report = (why: string | readonly string[]): void => {
    io.complain(why);
    failed = true;
  };
  const live = options.docker === true;
  const looked = !live || options.host === true || folders.length > 0;
  const found = looked ? await readStacks(io, folders, options, report) : [];
  if (live) {
    const { stacks, networks, options: asItRuns } = await loadRunningHost(io, docker, found, options, report);
    if (stacks.length === 0) {
      throw new CallFailure(
        'no container is here, so there is nothing to say. Start one, or leave --docker out.',
      );
    }
    sayDifferences(io, stacks);
    const running = engineOptions(asItRuns);
    const file = await readHostFileIn(io, folders, report);
    // Where the Engine is asked, it reports the networks that exist; what the file states about them is only used without one.
    const host = openHost(stacks, networks, file === null ? null : { ...file, networks: new Map() });
    return { host: await hostWithWays(io, host), question: { options: running, live }, failed };
  }
  if (found.length === 0) {
    const where = folders.length === 0 ? 'here' : folders.join(' ');
    throw new CallFailure(
      failed
        ? `${where}: no stack could be read.`
        : `${where}: no compose file with a default name, down to ${deepestStack} folders below. Give the folder that holds the stacks, or the name of their files with --stack-file NAME.`,
    );
  }
  const file = await readHostFileIn(io, folders, report);
  const host = await hostWithWays(io, openHost(found, undefined, file));
  return { host, question: { options: engineOptions(options) }, failed };
}

/** `bulkhead.yaml` in the folder that was given; null without one. One that cannot be read is reported. */
export async function readHostFileIn(
  io: Io,
  folders: readonly string[],
  report: ReportFailure,
): Promise<HostFile | null> {
  const paths = (folders.length === 0 ? ['.'] : folders).map((folder) => join(folder, hostFileName));
  const present = [...new Set(paths)].filter((path) => io.kindOf(path) === 'file');
  const [path, ...others] = present;
  if (path === undefined) return null;
  if (others.length > 0) {
    throw new CallFailure(
      `${present.join(', ')}: a host has one such file. Put what they say into one of them, and take the others away.`,
    );
  }
  try {
    return readHostFile(path, await readText(io, path));
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    report(error.lines);
    return null;
  }
}

/** How many differences of each stack are named; `verify` and the JSON of `reach` list all. */
const namedDifferences = 5;

function sayDifferences(io: Io, stacks: readonly StackInput[]): void {
  for (const { project, from, differences = [] } of stacks) {
    if (differences.length === 0) continue;
    const named = differences
      .slice(0, namedDifferences)
      .map(
        ({ fact, files, running }) =>
          `  ${fact}: ${from === 'both' ? 'files' : 'drawn as'} ${files}, runs ${running}`,
      );
    const more = differences.length - named.length;
    io.complain([
      `${project.name}: ${differences.length === 1 ? '1 fact differs' : `${differences.length} facts differ`} from what runs.`,
      ...named,
      ...(more > 0 ? [`  and ${more} more`] : []),
    ]);
  }
}
