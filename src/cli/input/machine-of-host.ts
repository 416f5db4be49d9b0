// The machine of a host: as its file states it, and, where Docker is asked, as it is read there. A record that `--machine` names goes before both.

import { dirname, isAbsolute, join } from 'node:path';
import { nameList } from '../../core/compose/name-list.ts';
import type { HostFile } from '../../core/host/host-file.ts';
import { hostFilePlace } from '../../core/host/host-file.ts';
import type { RunningHost } from '../../core/host/running/running-host.ts';
import { type Machine, MachineError, machineFrom, mergedMachine } from '../../core/machine/machine.ts';
import { type DaemonOptions, DaemonSettingError, daemonOptions } from '../../core/reach/daemon-settings.ts';
import type { Path } from '../../core/yaml/tree.ts';
import { CallFailure } from '../call-failure.ts';
import type { Docker } from '../docker/docker-command.ts';
import { type Program, readMachineRecord } from '../docker/read-machine.ts';
import type { Io } from '../io.ts';
import type { HostCommandOptions } from './host-options.ts';
import { readRecord, withKnownMachine } from './machine-record.ts';
import type { ReportFailure } from './read-stacks.ts';

/** A machine with the name of its source. */
interface KnownMachine {
  readonly machine: Machine;
  readonly from: string;
}

/** Returns the options completed by the machine of the host's file; reports unusable parts with their lines. */
export async function withMachineOf(
  io: Io,
  file: HostFile,
  options: HostCommandOptions,
  report: ReportFailure,
): Promise<HostCommandOptions> {
  if (options.machine !== undefined) return options;
  const stated = await statedMachine(io, file, report);
  if (stated === null) return options;
  try {
    return withKnownMachine(options, stated.machine, stated.from);
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    report(error.lines.map((line) => `${placeText(file, ['machine'])}: ${line}`));
    return options;
  }
}

async function statedMachine(io: Io, file: HostFile, report: ReportFailure): Promise<KnownMachine | null> {
  const wrong = file.faults.filter(({ path, severity }) => path[0] === 'machine' && severity === 'error');
  if (wrong.length > 0) {
    report(wrong.map(({ line, column, message }) => `${file.file}:${line}:${column}: ${message}`));
    return null;
  }
  const { machine } = file;
  if (machine === null) return null;
  if (machine.kind === 'members') return { machine: machine.machine, from: file.file };
  const path = isAbsolute(machine.path) ? machine.path : join(dirname(file.file), machine.path);
  const record = await readStatedRecord(io, path, placeText(file, ['machine']), report);
  return record && { machine: record, from: path };
}

/** Reads a record that a file names; reports an unusable one with the place of that name. */
export async function readStatedRecord(
  io: Io,
  path: string,
  place: string,
  report: ReportFailure,
): Promise<Machine | null> {
  try {
    return await readRecord(io, path);
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    report(error.lines.map((line) => `${place}: ${line}`));
    return null;
  }
}

/** Returns the place of a path in the file of a host or fleet: `FILE:LINE:COLUMN`. */
export function placeText(file: Pick<HostFile, 'file' | 'text' | 'tree'>, path: Path): string {
  const { line, column } = hostFilePlace(file, path);
  return `${file.file}:${line}:${column}`;
}

/** Access to a machine and the host that runs on it. */
export interface MachineTools {
  readonly docker: Docker;
  /** Runs programs of the machine; null when nothing of it is read. */
  readonly program: Program | null;
  readonly running: RunningHost;
  readonly report: ReportFailure;
  /** The `Io` of the machine itself, since the host's file may only name others; the same one when absent. */
  readonly here?: Io;
}

/** The name of a record made from the running machine. */
const thisMachine = 'this machine';

/**
 * Returns the options completed by the machine that Docker runs on, read now instead of from the host's file. Reads nothing when Docker
 * runs elsewhere.
 */
export async function withLiveMachine(
  io: Io,
  file: HostFile | null,
  options: HostCommandOptions,
  { docker, program, running, report, here = io }: MachineTools,
): Promise<HostCommandOptions> {
  if (options.machine !== undefined || running.foreignHost !== null) return options;
  const stated = file === null ? null : await statedMachine(io, file, report);
  const read = program === null ? null : await readHere(here, docker, program);
  if (stated === null && read === null) return options;
  const machine = mergedMachine(read ?? {}, stated?.machine ?? {});
  const from = [stated?.from, read === null ? undefined : thisMachine].filter((one) => one !== undefined);
  try {
    return withRunningMachine(io, options, machine, running, nameList(from));
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    // What nobody stated is no wrong call: Podman behind Docker's socket has no such machine.
    if (stated === null) here.complain(error.lines);
    else report(error.lines);
    return options;
  }
}

/** Returns the options completed by a machine and the settings with which its Engine runs. `from` names the machine in messages. */
export function withRunningMachine(
  io: Io,
  options: HostCommandOptions,
  machine: Machine,
  running: RunningHost,
  from: string,
): HostCommandOptions {
  // What the Engine says of itself is what it runs with; its file may have changed since.
  const daemon = options.daemon ?? joined(settingsOf(io, machine.daemon), running.daemon ?? {});
  return withKnownMachine({ ...options, daemon }, machine, from);
}

function settingsOf(io: Io, members: Machine['daemon']): DaemonOptions {
  try {
    return daemonOptions(members ?? {});
  } catch (error) {
    if (!(error instanceof DaemonSettingError)) throw error;
    io.complain(`The daemon's own file is ignored: ${error.message}.`);
    return {};
  }
}

function joined(file: DaemonOptions, options: DaemonOptions): DaemonOptions {
  const daemon = { ...file.daemon, ...options.daemon };
  return { ...file, ...options, ...(Object.keys(daemon).length > 0 ? { daemon } : {}) };
}

/** Reads this machine; null when Docker runs on another one or nothing is known. Reports what is left out. */
async function readHere(io: Io, docker: Docker, program: Program): Promise<Machine | null> {
  if (!(await isEngineLocal(io, docker))) {
    io.complain(
      'Docker runs on another machine, whose firewall is not read. Create a record there (bulkhead machine) and give it with --machine.',
    );
    return null;
  }
  const { record, missing } = await readMachineRecord(io, program);
  const firewall = missing.filter(({ why }) => !why.endsWith('is not installed'));
  if (firewall.length > 0) {
    const what = nameList(firewall.map((missing) => missing.what));
    io.complain(
      `Of this machine ${what} could not be read (${firewall[0]?.why ?? ''}), so only Docker's own rules are assumed. Run as root to read more, or give a record with --machine.`,
    );
  }
  try {
    return machineFrom(record);
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    io.complain(`This machine: ${error.message} It is ignored.`);
    return null;
  }
}

/** True when `docker` calls an Engine behind a socket of this machine. */
async function isEngineLocal({ env }: Io, docker: Docker): Promise<boolean> {
  const named = env.get('DOCKER_HOST');
  if (named) return named.startsWith('unix://');
  const { status, stdout } = await docker(['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  return status === 0 && stdout.trim().startsWith('unix://');
}
