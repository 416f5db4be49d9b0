// `--machine FILE`: the record of a machine, and what it says in place of options that were not given.

import { type Machine, MachineError, readMachine } from '../../core/machine/machine.ts';
import { machineModel } from '../../core/machine/machine-model.ts';
import { type DaemonOptions, DaemonSettingError, daemonOptions } from '../../core/reach/daemon-settings.ts';
import { defaultReachOptions } from '../../core/reach/default-reach-options.ts';
import { engineKinds } from '../../core/reach/engine-kinds.ts';
import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import { type ProjectOptions, readEngineOf } from './project-options.ts';
import { readText } from './read-text.ts';

/** The options with what the record says of the machine: an option that was given wins over it, and it wins over what is assumed. */
export async function recordOptions<Options extends ProjectOptions>(
  io: Io,
  options: Options,
  file: string,
): Promise<Options> {
  return machineOptions(options, await readRecord(io, file), file);
}

/** The options with what is known of the machine; `from`: the name of the record, for messages and for what is assumed. */
export function machineOptions<Options extends ProjectOptions>(
  options: Options,
  machine: Machine,
  file: string,
): Options {
  if (machine.rootless === true) {
    throw new CallFailure(
      `${file}: it is of a Docker without root, which is not predicted. Leave the record out.`,
    );
  }
  const engine =
    options.engine === defaultReachOptions.engine && machine.engine !== undefined
      ? readEngineOf(`${file}: engine`, machine.engine)
      : options.engine;
  if (!engineKinds[engine.kind].daemonSwitches) {
    throw new CallFailure(
      `${file}: a machine is of Docker's daemon; --engine ${engine.text} has none. Leave one of them out.`,
    );
  }
  const firewallBackend = options.firewallBackend ?? machine.firewallBackend;
  const daemon = options.daemon ?? settingsOf(file, machine);
  return {
    ...options,
    engine,
    ...(firewallBackend === undefined ? {} : { firewallBackend }),
    ...(daemon === undefined ? {} : { daemon }),
    onMachine: machineModel(machine, file),
  };
}

/** The machine of a record; a wrong call where the file is none. */
export async function readRecord(io: Io, file: string): Promise<Machine> {
  const text = await readText(io, file);
  try {
    return readMachine(text);
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    throw new CallFailure(
      `${file}:1:1: this is no record of a machine. ${error.message} Write one with bulkhead machine.`,
    );
  }
}

function settingsOf(file: string, { daemon }: Machine): DaemonOptions | undefined {
  if (daemon === undefined) return undefined;
  try {
    return daemonOptions(daemon);
  } catch (error) {
    if (!(error instanceof DaemonSettingError)) throw error;
    throw new CallFailure(`${file}: daemon: ${error.message}. Write it as the daemon takes it.`);
  }
}
