// `bulkhead fleet init | record | move`: writes what the file of a fleet is about. Without `--write` it only says what it would write.

import { CallFailure } from '../call-failure.ts';
import { type Docker, runDocker } from '../docker/docker-command.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import type { FleetOptions } from './fleet/fleet-options.ts';

/** Runs the command; `args` are what to do and its operands. */
export async function runFleet(
  io: Io,
  args: readonly string[],
  options: FleetOptions,
  docker: Docker = runDocker,
): Promise<ExitCode> {
  const [what, ...operands] = args;
  switch (what) {
    case 'init': {
      const { runInitFleet } = await import('./fleet/init-fleet.ts');
      return runInitFleet(io, operands, options, docker);
    }
    case 'record': {
      const { runRecordFleet } = await import('./fleet/record-fleet.ts');
      return runRecordFleet(io, operands, options);
    }
    case 'move': {
      const { runMoveFleet } = await import('./fleet/move-fleet.ts');
      return runMoveFleet(io, operands, options);
    }
    default:
      throw new CallFailure(
        'fleet needs what to do: fleet init DIR, fleet record [MACHINE…], or fleet move STACK FROM TO.',
      );
  }
}
