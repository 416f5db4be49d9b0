// `bulkhead ask URL [FILE…]`: simulate a request for a URL. Any answer is 0.

import { askLines, verdictJson } from '../../core/export/ways-in/ask-report.ts';
import { waysIn } from '../../core/host/host-ways.ts';
import { ask, type Verdict } from '../../core/ways-in/ask/ask.ts';
import type { Ways } from '../../core/ways-in/ways/ways.ts';
import type { WaysContext } from '../../core/ways-in/ways-context.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type HostCommandOptions, refuseBesideFleet, withMachine } from '../input/host-options.ts';
import { loadFacts } from '../input/load-facts.ts';
import type { Io } from '../io.ts';
import { answerLines } from '../questions/answer-lines.ts';
import { type AskWords, questionOf, readAskLine, readHeaders, readVerdict } from '../questions/ask-words.ts';

export interface AskOptions extends HostCommandOptions {
  readonly from?: string;
  readonly at?: string;
  readonly header: readonly string[];
  readonly format: string;
}

/** Runs the command; `args` are the operands: the URL or `-`, then files or folders. */
export async function runAsk(io: Io, args: readonly string[], given: AskOptions): Promise<ExitCode> {
  const options = await withMachine(io, given);
  const { format, from = 'outside', at = null } = options;
  const [url, ...rest] = args;
  if (format !== 'table' && format !== 'json')
    throw new CallFailure(`--format ${format}: no such format. Use table or json.`);
  if (url === undefined) throw new CallFailure('ask needs a URL: ask URL [FILE…].');
  const isStated = options.from !== undefined || options.at !== undefined || options.header.length > 0;
  if (url === '-' && isStated)
    throw new CallFailure(
      'With `ask -`, each line of standard input names its own "from", "at" and "headers". Leave out --from, --at and --header.',
    );
  const headers = readHeaders(options.header);
  if (options.fleet !== undefined) return askOnFleet(io, options.fleet, [url, ...rest], headers, options);
  const stdin = 'ask cannot read a compose file from standard input. Name the file.';
  const { facts, failed } = await loadFacts(io, rest, options, stdin);
  const ways = waysIn(facts);
  if (url === '-') {
    const good = await answerLines(io, (line) => {
      const words = readAskLine(line);
      return verdictJson(ways.context, words, answer(ways, words));
    });
    return good && !failed ? exitCodes.done : exitCodes.failure;
  }
  const asked = { url, from, at, headers };
  const verdict = answer(ways, asked);
  await io.print(report(ways.context, asked, verdict, format));
  return failed ? exitCodes.failure : exitCodes.done;
}

function report(
  context: Pick<WaysContext, 'place'>,
  asked: AskWords,
  verdict: Verdict,
  format: 'table' | 'json',
): Iterable<string> {
  return format === 'json'
    ? [`${verdictJson(context, asked, verdict)}\n`]
    : askLines(context, asked, verdict);
}

/** Asks over the machines of a fleet; a service of it, a machine, `lan:NETWORK` or `internet` asks. */
async function askOnFleet(
  io: Io,
  file: string,
  [url = '', ...rest]: readonly string[],
  headers: AskWords['headers'],
  options: AskOptions,
): Promise<ExitCode> {
  refuseBesideFleet(rest, options);
  if (options.at !== undefined)
    throw new CallFailure(
      '--at does not work with --fleet. Give the address of the container in the URL, or ask its machine with --host.',
    );
  const { loadFleet } = await import('../input/load-fleet.ts');
  const { fleetFacts } = await import('../../core/fleet/fleet-facts.ts');
  const { fleetAnswer, readFleetAskLine } = await import('../questions/ask-fleet.ts');
  const { fleet, failed } = await loadFleet(io, file, options);
  const facts = fleetFacts(fleet);
  if (url === '-') {
    const good = await answerLines(io, (line) => {
      const words = readFleetAskLine(line);
      return verdictJson(facts.ways, words, fleetAnswer(facts, words));
    });
    return good && !failed ? exitCodes.done : exitCodes.failure;
  }
  const words = { url, from: options.from ?? 'internet', at: null, headers };
  const format = options.format === 'json' ? 'json' : 'table';
  await io.print(report(facts.ways, words, fleetAnswer(facts, words), format));
  return failed ? exitCodes.failure : exitCodes.done;
}

function answer(ways: Ways, words: AskWords): Verdict {
  return readVerdict(words, ask(ways, questionOf(ways.context, words)));
}
