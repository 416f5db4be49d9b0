// `bulkhead explain [FILE] A B`, `bulkhead explain --host [DIR…] A B`: why A reaches B, or why not. The answer is 0 whatever it is.

import { explanationLines, moreLines } from '../../core/export/explanation-lines.ts';
import { wayLines } from '../../core/export/ways-in/ways-report.ts';
import { placeOnHost } from '../../core/host/host-places.ts';
import { waysIn } from '../../core/host/host-ways.ts';
import { outsidePlace } from '../../core/reach/places.ts';
import { about } from '../about.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type HostCommandOptions, withRecords } from '../input/host-options.ts';
import { loadFacts } from '../input/load-facts.ts';
import type { Io } from '../io.ts';
import { explainSides } from '../questions/explain-sides.ts';
import type { TryOptions, TryTools } from './explain-try.ts';

export interface ExplainOptions extends HostCommandOptions, TryOptions {}

/** Runs the command; `args` are the operands. */
export async function runExplain(
  io: Io,
  args: readonly string[],
  given: ExplainOptions,
  tools?: TryTools,
): Promise<ExitCode> {
  const options = await withRecords(io, given);
  const [from, to] = args.slice(-2);
  if (from === undefined || to === undefined)
    throw new CallFailure('explain needs two names: explain [FILE] A B.');
  const { facts, failed } = await loadFacts(io, args.slice(0, -2), options);
  const explanation = explainSides(facts, [from, to]);
  await io.print(explanationLines(explanation, (path) => placeOnHost(facts, path)));
  if (explanation.from === outsidePlace) await io.print(wayLines(waysIn(facts), explanation.to));
  if (options.try === true) {
    const { printTrial } = await import('./explain-try.ts');
    await printTrial(io, facts, explanation, options, tools);
  }
  await io.print(moreLines(explanation, about.readOn));
  return failed ? exitCodes.failure : exitCodes.done;
}
