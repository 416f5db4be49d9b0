// From the words of a call to the stacks of a host, and the Engine they run on.

import { join } from 'node:path';
import { maxStackDepth } from '../../core/compose/discovery/find-stacks.ts';
import { type Host, hostFileName, type StackInput } from '../../core/host/host.ts';
import type { HostQuestion } from '../../core/host/host-facts.ts';
import { type HostFile, readHostFile } from '../../core/host/host-file.ts';
import { openHost } from '../../core/host/open-host.ts';
import { driftText } from '../../core/plan/plan-sentences.ts';
import { childOf } from '../../core/yaml/tree.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import { type Docker, runDocker, runProgram } from '../docker/docker-command.ts';
import type { Program } from '../docker/read-machine.ts';
import { readRunningHost } from '../docker/read-running-host.ts';
import type { Io } from '../io.ts';
import type { HostCommandOptions } from './host-options.ts';
import { stacksThatRun } from './load-running-host.ts';
import { engineOptions } from './project-options.ts';
import { type ReportFailure, readStacks } from './read-stacks.ts';
import { hostWithWays } from './ways-beside.ts';

/** Access to a running host; without a `program`, nothing of its machine is read. */
export interface HostTools {
  readonly docker: Docker;
  readonly program: Program | null;
}

const machineTools: HostTools = { docker: runDocker, program: runProgram };

/** A host as the call names it. */
export interface LoadedHost {
  readonly host: Host;
  readonly question: HostQuestion;
  /** True when a part could not be read, which was reported. */
  readonly failed: boolean;
}

/**
 * Loads the host with the stacks in and below `folders`, or below the working folder without any. With `--docker`, loads what runs, with
 * the stacks of the given folders.
 */
export async function loadHost(
  io: Io,
  folders: readonly string[],
  options: HostCommandOptions,
  { docker, program }: HostTools = machineTools,
): Promise<LoadedHost> {
  let failed = false;
  const report = (why: string | readonly string[]): void => {
    io.complain(why);
    failed = true;
  };
  const live = options.docker === true;
  const file = await readHostFileIn(io, folders, report);
  const looked = !live || options.host === true || folders.length > 0;
  const found = looked ? await readStacks(io, folders, options, report) : [];
  if (live) {
    const running = await readRunningHost(docker);
    const { withLiveMachine } = await import('./machine-of-host.ts');
    const machine = await withLiveMachine(io, file, options, { docker, program, running, report });
    const { stacks, networks, options: asItRuns } = await stacksThatRun(io, running, found, machine, report);
    if (stacks.length === 0) {
      throw new CallFailure(
        'no container exists, so there is nothing to report. Start one, or leave out --docker.',
      );
    }
    // Where the Engine is asked, it reports the networks that exist; what the file states about them is only used without one.
    const shown = shownStacks(io, stacks, options);
    const host = openHost(shown, networks, file === null ? null : { ...file, networks: new Map() });
    return {
      host: await hostWithWays(io, host),
      question: { options: engineOptions(asItRuns), live },
      failed,
    };
  }
  if (found.length === 0) {
    const where = folders.length === 0 ? 'here' : folders.join(' ');
    throw new CallFailure(
      failed
        ? `${where}: no stack could be read.`
        : `${where}: no compose file with a default name, down to ${maxStackDepth} folders below. Give the folder that holds the stacks, or the name of their files with --stack-file NAME.`,
    );
  }
  const host = await hostWithWays(io, openHost(found, undefined, file));
  const stated = await withStatedMachine(io, file, options, report);
  return { host, question: { options: engineOptions(stated) }, failed };
}

/** Returns the options completed by the machine of the host's file. */
export async function withStatedMachine(
  io: Io,
  file: HostFile | null,
  options: HostCommandOptions,
  report: ReportFailure,
): Promise<HostCommandOptions> {
  if (file === null || childOf(file.tree, 'machine') === null) return options;
  const { withMachineOf } = await import('./machine-of-host.ts');
  return withMachineOf(io, file, options, report);
}

/** Reads `bulkhead.yaml` in the given folder; null without one. Reports an unreadable one. */
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
      `${present.join(', ')}: a host has only one such file. Merge them into one and remove the others.`,
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

/** How many differences of each stack are listed; `verify` and the JSON of `reach` list all. */
const maxListedDifferences = 5;

/** Returns the stacks as their files or, with `--as-it-runs`, the Engine has them; reports those that differ. */
export function shownStacks(
  io: Io,
  stacks: readonly StackInput[],
  { asItRuns = false }: HostCommandOptions,
): readonly StackInput[] {
  reportDifferences(io, stacks);
  return asItRuns ? stacks.map((stack) => stack.asItRuns ?? stack) : stacks;
}

function reportDifferences(io: Io, stacks: readonly StackInput[]): void {
  for (const { project, from, differences = [] } of stacks) {
    if (differences.length === 0) continue;
    const named = differences
      .slice(0, maxListedDifferences)
      .map((difference) => `  ${driftText(difference, from)}`);
    const more = differences.length - named.length;
    io.complain([
      `${project.name}: ${differences.length === 1 ? '1 fact differs' : `${differences.length} facts differ`} from what runs.`,
      ...named,
      ...(more > 0 ? [`  and ${more} more`] : []),
    ]);
  }
}
