// `--machine FILE`: the record of a machine, and what it says in place of options that were not given.

import { nodeAt } from '../../core/compose/schema/fault-message.ts';
import { type Machine, MachineError, readMachine } from '../../core/machine/machine.ts';
import { machineModel, settingsOf } from '../../core/machine/machine-model.ts';
import { defaultReachOptions } from '../../core/reach/default-reach-options.ts';
import { engineKinds } from '../../core/reach/engine-kinds.ts';
import { lineAndColumn } from '../../core/text/line-and-column.ts';
import { parseTree } from '../../core/yaml/parse-tree.ts';
import type { Path } from '../../core/yaml/tree.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import type { Io } from '../io.ts';
import { type ProjectOptions, readEngineOf } from './project-options.ts';

/** Returns the options completed by the record of `--machine`. Given options win over it, and it wins over defaults. */
export async function withRecord<Options extends ProjectOptions>(
  io: Io,
  options: Options,
  file: string,
): Promise<Options> {
  return withKnownMachine(options, await readRecord(io, file), file);
}

/** Returns the options completed by a known machine. `file` names the record in messages and assumptions. */
export function withKnownMachine<Options extends ProjectOptions>(
  options: Options,
  machine: Machine,
  file: string,
): Options {
  const settings = orFailure(
    () => settingsOf(machine),
    (why) => `${file}: ${why} Correct the record, or leave it out.`,
  );
  const engine =
    options.engine === defaultReachOptions.engine && machine.engine !== undefined
      ? readEngineOf(`${file}: engine`, machine.engine)
      : options.engine;
  if (!engineKinds[engine.kind].daemonSwitches) {
    throw new CallFailure(
      `${file}: a machine's record is for Docker's daemon, which --engine ${engine.text} does not have. Leave one of them out.`,
    );
  }
  const firewallBackend = options.firewallBackend ?? machine.firewallBackend;
  const daemon = options.daemon ?? (machine.daemon === undefined ? undefined : settings);
  return {
    ...options,
    engine,
    ...(firewallBackend === undefined ? {} : { firewallBackend }),
    ...(daemon === undefined ? {} : { daemon }),
    onMachine: machineModel(machine, file),
  };
}

/** Reads the machine of a record; an invalid file is a wrong call. */
export async function readRecord(io: Io, file: string): Promise<Machine> {
  const text = await readText(io, file);
  return orFailure(
    () => readMachine(text),
    (why) => `${file}:1:1: this is not a machine's record. ${why} Create one with bulkhead machine.`,
  );
}

/** Returns what `read` gives; an invalid record is a wrong call with the message of `failure`. */
function orFailure<T>(read: () => T, failure: (why: string) => string): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    throw new CallFailure(failure(error.message));
  }
}

/** Returns the place of `path` in a record, such as `machine.json:3:7`. */
export async function placeInRecord(io: Io, file: string, path: Path): Promise<string> {
  const text = await readText(io, file);
  const { tree } = parseTree(text);
  const { line, column } = lineAndColumn(text, (tree && nodeAt(tree, path))?.from ?? 0);
  return `${file}:${line}:${column}`;
}
