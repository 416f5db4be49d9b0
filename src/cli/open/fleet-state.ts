// What the page gets of a fleet when it starts: the fleet's file, and for each machine its stacks as those of a host, and its record. All
// files are named by their paths from the folder of the fleet's file, and none outside of it is read.

import { basename, dirname, join, relative, resolve } from 'node:path';
import { readFleetFile } from '../../core/fleet/fleet-file.ts';
import type { StatedFleetMachine } from '../../core/fleet/stated-fleet.ts';
import { fleetFileName, isAllInFiles, isOpaque } from '../../core/fleet/stated-fleet.ts';
import { hostFilePlace } from '../../core/host/host-file.ts';
import { CallFailure } from '../call-failure.ts';
import type { ConfinedIo } from '../confined/confined-io.ts';
import type { RootFolders } from '../confined/root-folders.ts';
import { servedIo } from '../confined/served-io.ts';
import type { HostCommandOptions } from '../input/host-options.ts';
import { fleetFileAt } from '../input/load-fleet.ts';
import { type ReportFailure, withoutOneName } from '../input/read-stacks.ts';
import { sentOptions } from '../input/sent-project.ts';
import type { Io } from '../io.ts';
import { type BoundFile, readBoundFile } from './bound-file.ts';
import { mergeFiles, mountedOf, pathFrom, type ReadStack, readFolderStacks } from './host-state.ts';
import type { ProjectState, ServedMachine } from './project-state.ts';

/** A machine with what was read of it. */
interface ReadMachine {
  readonly stated: StatedFleetMachine;
  readonly stacks: readonly ReadStack[];
  readonly record: BoundFile | null;
  readonly complete: boolean;
}

/** Reads the machines of the fleet's file `given`, or of the one in that folder; fails when no machine of it can be read. */
export async function readFleetState(
  machine: Io,
  roots: RootFolders,
  given: string,
  options: HostCommandOptions,
): Promise<ProjectState> {
  if (options.docker === true)
    throw new CallFailure(
      '--docker does not work with --fleet on the page yet. Leave it out, or ask reach or check --fleet --docker.',
    );
  const failed: string[] = [];
  const report: ReportFailure = (why) => {
    machine.complain(why);
    failed.push(...[why].flat());
  };
  const io = withoutOneName(servedIo(machine, roots, report));
  const path = fleetFileAt(io, given);
  const base = resolve(io.cwd, dirname(path));
  const name = basename(path);
  const bound = boundTo(io, base, name, true);
  const read = readBoundFile(bound);
  if (read === null)
    throw new CallFailure(
      `${path}: there is no such file, or it is no text. Give the ${fleetFileName} of the machines.`,
    );
  const file = readFleetFile(name, read.text);
  for (const { message, line, column } of file.faults)
    machine.complain(`${path}:${line}:${column}: ${message}`);
  if (file.machines.size === 0) throw new CallFailure(`${path}: no machine of it can be read.`);
  const machines: ReadMachine[] = [];
  for (const stated of file.machines.values()) {
    const placed =
      (key: string): ReportFailure =>
      (why) => {
        const { line, column } = hostFilePlace(file, ['machines', stated.name, key]);
        report([why].flat().map((each) => `${path}:${line}:${column}: ${each}`));
      };
    machines.push(await readMachine(io, base, stated, options, placed));
  }
  return fleetState(machines, { base, cwd: io.cwd, failed, bound, read }, options);
}

async function readMachine(
  io: ConfinedIo,
  base: string,
  stated: StatedFleetMachine,
  options: HostCommandOptions,
  placed: (key: string) => ReportFailure,
): Promise<ReadMachine> {
  const record = stated.record === null ? null : boundTo(io, base, stated.record, false);
  const hasRecord = record !== null && readBoundFile(record) !== null;
  if (record !== null && !hasRecord)
    placed('record')(`${stated.record} cannot be read. Create one with bulkhead machine.`);
  let complete = isAllInFiles(stated) && (stated.stacks !== null || hasRecord || isOpaque(stated));
  const report: ReportFailure = (why) => {
    complete = false;
    placed('stacks')(why);
  };
  const folder = stated.stacks === null ? [] : [relative(io.cwd, join(base, stated.stacks)) || '.'];
  const stacks = await readFolderStacks(io, folder, options, report).catch((error: unknown) => {
    if (!(error instanceof CallFailure)) throw error;
    report(error.lines);
    return [];
  });
  return { stated, stacks, record, complete };
}

interface AboutFleet {
  readonly base: string;
  readonly cwd: string;
  readonly failed: readonly string[];
  /** The fleet's file, and its text as it was read. */
  readonly bound: BoundFile;
  readonly read: NonNullable<ReturnType<typeof readBoundFile>>;
}

function fleetState(
  machines: readonly ReadMachine[],
  { base, cwd, failed, bound, read }: AboutFleet,
  options: HostCommandOptions,
): ProjectState {
  const all = machines.flatMap(({ stacks }) => stacks);
  const own = [bound, ...machines.flatMap(({ record }) => record ?? [])].flatMap((file) => {
    const text = file === bound ? read : readBoundFile(file);
    return text === null ? [] : [{ file, text }];
  });
  const lead: ReadStack = { dir: base, state: stateOf(own, base, options) };
  const { files, texts, stacks } = mergeFiles([lead, ...all], base, cwd);
  const mounted = mountedOf(all, base, cwd);
  const there = new Set(files.map(({ name }) => name));
  let next = 1;
  const served = machines.map(({ stated, record, complete, stacks: read }): ServedMachine => {
    const from = join(base, stated.stacks ?? '');
    const its = stacks
      .slice(next, next + read.length)
      .map((stack, index) => ({ ...stack, dir: pathFrom(from, read[index]?.dir ?? '') || '.' }));
    next += read.length;
    return {
      name: stated.name,
      stacks: its,
      record: record !== null && there.has(record.name) ? record.name : null,
      complete,
    };
  });
  return {
    ...stateOf([], base, options),
    files,
    texts,
    fleet: { name: basename(base), file: bound.name, failed, machines: served },
    ...(mounted.length === 0 ? {} : { mounted }),
  };
}

/** Returns a state with files that belong to no stack. */
function stateOf(
  own: readonly { readonly file: BoundFile; readonly text: AboutFleet['read'] }[],
  base: string,
  options: HostCommandOptions,
): ProjectState {
  return {
    files: own.map(({ file }) => file),
    texts: own.map(({ text }) => text),
    about: {
      ...{ version: 1, order: [], environment: [], profiles: [], folder: basename(base) },
      ...sentOptions(options),
    },
  };
}

/** Returns a file below the folder of the fleet's file. */
function boundTo({ roots }: ConfinedIo, base: string, name: string, writable: boolean): BoundFile {
  const path = join(base, name);
  return { name: pathFrom(base, path), path, roots, writable, mayCreate: false, onDemand: false };
}
