// `bulkhead connect FROM TO`: what one connection meets. Any answer is 0.

import { connectJson, connectLines } from '../../core/export/connect/connect-report.ts';
import type { ConnectAnswer } from '../../core/fleet/answer.ts';
import { ConnectError, Connector } from '../../core/fleet/connect.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type HostCommandOptions, withMachine } from '../input/host-options.ts';
import { loadOneFleet } from '../input/load-one-fleet.ts';
import type { Io } from '../io.ts';
import { answerLines, demanded, readFields } from '../questions/answer-lines.ts';

export interface ConnectOptions extends HostCommandOptions {
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
  const { fleet, failed } = await loadOneFleet(io, files, options);
  const connector = new Connector(fleet);
  if (isStream) {
    const good = await answerLines(io, (line) => {
      const fields = readFields(line, '{ "from", "to" }');
      const [asker, asks] = [demanded(fields, 'from'), demanded(fields, 'to')];
      return connectJson(asker, asks, asked(connector, asker, asks));
    });
    return good && !failed ? exitCodes.done : exitCodes.failure;
  }
  const answer = asked(connector, from, to);
  await io.print(format === 'json' ? [`${connectJson(from, to, answer)}\n`] : connectLines(from, to, answer));
  return failed ? exitCodes.failure : exitCodes.done;
}

function asked(connector: Connector, from: string, to: string): ConnectAnswer {
  try {
    return connector.ask(from, to);
  } catch (error) {
    if (error instanceof ConnectError) throw new CallFailure(error.message);
    throw error;
  }
}
