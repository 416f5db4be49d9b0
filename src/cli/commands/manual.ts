// `bulkhead manual`: the manual page, as the package installs it.

import type { Command } from 'commander';
import { operationUsages } from '../../core/compose/operations/operation-text.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { manualPage } from '../shell/manual-page.ts';
import { programShape } from '../shell/program-shape.ts';

/** Prints the manual page. */
export async function runManual(io: Io, program: Command): Promise<ExitCode> {
  await io.print([manualPage(programShape(program), operationUsages)]);
  return exitCodes.done;
}
