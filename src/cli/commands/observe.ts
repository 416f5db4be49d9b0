// `bulkhead observe [FILE…]`: what really flows between containers that run, as a record; and what of it the model does not allow.

import { plural } from '../../core/compose/numbers.ts';
import { secondsOf } from '../../core/compose/project/values/duration.ts';
import { observedVerdict } from '../../core/needs/observed-verdict.ts';
import {
  mergeRecords,
  type ObservedConnection,
  type ObservedRecord,
  recordText,
} from '../../core/observed/record.ts';
import { connectionText } from '../../core/observed/seen-text.ts';
import type { Reach } from '../../core/reach/reach-model.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import { type Docker, runDocker } from '../docker/docker-command.ts';
import { readRunningHost } from '../docker/read-running-host.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type HostCommandOptions, isAboutHost } from '../input/host-options.ts';
import { loadFacts } from '../input/load-facts.ts';
import { readObserved } from '../input/observed-record.ts';
import type { Io } from '../io.ts';
import { machineClock } from '../observe/machine-clock.ts';
import { type Kernel, kernel } from '../observe/namespace-reader.ts';
import { type Clock, observe } from '../observe/observing.ts';
import { saveTexts } from '../saving/save-texts.ts';
import { type VerifyTools, verifyTools } from '../verify/verify-tools.ts';

export interface ObserveOptions extends HostCommandOptions {
  /** How long to observe, as a Compose duration. */
  readonly for: string;
  readonly interval: string;
  readonly into?: string;
  readonly outsideAddresses?: boolean;
}

/** Access to Docker and the terminal; tests pass their own. */
export interface ObserveTools extends Pick<VerifyTools, 'onInterrupt'> {
  readonly docker: Docker;
  readonly kernel: Kernel;
  readonly clock: Clock;
}

const machineTools: ObserveTools = {
  docker: runDocker,
  kernel,
  clock: machineClock,
  onInterrupt: verifyTools.onInterrupt,
};

/** Runs the command; `args` are the operands. Exit code 1 means only that the model does not allow an observed connection. */
export async function runObserve(
  io: Io,
  args: readonly string[],
  options: ObserveOptions,
  tools: ObserveTools = machineTools,
): Promise<ExitCode> {
  if (options.merge === true) {
    await write(io, options.into, await joined(io, args));
    return exitCodes.done;
  }
  const length = durationOf('--for', options.for);
  const interval = durationOf('--interval', options.interval);
  const { reach, own } = await expected(io, args, options);
  const controller = new AbortController();
  const restore = tools.onInterrupt(() => controller.abort());
  io.complain(
    `watching ${own ?? 'all containers'} for ${options.for}; Ctrl+C ends it early and keeps the record`,
  );
  let record: ObservedRecord;
  try {
    record = await observe({
      kernel: tools.kernel,
      clock: tools.clock,
      read: () => readRunningHost(tools.docker),
      own,
      length,
      interval,
      keepsAddresses: options.outsideAddresses === true,
      signal: controller.signal,
    });
  } finally {
    restore();
  }
  await write(io, options.into, record);
  const closed = record.connections.filter((connection) => observedVerdict(reach, connection) === 'closed');
  io.complain(summary(record, closed));
  return closed.length > 0 ? exitCodes.objection : exitCodes.done;
}

async function joined(io: Io, files: readonly string[]): Promise<ObservedRecord> {
  const records: ObservedRecord[] = [];
  for (const file of files) records.push(readObserved(file, await readText(io, file)));
  const [first, ...rest] = records;
  if (first === undefined) throw new CallFailure('--merge needs the files of the records to merge.');
  return mergeRecords([first, ...rest]);
}

function durationOf(option: string, text: string): number {
  const seconds = secondsOf(text);
  if (seconds === null || seconds <= 0)
    throw new CallFailure(`${option} ${text}: this is not a duration. Give one such as 10m or 30s.`);
  return seconds * 1000;
}

interface Expected {
  readonly reach: Reach;
  /** The project whose services go by their plain names; null for a host. */
  readonly own: string | null;
}

async function expected(io: Io, args: readonly string[], options: ObserveOptions): Promise<Expected> {
  const { facts } = await loadFacts(
    io,
    args,
    options,
    'observe cannot read a compose file from standard input. Name the file.',
  );
  if (isAboutHost(options)) return { reach: facts.reach, own: null };
  const name = facts.host.stacks[0]?.project.name ?? null;
  if (name === null) throw new CallFailure("the project's name is unknown. Give it with -p.");
  return { reach: facts.reach, own: name };
}

async function write(io: Io, into: string | undefined, record: ObservedRecord): Promise<void> {
  const text = recordText(record);
  if (into === undefined) {
    await io.print([text]);
    return;
  }
  const before = io.kindOf(into) === 'absent' ? null : await readText(io, into);
  // A record may be replaced; anything else stays.
  if (before !== null) readObserved(into, before);
  saveTexts(io, [{ file: into, before, text }]);
}

/** Returns the summary: the number of connections, the gaps of the observation, and each connection that the model does not allow. */
function summary(
  { connections, unseen, interval, from, to }: ObservedRecord,
  closed: readonly ObservedConnection[],
): readonly string[] {
  const time = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  return [
    `${plural(connections.length, 'connection')} seen in ${plural(time, 'second')}, with a look every ${interval.toFixed(1)} seconds; a connection that was not seen may still be needed`,
    ...unseen.map(({ what, why }) => `not seen: ${what}: ${why}`),
    ...closed.map((one) => `CN704: ${connectionText(one)}, which the model does not allow`),
  ];
}
