// `bulkhead ask URL [FILE…]`: simulate a request for a URL. Any answer is 0.

import { askLines, verdictJson } from '../../core/export/ways-in/ask-report.ts';
import { waysIn } from '../../core/host/host-ways.ts';
import { ask, type Verdict, verdictOf } from '../../core/ways-in/ask/ask.ts';
import type { Ways } from '../../core/ways-in/ways/ways.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type HostCommandOptions, withMachine } from '../input/host-options.ts';
import { loadFacts } from '../input/load-facts.ts';
import type { Io } from '../io.ts';
import { answerLines } from '../questions/answer-lines.ts';
import { type AskWords, questionOf, readAskLine } from '../questions/ask-words.ts';

export interface AskOptions extends HostCommandOptions {
  readonly from?: string;
  readonly at?: string;
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
  if (url === '-' && (options.from !== undefined || options.at !== undefined))
    throw new CallFailure(
      'With `ask -`, each line of standard input names its own "from" and "at". Leave out --from and --at.',
    );
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
  const asked = { url, from, at };
  const verdict = answer(ways, asked);
  await io.print(
    format === 'json'
      ? [`${verdictJson(ways.context, asked, verdict)}\n`]
      : askLines(ways.context, asked, verdict),
  );
  return failed ? exitCodes.failure : exitCodes.done;
}

function answer(ways: Ways, words: AskWords): Verdict {
  const outcomes = ask(ways, questionOf(ways.context, words));
  if (outcomes === null)
    throw new CallFailure(`${words.url}: this is not a URL. Give http:// or https://, a host and a path.`);
  return verdictOf(outcomes);
}
