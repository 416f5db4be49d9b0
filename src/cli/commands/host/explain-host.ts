// `bulkhead explain --host [DIR…] A B`: why a service of one stack reaches one of another, or why not.

import { explanationLines } from '../../../core/export/explanation-lines.ts';
import { wayLines } from '../../../core/export/ways-in/ways-report.ts';
import { placeOnHost } from '../../../core/host/host-places.ts';
import { outsidePlace } from '../../../core/reach/places.ts';
import { analyzeHost } from '../../../core/rules/analyze-host.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { HostCommandOptions } from '../../input/host-options.ts';
import { loadHost } from '../../input/load-host.ts';
import type { Io } from '../../io.ts';
import { explainOnHost } from '../../questions/explain-on-host.ts';
import { hostWays } from '../../questions/project-ways.ts';

/** Runs the command; `args` are the folders, `words` the two sides. */
export async function runExplainHost(
  io: Io,
  args: readonly string[],
  words: readonly [string, string],
  options: HostCommandOptions,
): Promise<ExitCode> {
  const { host, question, failed } = await loadHost(io, args, options);
  const analysis = analyzeHost(host, question);
  const explanation = explainOnHost(analysis, words);
  await io.print(explanationLines(explanation, (path) => placeOnHost(host, analysis.joined, path)));
  if (explanation.from === outsidePlace)
    await io.print(wayLines(await hostWays(io, host, question.options), explanation.to));
  return failed ? exitCodes.failure : exitCodes.done;
}
