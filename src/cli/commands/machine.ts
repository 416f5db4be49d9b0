// `bulkhead machine`: the record of this machine, so that another one can say who reaches whom on it. Reads only.

import { runProgram } from '../docker/docker-command.ts';
import { machineText, type Program, readMachineRecord } from '../docker/read-machine.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';

/** Runs the command. Leaves out what cannot be read and reports it on standard error. */
export async function runMachine(io: Io, program: Program = runProgram): Promise<ExitCode> {
  const { record, missing } = await readMachineRecord(io, program);
  await io.print([machineText(record)]);
  if (missing.length > 0) {
    io.complain([
      ...missing.map(({ what, why }) => `${what}: left out (${why}).`),
      'Commands that use the record assume defaults for these and say so. Run as root to read more.',
    ]);
  }
  return exitCodes.done;
}
