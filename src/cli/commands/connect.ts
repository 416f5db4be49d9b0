// `bulkhead connect FROM TO`: what one connection meets. Any answer is 0.

import { connectJson, connectLines } from '../../core/export/connect/connect-report.ts';
import type { ConnectAnswer } from '../../core/fleet/answer.ts';
import { ConnectError, Connector } from '../../core/fleet/connect.ts';
import { CallFailure } from '../call-failure.ts';
import { decodeText } from '../disk/read-text.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type HostCommandOptions, withMachine } from '../input/host-options.ts';
import type { Io } from '../io.ts';

export interface ConnectOptions extends HostCommandOptions {
  readonly fleet?: string;
  readonly format: string;
}

/** Runs the command; `args` are the operands: FROM and TO, or `-`, then files or folders. */
export async function runConnect(io: Io, args: readonly string[], given: ConnectOptions): Promise<ExitCode> {
  const options = await withMachine(io, given);
  const { format } = options;
  if (format !== 'table' && format !== 'json')
    throw new CallFailure(`--format ${format}: no such format. Use table or json.`);
  const isStream = args[0] === '-';
  const [from, to, ...files] = isStream ? ['', '', ...args.slice(1)] : args;
  if (from === undefined || to === undefined)
    throw new CallFailure('connect needs who asks and what: connect FROM TO [FILE…].');
  const { fleet, failed } = await load(io, files, options);
  const connector = new Connector(fleet);
  if (isStream) return (await answerLines(io, connector)) && !failed ? exitCodes.done : exitCodes.failure;
  const answer = asked(connector, from, to);
  await io.print(format === 'json' ? [`${connectJson(from, to, answer)}\n`] : connectLines(from, to, answer));
  return failed ? exitCodes.failure : exitCodes.done;
}

async function load(io: Io, files: readonly string[], options: ConnectOptions) {
  if (options.fleet !== undefined) {
    const { loadFleet } = await import('../input/load-fleet.ts');
    return loadFleet(io, options.fleet, options);
  }
  const { loadFacts } = await import('../input/load-facts.ts');
  const { fleetOfOne } = await import('../../core/fleet/fleet-of-one.ts');
  const { facts, failed } = await loadFacts(io, files, options);
  return { fleet: fleetOfOne(facts), failed };
}

function asked(connector: Connector, from: string, to: string): ConnectAnswer {
  try {
    return connector.ask(from, to);
  } catch (error) {
    if (error instanceof ConnectError) throw new CallFailure(error.message);
    throw error;
  }
}

/** Prints one answer for each question on standard input. Returns false when one of them could not be read. */
async function answerLines(io: Io, connector: Connector): Promise<boolean> {
  let good = true;
  const lines = decodeText('-', await io.readStdin()).split('\n');
  const answers = function* (): Generator<string> {
    for (const line of lines) {
      if (line.trim() === '') continue;
      try {
        const { from, to } = readLine(line);
        yield `${connectJson(from, to, asked(connector, from, to))}\n`;
      } catch (error) {
        if (!(error instanceof CallFailure)) throw error;
        good = false;
        yield `${JSON.stringify({ error: error.message })}\n`;
      }
    }
  };
  await io.print(answers());
  return good;
}

function readLine(line: string): { readonly from: string; readonly to: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new CallFailure('this line is not JSON. Give { "from", "to" }.');
  }
  const { from, to } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof from !== 'string' || typeof to !== 'string')
    throw new CallFailure('give { "from", "to" } as texts.');
  return { from, to };
}
