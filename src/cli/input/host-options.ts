// The options of the commands that take all stacks of a host together.

import type { Command } from 'commander';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import type { Io } from '../io.ts';
import { collect } from './collect.ts';
import type { ProjectOptions } from './project-options.ts';

/** The host options as commander collects them. */
export interface HostFlags {
  /** The folders hold the stacks of one host. */
  readonly host?: boolean;
  /** Reads what runs through the `docker` command, beside the stacks of folders. */
  readonly docker?: boolean;
  /** Shows stacks that differ from their files as they run. */
  readonly asItRuns?: boolean;
  /** Further names that a stack's file may have. */
  readonly stackFile: readonly string[];
}

/** The options of a command that accepts a host. */
export interface HostCommandOptions extends ProjectOptions, HostFlags {
  /** The file of a fleet, or its folder. */
  readonly fleet?: string;
}

/** Adds the host options to a command. */
export function addHostOptions(command: Command): Command {
  return command
    .option('--host', 'treat the stacks in and below DIR… (or here) as one host')
    .option(
      '--stack-file <name>',
      "with --host: another name that a stack's file may have; repeatable",
      collect,
      [],
    );
}

/** Adds `--docker` to a command. */
export function addDockerOption(command: Command): Command {
  return command
    .option(
      '--docker',
      'read what runs through docker as one host, with the stacks in and below DIR…; with --fleet, through the context of each machine',
    )
    .option('--as-it-runs', "with --docker: show what runs even where a stack's files differ");
}

/** Adds `--fleet` to a command. */
export function addFleetOption(command: Command): Command {
  return command.option('--fleet <file>', 'the machines of a fleet (bulkhead.fleet.yaml)');
}

/** Refuses operands and options that say which machine is meant, since the fleet's file says it of each. */
export function refuseBesideFleet(files: readonly string[], options: HostCommandOptions): void {
  const [operand] = files;
  if (operand !== undefined)
    throw new CallFailure(
      `--fleet takes no further files: ${operand}. Its file names the stacks of each machine.`,
    );
  const given = (
    [
      ['--host', options.host === true],
      ['--machine', options.machine !== undefined],
      ['--project-name', options.projectName !== undefined],
      ['--each', options.each === true],
      ['--merge', options.merge === true],
    ] as const
  ).find(([, isGiven]) => isGiven);
  if (given)
    throw new CallFailure(`${given[0]} does not work with --fleet, whose file states it of each machine.`);
}

/** Adds `--machine` to a command. */
export function addMachineOption(command: Command): Command {
  return command.option(
    '--machine <file>',
    "a machine's record (bulkhead machine): apply its Engine, firewall and listeners",
  );
}

/** Returns the options completed by the record of `--machine`. */
export async function withMachine<Options extends ProjectOptions>(
  io: Io,
  options: Options,
): Promise<Options> {
  const { machine: file } = options;
  if (file === undefined) return options;
  const { withRecord: recordOptions } = await import('./machine-record.ts');
  return recordOptions(io, options, file);
}

/** Adds `--observed` to a command. */
export function addObservedOption(command: Command): Command {
  return command.option(
    '--observed <file>',
    'an observed record (bulkhead observe): its connections are needed, and closing one is a finding',
  );
}

/** Returns the options completed by the records of `--machine` and `--observed`. */
export async function withRecords<Options extends HostCommandOptions | ProjectOptions>(
  io: Io,
  given: Options,
): Promise<Options> {
  const options = await withMachine(io, given);
  const { observed: file } = options;
  if (file === undefined) return options;
  const { demandStacks, readObserved } = await import('./observed-record.ts');
  const seen = readObserved(file, await readText(io, file));
  const isHost = 'host' in options && (options.host === true || options.docker === true);
  if (isHost) demandStacks(file, seen);
  return { ...options, seen };
}

/** Refuses `--as-it-runs` where nobody asks what runs. */
export function demandDocker(isAsItRuns: boolean, isAsked: boolean): void {
  if (isAsItRuns && !isAsked)
    throw new CallFailure('--as-it-runs needs --docker, since files do not say what runs.');
}

/** True when the call is about a host. Refuses options that need the other kind of call. */
export function isAboutHost({
  host,
  docker,
  stackFile,
  projectName,
  merge,
  each,
  asItRuns,
}: HostCommandOptions): boolean {
  demandDocker(asItRuns === true, docker === true);
  if (host !== true && docker !== true) {
    if (stackFile.length > 0)
      throw new CallFailure('--stack-file works only with --host. Name the files instead.');
    return false;
  }
  if (projectName !== undefined) {
    throw new CallFailure(
      '-p does not work with --host, where each stack has its own name. Set COMPOSE_PROJECT_NAME in its .env, or `name:` in its file.',
    );
  }
  if (each === true) {
    throw new CallFailure(
      '--each does not work with --host, which takes the folders of all stacks. Leave it out.',
    );
  }
  if (merge === true) {
    throw new CallFailure('--merge does not work with --host, where each folder is a stack of its own.');
  }
  const path = stackFile.find((name) => name === '' || /[\\/]/.test(name));
  if (path !== undefined) throw new CallFailure(`--stack-file ${path}: give a file name without folders.`);
  return true;
}
