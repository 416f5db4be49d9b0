// From `--fleet FILE` to the machines of a fleet: their stacks, their records, and what the file says between them.

import { dirname, join } from 'node:path';
import type { Fleet, FleetMachine } from '../../core/fleet/fleet.ts';
import type { FleetFile, StatedFleetMachine } from '../../core/fleet/fleet-file.ts';
import { fleetFileName, readFleetFile } from '../../core/fleet/fleet-file.ts';
import { hostFacts } from '../../core/host/host-facts.ts';
import { hostFilePlace } from '../../core/host/host-file.ts';
import { openHost } from '../../core/host/open-host.ts';
import type { Machine } from '../../core/machine/machine.ts';
import type { Path } from '../../core/yaml/tree.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import type { Io } from '../io.ts';
import type { HostCommandOptions } from './host-options.ts';
import { readRecord, withKnownMachine } from './machine-record.ts';
import { engineOptions, readEngineOf } from './project-options.ts';
import { readStacks } from './read-stacks.ts';
import { hostWithWays } from './ways-beside.ts';

export interface LoadedFleet {
  readonly fleet: Fleet;
  /** True when a part could not be read, which was reported. */
  readonly failed: boolean;
}

/** Loads the fleet of a file, or of the file with the usual name in a folder, with the stacks and records that it names. */
export async function loadFleet(io: Io, given: string, options: HostCommandOptions): Promise<LoadedFleet> {
  const path = io.kindOf(given) === 'folder' ? join(given, fleetFileName) : given;
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
  report: (why: string | readonly string[]) => void,
): Promise<FleetMachine> {
  const folder = dirname(file.file);
  const machine =
    stated.record === null ? null : await recordOf(io, file, stated, join(folder, stated.record), report);
  if (stated.stacks === null && machine === null) return { stated, facts: null, machine: null };
  const engine =
    stated.engine === null
      ? {}
      : {
          engine: readEngineOf(
            `${placeText(file, ['machines', stated.name, 'engine'])}: engine`,
            stated.engine,
          ),
        };
  const own: HostCommandOptions = machine
    ? withKnownMachine({ ...options, ...engine }, machine, join(folder, stated.record ?? ''))
    : { ...options, ...engine };
  const inputs =
    stated.stacks === null
      ? []
      : await readStacks(io, [join(folder, stated.stacks)], own, (why) =>
          report(
            [why].flat().map((line) => `${placeText(file, ['machines', stated.name, 'stacks'])}: ${line}`),
          ),
        );
  const host = await hostWithWays(io, openHost(inputs));
  return { stated, facts: hostFacts(host, { options: engineOptions(own) }), machine };
}

async function recordOf(
  io: Io,
  file: FleetFile,
  { name }: StatedFleetMachine,
  path: string,
  report: (why: string | readonly string[]) => void,
): Promise<Machine | null> {
  try {
    return await readRecord(io, path);
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    report(error.lines.map((line) => `${placeText(file, ['machines', name, 'record'])}: ${line}`));
    return null;
  }
}

function placeText(file: FleetFile, path: Path): string {
  const { line, column } = hostFilePlace(file, path);
  return `${file.file}:${line}:${column}`;
}
