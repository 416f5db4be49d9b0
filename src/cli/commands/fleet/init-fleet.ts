// `bulkhead fleet init DIR | --contexts a,b`: a first file of a fleet out of folders, records and Docker's contexts.

import { join, relative } from 'node:path';
import { type FoundMachine, firstFleetFile } from '../../../core/fleet/first-fleet-file.ts';
import { readFleetFile } from '../../../core/fleet/fleet-file.ts';
import { fleetFileName } from '../../../core/fleet/stated-fleet.ts';
import { type Machine, MachineError, readMachine } from '../../../core/machine/machine.ts';
import { compareBytes } from '../../../core/text/compare-bytes.ts';
import { CallFailure } from '../../call-failure.ts';
import { decodeText } from '../../disk/read-text.ts';
import type { Docker } from '../../docker/docker-command.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { stacksBelow } from '../../input/discover.ts';
import type { Io } from '../../io.ts';
import { saveTexts } from '../../saving/save-texts.ts';
import type { FleetOptions } from './fleet-options.ts';

/** Runs the command; `args` are the operands behind `init`. */
export async function runInitFleet(
  io: Io,
  args: readonly string[],
  { contexts = [], write = false }: FleetOptions,
  docker: Docker,
): Promise<ExitCode> {
  const [folder, ...more] = args;
  if (more.length > 0 || (folder === undefined && contexts.length === 0))
    throw new CallFailure(
      'fleet init needs the folder that has a folder for each machine, or --contexts a,b: fleet init DIR.',
    );
  const base = folder ?? '.';
  const inFolders = folder === undefined ? [] : await machinesBelow(io, folder);
  const byName = new Map(inFolders.map((machine) => [machine.name, machine]));
  for (const context of contexts) {
    const known = byName.get(context) ?? { ...nothing, name: context };
    byName.set(context, { ...known, context, address: await addressOf(io, context, docker) });
  }
  const machines = [...byName.values()].sort((a, b) => compareBytes(a.name, b.name));
  if (machines.length === 0)
    throw new CallFailure(
      `${base}: no folder in it has a stack or a record. Give the folder that has a folder for each machine.`,
    );
  const file = join(base, fleetFileName);
  const text = firstFleetFile(machines);
  for (const { message, line, severity } of readFleetFile(file, text).faults)
    if (severity === 'error') io.complain(`${file}:${line}: ${message}`);
  if (!write) {
    await io.print([text]);
    return exitCodes.done;
  }
  if (io.kindOf(file) !== 'absent')
    throw new CallFailure(
      `${file}: is there already, and fleet init overwrites nothing. Leave out --write to see what it would say.`,
    );
  saveTexts(io, [{ file, before: null, text }]);
  io.complain(`${file}: written. Look at the lines marked 'guessed'.`);
  return exitCodes.done;
}

const nothing = { stacks: null, record: null, machine: null, context: null, address: null };

/** Returns each folder of `folder` that has stacks or a record. */
async function machinesBelow(io: Io, folder: string): Promise<readonly FoundMachine[]> {
  if (io.kindOf(folder) !== 'folder') throw new CallFailure(`${folder}: is no folder.`);
  const withStacks = new Set(
    (await stacksBelow(io, folder, { envFile: [] }, (why) => io.complain(why))).map(
      ({ dir }) => relative(folder, dir).split(/[/\\]/)[0] ?? '',
    ),
  );
  const { folders } = io.listFolder(folder);
  const machines = folders
    .filter((name) => !name.startsWith('.'))
    .flatMap((name): FoundMachine[] => {
      const record = recordOf(io, folder, name);
      const stacks = withStacks.has(name) ? name : null;
      return record || stacks ? [{ ...nothing, name, stacks, ...record }] : [];
    });
  if (withStacks.has(''))
    io.complain(`${folder}: the stack in this folder itself belongs to no machine, and is left out.`);
  return machines;
}

/** Returns the record of a machine: in its folder, or beside it with the folder's name. */
function recordOf(io: Io, folder: string, name: string): Pick<FoundMachine, 'record' | 'machine'> | null {
  const inside = io
    .listFolder(join(folder, name))
    .files.filter((file) => file.endsWith('.json'))
    .map((file) => `${name}/${file}`);
  const first = [`${name}/machine.json`, `${name}.json`];
  for (const record of [...first, ...inside]) {
    const path = join(folder, record);
    const machine = io.kindOf(path) === 'file' ? recordIn(io, path) : null;
    if (machine) return { record, machine };
  }
  return null;
}

function recordIn(io: Io, path: string): Machine | null {
  try {
    const machine = readMachine(decodeText(path, io.readFile(path)));
    return machine.addresses === undefined && machine.engine === undefined ? null : machine;
  } catch (error) {
    // Another file of JSON; one that cannot be read is none to name.
    if (error instanceof MachineError || error instanceof CallFailure) return null;
    throw error;
  }
}

/** Returns the address of a context's machine, where the context states one. */
async function addressOf(io: Io, context: string, docker: Docker): Promise<string | null> {
  const { status, stdout, stderr } = await docker([
    'context',
    'inspect',
    '--format',
    '{{.Endpoints.docker.Host}}',
    '--',
    context,
  ]);
  if (status !== 0) {
    io.complain(`${context}: docker knows no such context (${stderr.trim().split('\n').at(-1) ?? ''}).`);
    return null;
  }
  const [, , address] =
    /^(?:ssh|tcp):\/\/(?:([^@/]*)@)?\[?([0-9.]+|[0-9a-f:]+)\]?(?::\d+)?(?:\/|$)/.exec(stdout.trim()) ?? [];
  return address ?? null;
}
