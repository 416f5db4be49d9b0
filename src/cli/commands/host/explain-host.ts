// `bulkhead explain --host [DIR…] A B`: why a service of one stack reaches one of another, or why not.

import { nameList } from '../../../core/compose/name-list.ts';
import { explanationLines } from '../../../core/export/explanation-lines.ts';
import { analyzeHost, type HostAnalysis } from '../../../core/host/analyze-host.ts';
import { explainHost } from '../../../core/host/explain-host.ts';
import { splitHostName } from '../../../core/host/host.ts';
import { placeOnHost } from '../../../core/host/host-places.ts';
import { CallFailure } from '../../call-failure.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import type { HostCommandOptions } from '../../input/host-options.ts';
import { loadHost } from '../../input/load-host.ts';
import type { Io } from '../../io.ts';
import { demandTwoSides, placeWords, unknownSide } from '../../questions/explain-sides.ts';

/** `word` as a side of the question: `STACK/SERVICE`, a place, else a service of which there is one by that name. */
function sideOf({ host, reach }: HostAnalysis, word: string): string {
  if (reach.facts.has(word)) return word;
  const place = placeWords.get(word);
  if (place !== undefined) return place;
  const named = reach.services.filter((name) => splitHostName(name).service === word);
  const [only, ...more] = named;
  if (only !== undefined && more.length === 0) return only;
  if (more.length > 0)
    throw new CallFailure(`${word}: ${named.length} stacks have one. Give ${nameList(named)}.`);
  const absent = host.stacks.some(({ id, workspace }) =>
    [...workspace.topology.services.keys()].some((name) => name === word || `${id}/${name}` === word),
  );
  if (absent) {
    throw new CallFailure(
      `${word}: takes no part (profile, provider or scale 0). Add --profile, or ask about another.`,
    );
  }
  const { stack } = splitHostName(word);
  const inStack = reach.services.filter((name) => stack !== '' && splitHostName(name).stack === stack);
  const choices = inStack.length > 0 ? inStack : reach.services;
  throw unknownSide(word, choices);
}

/** Runs the command; `args` are the folders, `words` the two sides. */
export async function runExplainHost(
  io: Io,
  args: readonly string[],
  words: readonly [string, string],
  options: HostCommandOptions,
): Promise<ExitCode> {
  const { host, question, failed } = await loadHost(io, args, options);
  const analysis = analyzeHost(host, question);
  const sides = [sideOf(analysis, words[0]), sideOf(analysis, words[1])] as const;
  demandTwoSides(words, sides);
  const explanation = explainHost(analysis, ...sides);
  await io.print(explanationLines(explanation, (path) => placeOnHost(host, analysis.joined, path)));
  return failed ? exitCodes.failure : exitCodes.done;
}
