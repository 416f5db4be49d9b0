// From the words of a call to what is known of the project that it names, or of all stacks of a host.

import { standaloneFacts } from '../../core/host/alone.ts';
import { type HostFacts, hostFacts } from '../../core/host/host-facts.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { findOneProject } from './find-project-files.ts';
import { type HostCommandOptions, isAboutHost } from './host-options.ts';
import { loadProject } from './load-project.ts';

export interface LoadedFacts {
  readonly facts: HostFacts;
  /** True when a part could not be read, which was reported. */
  readonly failed: boolean;
}

/** Loads the facts of one project, or of all stacks with `--host`. `stdin` is the reason why standard input cannot be read, if any. */
export async function loadFacts(
  io: Io,
  args: readonly string[],
  options: HostCommandOptions,
  stdin: string | null = null,
): Promise<LoadedFacts> {
  if (isAboutHost(options)) {
    const { loadHost } = await import('./load-host.ts');
    const { host, question, failed } = await loadHost(io, args, options);
    return { facts: hostFacts(host, question), failed };
  }
  const { files, options: own } = await findOneProject(io, args, options);
  if (stdin !== null && files.includes('-')) throw new CallFailure(stdin);
  return { facts: standaloneFacts(await loadProject(io, files, own)), failed: false };
}
