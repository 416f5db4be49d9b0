// From the words of a call to the stacks of a host, and the Engine they run on.

import type { HostQuestion } from '../../core/host/analyze-host.ts';
import { deepestStack } from '../../core/host/find-stacks.ts';
import type { Host } from '../../core/host/host.ts';
import { openHost } from '../../core/host/open-host.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import type { HostCommandOptions } from './host-options.ts';
import { engineOptions } from './project-options.ts';
import { readStacks } from './read-stacks.ts';

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
  return { host: openHost(stacks), question: { options: engineOptions(options) }, failed };
}
