// `bulkhead manual`: the manual page, as the package installs it.

import type { Command } from 'commander';
import { operationKinds } from '../../core/compose/operations/registry.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { manualPage } from '../shell/manual-page.ts';
import { programShape } from '../shell/program-shape.ts';

const operations = operationKinds.map(({ type, usage }) => `${type}=${usage}`);

/** Prints the page. */
export async function runManual(io: Io, program: Command): Promise<ExitCode> {
  await io.print([manualPage(programShape(program), operations)]);
  return exitCodes.done;
}
