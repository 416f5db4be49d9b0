// From `--fleet FILE` to the machines of a fleet: their stacks, their records, and what the file says between them.

import { dirname, join } from 'node:path';
import type { Fleet, FleetMachine } from '../../core/fleet/fleet.ts';
import { fleetFileName, readFleetFile } from '../../core/fleet/fleet-file.ts';
import type { FleetFile, StatedFleetMachine } from '../../core/fleet/stated-fleet.ts';
import { hostFacts } from '../../core/host/host-facts.ts';
import { openHost } from '../../core/host/open-host.ts';
import type { Machine } from '../../core/machine/machine.ts';
import { DaemonSettingError, daemonOptions } from '../../core/reach/daemon-settings.ts';
import { parseEngine } from '../../core/reach/engine-kinds.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import type { Io } from '../io.ts';
import type { HostCommandOptions } from './host-options.ts';
import { placeText, readStatedRecord } from './machine-of-host.ts';
import { withKnownMachine } from './machine-record.ts';
import { engineOptions } from './project-options.ts';
import { type ReportFailure, readStacks } from './read-stacks.ts';
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

/** Loads the fleet of a file, or of the file with the usual name in a folder, with the stacks and records that it names. */
export async function loadFleet(io: Io, given: string, options: HostCommandOptions): Promise<LoadedFleet> {
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
  for (const [name, stated] of file.machines)
    machines.set(name, await loadMachine(io, file, stated, options, report));
  return { fleet: { file, machines }, failed };
}

async function loadMachine(
  io: Io,
  file: FleetFile,
  stated: StatedFleetMachine,
  options: HostCommandOptions,
  report: ReportFailure,
): Promise<FleetMachine> {
  const { name, record, stacks } = stated;
  const folder = dirname(file.file);
  const placeOf = (key: string): string => placeText(file, ['machines', name, key]);
  const path = record === null ? null : join(folder, record);
  const machine = path === null ? null : await readStatedRecord(io, path, placeOf('record'), report);
  if (stated.context !== null)
    io.complain(
      `${placeOf('context')}: what runs is not read through a context yet. Give stacks and a record.`,
    );
  if (stacks === null && machine === null) return { stated, facts: null, machine: null, complete: true };
  const given = withStatedSettings(options, stated, machine, (key, why) => report(`${placeOf(key)}: ${why}`));
  const own = path !== null && machine ? withKnownMachine(given, machine, path) : given;
  let complete = true;
  const inputs =
    stacks === null
      ? []
      : await readStacks(io, [join(folder, stacks)], own, (why) => {
          complete = false;
          report([why].flat().map((line) => `${placeOf('stacks')}: ${line}`));
        });
  const host = await hostWithWays(io, openHost(inputs));
  return { stated, facts: hostFacts(host, { options: engineOptions(own) }), machine, complete };
}

/** Returns the options completed by the Engine and the daemon's settings that the file states where no record does. */
function withStatedSettings(
  options: HostCommandOptions,
  { engine: release, daemon: members }: StatedFleetMachine,
  machine: Machine | null,
  report: (key: 'engine' | 'daemon', why: string) => void,
): HostCommandOptions {
  let own = options;
  if (release !== null && machine?.engine === undefined) {
    const engine = parseEngine(release);
    if (engine === null)
      report('engine', `${release} is no known release of an Engine. Write one in quotes: "29.7".`);
    else own = { ...own, engine };
  }
  if (members !== null && machine?.daemon === undefined) {
    try {
      own = { ...own, daemon: daemonOptions(members) };
    } catch (error) {
      if (!(error instanceof DaemonSettingError)) throw error;
      report('daemon', `${error.message}. Write it in the daemon's form.`);
    }
  }
  return own;
}
