// From the words of a call to the stacks of a host, and the Engine they run on.

import { join } from 'node:path';
import type { HostQuestion } from '../../core/host/analyze-host.ts';
import { deepestStack } from '../../core/host/find-stacks.ts';
import type { Host } from '../../core/host/host.ts';
import { type HostFile, hostFileName, readHostFile } from '../../core/host/host-file.ts';
import { openHost } from '../../core/host/open-host.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import type { HostCommandOptions } from './host-options.ts';
import { engineOptions } from './project-options.ts';
import { type ReportFailure, readStacks } from './read-stacks.ts';
import { readText } from './read-text.ts';

/** A host as a call names it. */
export interface LoadedHost {
  readonly host: Host;
  readonly question: HostQuestion;
  /** Whether something that belongs to it could not be read; it was reported. */
  readonly failed: boolean;
}

/** The host whose stacks are in and below `folders`, or below the working folder where there are none. */
export async function loadHost(
  io: Io,
  folders: readonly string[],
  options: HostCommandOptions,
): Promise<LoadedHost> {
  let failed = false;
  const report = (why: string | readonly string[]): void => {
    io.complain(why);
    failed = true;
  };
  const stacks = await readStacks(io, folders, options, report);
  if (stacks.length === 0) {
    const where = folders.length === 0 ? 'here' : folders.join(' ');
    throw new CallFailure(
      failed
        ? `${where}: no stack could be read.`
        : `${where}: no compose file with a default name, down to ${deepestStack} folders below. Give the folder that holds the stacks, or the name of their files with --stack-file NAME.`,
    );
  }
  const file = await readHostFileIn(io, folders, report);
  return { host: openHost(stacks, undefined, file), question: { options: engineOptions(options) }, failed };
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
