// `bulkhead badge [FILE…]`, `bulkhead badge --host [DIR…]`: draw a badge (SVG) with the number of services reachable from outside.

import { badgeSvg } from '../../core/export/badge.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type HostCommandOptions, withMachine } from '../input/host-options.ts';
import { loadFacts } from '../input/load-facts.ts';
import type { Io } from '../io.ts';

/** Runs the command; `args` are the operands. Prints no badge when a part of the host cannot be read, since its count would be wrong. */
export async function runBadge(
  io: Io,
  args: readonly string[],
  given: HostCommandOptions,
): Promise<ExitCode> {
  const { facts, failed } = await loadFacts(io, args, await withMachine(io, given));
  if (failed) return exitCodes.failure;
  await io.print([badgeSvg(facts.reach)]);
  return exitCodes.done;
}
