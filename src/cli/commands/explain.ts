// `bulkhead explain [FILE] A B`, `bulkhead explain --host [DIR…] A B`: why A reaches B, or why not. The answer is 0 whatever it is.

import { explanationLines, moreLines } from '../../core/export/explanation-lines.ts';
import { wayLines } from '../../core/export/ways-in/ways-report.ts';
import type { Fleet } from '../../core/fleet/fleet.ts';
import { placeOnHost } from '../../core/host/host-places.ts';
import { waysIn } from '../../core/host/host-ways.ts';
import { outsidePlace } from '../../core/reach/places.ts';
import { about } from '../about.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type HostCommandOptions, refuseBesideFleet, withRecords } from '../input/host-options.ts';
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
  if (options.fleet !== undefined) return explainOfFleet(io, args, options.fleet, options);
  const { facts, failed } = await loadFacts(io, args.slice(0, -2), options);
  const explanation = explainSides(facts, [from, to]);
  await io.print(explanationLines(explanation, (path) => placeOnHost(facts, path)));
  if (explanation.from === outsidePlace) await io.print(wayLines(waysIn(facts), explanation.to));
  if (explanation.to === outsidePlace) {
    const { leavesOf } = await import('../../core/export/leave/out-report.ts');
    const leaves = leavesOf(facts, explanation.from);
    if (leaves.length > 0) await io.print(['leaves:\n', ...leaves.map((line) => `  ${line}\n`)]);
  }
  if (options.try === true) {
    const { printTrial } = await import('./explain-try.ts');
    await printTrial(io, facts, explanation, options, tools);
  }
  await io.print(moreLines(explanation, about.readOn));
  return failed ? exitCodes.failure : exitCodes.done;
}

/** Explains a pair of a fleet: on one machine as on its host, else by the addresses at which the other side is asked. */
async function explainOfFleet(
  io: Io,
  args: readonly string[],
  file: string,
  options: ExplainOptions,
): Promise<ExitCode> {
  refuseBesideFleet(args.slice(0, -2), options);
  if (options.try === true)
    throw new CallFailure('--try does not work with --fleet. Explain a pair on its machine, with --host.');
  const [from = '', to = ''] = args.slice(-2);
  const { loadFleet } = await import('../input/load-fleet.ts');
  const { fleetFacts } = await import('../../core/fleet/fleet-facts.ts');
  const { fleet, failed } = await loadFleet(io, file, options);
  const pair = onOneMachine(fleet, from, to);
  if (pair) {
    const { facts, sides } = pair;
    const explanation = explainSides(facts, sides);
    await io.print(explanationLines(explanation, (path) => placeOnHost(facts, path)));
    await io.print(moreLines(explanation, about.readOn));
  } else {
    const { fleetExplanationLines } = await import('../../core/export/fleet/fleet-explanation.ts');
    const { ConnectError } = await import('../../core/fleet/connect.ts');
    try {
      await io.print([...fleetExplanationLines(fleetFacts(fleet), from, to)]);
    } catch (error) {
      if (error instanceof ConnectError) throw new CallFailure(error.message);
      throw error;
    }
  }
  return failed ? exitCodes.failure : exitCodes.done;
}

/** Returns a pair of one machine as its host names it; null for sides on two machines, and for places. */
function onOneMachine({ machines }: Fleet, from: string, to: string) {
  const machine = from.split('/', 1)[0] ?? '';
  const facts = machines.get(machine)?.facts;
  if (!facts || to.split('/', 1)[0] !== machine) return null;
  const named = (side: string): string => (side === machine ? 'host' : side.slice(machine.length + 1));
  return { facts, sides: [named(from), named(to)] as const };
}
