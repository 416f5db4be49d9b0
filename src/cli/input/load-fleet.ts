// From `--fleet FILE` to the machines of a fleet: their stacks, their records, and what the file says between them.

import { dirname, join } from 'node:path';
import type { Fleet, FleetMachine } from '../../core/fleet/fleet.ts';
import { readFleetFile } from '../../core/fleet/fleet-file.ts';
import type { FleetFile, StatedFleetMachine } from '../../core/fleet/stated-fleet.ts';
import { fleetFileName, isAllInFiles, isOpaque } from '../../core/fleet/stated-fleet.ts';
import { statedSettings } from '../../core/fleet/stated-settings.ts';
import { onSwarm } from '../../core/fleet/swarm/swarm.ts';
import type { Host, StackInput } from '../../core/host/host.ts';
import { type HostQuestion, hostFacts } from '../../core/host/host-facts.ts';
import { openHost } from '../../core/host/open-host.ts';
import type { RunningHost } from '../../core/host/running/running-host.ts';
import type { Machine } from '../../core/machine/machine.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import type { Io } from '../io.ts';
import { askContexts, type ContextAnswer, type FleetTools } from './ask-contexts.ts';
import { demandDocker, type HostCommandOptions } from './host-options.ts';
import { shownStacks } from './load-host.ts';
import { stacksThatRun } from './load-running-host.ts';
import { placeText, readStatedRecord, withRunningMachine } from './machine-of-host.ts';
import { withKnownMachine } from './machine-record.ts';
import { engineOptions } from './project-options.ts';
import { type ReportFailure, readOrReport } from './read-stacks.ts';
import { hostWithWays } from './ways-beside.ts';

export interface LoadedFleet {
  readonly fleet: Fleet;
  /** True when a part could not be read, which was reported. */
  readonly failed: boolean;
}

/** Returns the path of a fleet's file; that of a folder has the usual name. */
export function fleetFileAt(io: Io, given: string): string {
  return io.kindOf(given) === 'folder' ? join(given, fleetFileName) : given;
}

/**
 * Loads the fleet of a file, or of the file with the usual name in a folder, with the stacks and records that it names. With `--docker`,
 * loads what runs on each machine that has a context, too.
 */
export async function loadFleet(
  io: Io,
  given: string,
  options: HostCommandOptions,
  tools?: FleetTools,
): Promise<LoadedFleet> {
  demandDocker(options.asItRuns === true, options.docker === true);
  const path = fleetFileAt(io, given);
  const file = readFleetFile(path, await readText(io, path));
  let failed = false;
  const report = (why: string | readonly string[]): void => {
    io.complain(why);
    failed = true;
  };
  for (const { severity, message, line, column } of file.faults) {
    const said = `${path}:${line}:${column}: ${message}`;
    if (severity === 'error') report(said);
    else io.complain(said);
  }
  if (file.machines.size === 0) throw new CallFailure(`${path}: no machine of it can be read.`);
  const machines = new Map<string, FleetMachine>();
  const answers = options.docker === true ? await askContexts(file.machines.values(), tools) : null;
  for (const [name, stated] of file.machines)
    machines.set(name, await loadMachine(io, file, stated, options, report, answers?.get(name)));
  return { fleet: { file, machines }, failed };
}

async function loadMachine(
  io: Io,
  file: FleetFile,
  stated: StatedFleetMachine,
  options: HostCommandOptions,
  report: ReportFailure,
  answer: ContextAnswer | undefined,
): Promise<FleetMachine> {
  const { name, record, stacks, context } = stated;
  const folder = dirname(file.file);
  const placeOf = (key: string): string => placeText(file, ['machines', name, key]);
  const path = record === null ? null : join(folder, record);
  const machine = path === null ? null : await readStatedRecord(io, path, placeOf('record'), report);
  const running = answer?.running ?? null;
  if (context !== null && running === null) reportUnread(io, placeOf('context'), stated, answer, report);
  if (isOpaque(stated)) return { stated, facts: null, machine: null, complete: true };
  const { engine, daemon, faults } = statedSettings(stated, machine);
  for (const { key, why } of faults) report(`${placeOf(key)}: ${why}`);
  const given = { ...options, ...(engine && { engine }), ...(daemon && { daemon }) };
  const onRecord = path !== null && machine ? { machine, path } : null;
  const own = onRecord ? withKnownMachine(given, onRecord.machine, onRecord.path) : given;
  // Without an answer, more may run than the files say; without files and an answer, nothing is known of it.
  let complete =
    running !== null ||
    (answer === undefined && isAllInFiles(stated) && (stacks !== null || machine !== null));
  const inputs =
    stacks === null
      ? []
      : await readOrReport(io, join(folder, stacks), own, (why) => {
          complete = false;
          report([why].flat().map((line) => `${placeOf('stacks')}: ${line}`));
        });
  const named = { ...io, complain: (why: string | readonly string[]) => io.complain(namedLines(name, why)) };
  const { host, question } =
    running === null
      ? { host: openHost(inputs), question: { options: engineOptions(own) } }
      : await runningHost(named, running, inputs, given, onRecord, report);
  const ofSwarm = stated.swarm ? { ...question, options: onSwarm(question.options) } : question;
  const facts = hostFacts(await hostWithWays(io, host), ofSwarm);
  const live = answer && { readAt: answer.readAt, silent: answer.silent };
  return { stated, facts, machine, complete, ...(live && { live }) };
}

/** Returns the host of what runs on a machine, beside the stacks of its files. */
async function runningHost(
  io: Io,
  running: RunningHost,
  inputs: readonly StackInput[],
  given: HostCommandOptions,
  record: { readonly machine: Machine; readonly path: string } | null,
  report: ReportFailure,
): Promise<{ readonly host: Host; readonly question: HostQuestion }> {
  const options =
    record && running.foreignHost === null
      ? withRunningMachine(io, given, record.machine, running, record.path)
      : given;
  const loaded = await stacksThatRun(io, running, inputs, options, report);
  const host = openHost(shownStacks(io, loaded.stacks, given), loaded.networks);
  return { host, question: { options: engineOptions(loaded.options), live: true } };
}

function namedLines(name: string, why: string | readonly string[]): readonly string[] {
  return [why].flat().map((line) => `${name}: ${line}`);
}

/** Reports a machine whose context was not asked, or did not answer. */
function reportUnread(
  io: Io,
  place: string,
  { name, context, stacks }: StatedFleetMachine,
  answer: ContextAnswer | undefined,
  report: ReportFailure,
): void {
  if (answer === undefined) {
    if (stacks === null)
      io.complain(`${place}: what runs on ${name} is unknown. Add --docker to read it through its context.`);
    return;
  }
  const shown = stacks === null ? 'nothing of it is known' : 'its stacks are shown as their files have them';
  report(
    `${place}: ${name} did not answer at ${new Date(answer.readAt).toISOString()}, so what runs there is unknown; ${shown}. ${answer.silent ?? ''} Try: docker --context ${context} ps`,
  );
}
