// `bulkhead fleet record [MACHINE…]`: brings the record of each machine through the SSH of its Docker context; with `--write` it is read, after
// consent, and written beside the fleet's file. No password is asked for, and nothing of the login is kept.

import { dirname, join } from 'node:path';
import { nameList } from '../../../core/compose/name-list.ts';
import { planFleetText } from '../../../core/fleet/edit/fleet-edit.ts';
import { readFleetFile } from '../../../core/fleet/fleet-file.ts';
import { areOfDifferentMachines, missedAddresses } from '../../../core/fleet/record-fit.ts';
import type { FleetFile, StatedFleetMachine } from '../../../core/fleet/stated-fleet.ts';
import { type Machine, MachineError, readMachine } from '../../../core/machine/machine.ts';
import { shellCommand } from '../../../core/quote/shell-word.ts';
import { visible, visibleStart } from '../../../core/quote/visible-text.ts';
import { applyEdits } from '../../../core/text/edit.ts';
import { CallFailure } from '../../call-failure.ts';
import { readText } from '../../disk/read-text.ts';
import { type ContextEndpoint, endpointOf } from '../../docker/context-endpoint.ts';
import { runProgram, throughContext } from '../../docker/docker-command.ts';
import {
  type MissingMember,
  machineText,
  type Program,
  readMachineRecord,
} from '../../docker/read-machine.ts';
import {
  type FedProgram,
  type ReadableMachine,
  readLines,
  readOverSsh,
  sshWords,
  withSudo,
} from '../../docker/remote-machine.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { atMost } from '../../input/ask-contexts.ts';
import { fleetFileAt } from '../../input/load-fleet.ts';
import type { Io } from '../../io.ts';
import { type NewText, readExisting, saveTexts } from '../../saving/save-texts.ts';
import { type VerifyTools, verifyTools } from '../../verify/verify-tools.ts';
import type { FleetOptions } from './fleet-options.ts';

/** Access to this machine's programs and the terminal; tests pass their own. */
export interface RecordTools extends Pick<VerifyTools, 'confirm'> {
  readonly program: FedProgram;
}

const machineTools: RecordTools = { program: runProgram, confirm: verifyTools.confirm };

/** A machine whose record is to be brought. */
interface Asked {
  readonly stated: StatedFleetMachine;
  readonly context: string;
  readonly endpoint: Exclude<ContextEndpoint, { readonly kind: 'tcp' }>;
  /** The path of the record, from the folder of the fleet's file. */
  readonly record: string;
}

/** How many machines are logged in to at a time. */
const mostAtOnce = 10;

/** Runs the command; `args` are the machines, all that have a context without any. */
export async function runRecordFleet(
  io: Io,
  args: readonly string[],
  { fleet: given = '.', write = false, sudo = false, yes = false }: FleetOptions,
  tools: RecordTools = machineTools,
): Promise<ExitCode> {
  const path = fleetFileAt(io, given);
  const file = readFleetFile(path, await readText(io, path));
  for (const { message, line, column, severity } of file.faults)
    if (severity === 'error') io.complain(`${path}:${line}:${column}: ${message}`);
  let failed = false;
  const fail = (why: string | readonly string[]): void => {
    io.complain(why);
    failed = true;
  };
  const asked = await askedMachines(machinesOf(file, args), tools, fail);
  await io.printPainted(planLines(file, asked, sudo));
  if (!write) {
    await io.print(['Nothing was run. Add --write to run it and write the records.\n']);
    return failed ? exitCodes.failure : exitCodes.done;
  }
  if (asked.length > 0 && !yes) {
    const answer = await tools.confirm('Do that?');
    if (answer === null) throw new CallFailure('there is no terminal to ask for confirmation. Give --yes.');
    if (!answer) {
      io.complain('nothing was run');
      return exitCodes.done;
    }
  }
  const texts = new Map<string, NewText>();
  await atMost(mostAtOnce, asked, async (machine) => {
    try {
      const source = await sourceOf(io, machine, sudo, tools);
      const { record, missing } = await readMachineRecord(source.io, source.program);
      texts.set(machine.stated.name, newRecord(io, file, machine, machineText(record)));
      reportMissing(io, machine.stated.name, missing);
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      fail(error.lines.map((line) => `${machine.stated.name}: ${line}`));
    }
  });
  save(io, file, asked, texts);
  return failed ? exitCodes.failure : exitCodes.done;
}

function machinesOf(file: FleetFile, names: readonly string[]): readonly StatedFleetMachine[] {
  if (names.length === 0) {
    const all = [...file.machines.values()].filter(({ context }) => context !== null);
    if (all.length > 0) return all;
    throw new CallFailure(
      `${file.file}: no machine has a context. Write one of Docker's contexts (\`context: nas\`), or run bulkhead machine on each machine.`,
    );
  }
  return [...new Set(names)].map((name) => {
    const machine = file.machines.get(name);
    if (machine !== undefined) return machine;
    throw new CallFailure(
      `${name} is no machine of the fleet. Write one of ${nameList([...file.machines.keys()])}.`,
    );
  });
}

/** Returns the machines that can be asked; reports the others with what to do. */
async function askedMachines(
  machines: readonly StatedFleetMachine[],
  { program }: RecordTools,
  fail: (why: string | readonly string[]) => void,
): Promise<readonly Asked[]> {
  const docker = (args: readonly string[], seconds = 15) => program('docker', args, seconds, '');
  const asked: Asked[] = [];
  for (const stated of machines) {
    const { name, context } = stated;
    const record = stated.record ?? `${name}.json`;
    const byHand = `Run there: ${shellCommand(['bulkhead', 'machine'])} > ${shellCommand([record])}`;
    if (context === null) {
      fail(`${name}: it has no context to log in through. ${byHand}`);
      continue;
    }
    try {
      const endpoint = await endpointOf(context, docker);
      if (endpoint.kind === 'tcp')
        fail(
          `${name}: its context leads to the API at ${endpoint.host}, which says nothing of the firewall. ${byHand}`,
        );
      else asked.push({ stated, context, endpoint, record });
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      fail(error.lines.map((line) => `${name}: ${line}`));
    }
  }
  return asked;
}

function* planLines(file: FleetFile, asked: readonly Asked[], sudo: boolean): Generator<string> {
  if (asked.length === 0) return;
  yield 'On each of these machines these run, and only read:\n';
  for (const line of readLines(sudo)) yield `  ${visible(line)}\n`;
  for (const { stated, endpoint, record, context } of asked) {
    const where = endpoint.kind === 'local' ? 'here' : `by ${shellCommand(sshWords(endpoint))}`;
    const line = stated.record === null ? `, and record: ${record} into ${file.file}` : '';
    yield `${visibleStart(stated.name)} (context ${visible(context)}) ${visible(where)}: writes ${visible(join(dirname(file.file), record))}${visible(line)}\n`;
  }
}

async function sourceOf(
  io: Io,
  { context, endpoint }: Asked,
  sudo: boolean,
  { program }: RecordTools,
): Promise<ReadableMachine> {
  if (endpoint.kind === 'ssh') return readOverSsh(endpoint, sudo, program);
  const docker = throughContext((args, seconds = 15) => program('docker', args, seconds, ''), context);
  const here: Program = (name, args, seconds = 15) => {
    if (name === 'docker') return docker(args, seconds);
    const isFirewall = /^(?:ip6?tables-save|ipset|nft)$/.test(name);
    const [first = '', ...rest] = withSudo([name, ...args], sudo && isFirewall);
    return program(first, rest, seconds, '');
  };
  return { io, program: here };
}

/** Returns the record to write; fails where it, or the one that is there, is of another machine. */
function newRecord(io: Io, file: FleetFile, { stated, context, record }: Asked, text: string): NewText {
  const path = join(dirname(file.file), record);
  const machine = machineIn(text);
  if (machine === null)
    throw new CallFailure(`what the context ${context} leads to answered nothing that makes a record.`);
  const missed = missedAddresses(machine, [...stated.addresses.values()].flat());
  if (missed.length > 0)
    throw new CallFailure(
      `the machine of the context ${context} has none of the addresses of ${stated.name}, ${nameList(missed.map(({ text: address }) => address))}: it is another one. Correct context or addresses in ${file.file}. Nothing was written.`,
    );
  const before = readExisting(io, path);
  if (before === null) return { file: path, before, text };
  const known = machineIn(before);
  if (known === null)
    throw new CallFailure(
      `${path}: is there already and is no record, so it was not replaced. Move it away.`,
    );
  if (areOfDifferentMachines(known, machine))
    throw new CallFailure(
      `${path}: is the record of a machine with another name or other addresses, so it was not replaced. Move it away if it is an old one of ${stated.name}.`,
    );
  return { file: path, before, text };
}

function machineIn(text: string): Machine | null {
  try {
    return readMachine(text);
  } catch (error) {
    if (error instanceof MachineError) return null;
    throw error;
  }
}

function reportMissing(io: Io, name: string, missing: readonly MissingMember[]): void {
  if (missing.length === 0) return;
  io.complain([
    ...missing.map(({ what, why }) => `${name}: ${what}: left out (${why}).`),
    `${name}: commands that use the record assume defaults for these and say so. As root more can be read: add --sudo, or log in as root.`,
  ]);
}

/** Writes all records, and the lines of the fleet's file that name new ones, or nothing. */
function save(io: Io, file: FleetFile, asked: readonly Asked[], texts: ReadonlyMap<string, NewText>): void {
  if (texts.size === 0) return;
  const edits = asked
    .filter(({ stated }) => stated.record === null && texts.has(stated.name))
    .map(({ stated, record }) => ({
      do: 'add' as const,
      path: ['machines', stated.name],
      key: 'record',
      value: record,
    }));
  const planned = planFleetText(file.text, edits);
  if (!planned.ok) throw new CallFailure(`${file.file}: ${planned.error.message} Nothing was written.`);
  const edited = applyEdits(file.text, planned.value);
  const fleetText = edited === file.text ? [] : [{ file: file.file, before: file.text, text: edited }];
  const records = [...texts.values()].filter(({ before, text }) => before !== text);
  saveTexts(io, [...records, ...fleetText]);
  for (const { file: path } of [...texts.values(), ...fleetText]) io.complain(`${path}: written`);
}
