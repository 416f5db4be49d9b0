// Why a service of one stack reaches one of another, asked by names as people give them: for `explain --host` and for agents.

import { nameList } from '../../core/compose/name-list.ts';
import type { Explanation } from '../../core/explain/explanation.ts';
import type { HostAnalysis } from '../../core/host/analyze-host.ts';
import { explainHost } from '../../core/host/explain-host.ts';
import { splitHostName } from '../../core/host/host.ts';
import { placeWords } from '../../core/reach/places.ts';
import { CallFailure } from '../call-failure.ts';
import { demandTwoSides, unknownSide } from './explain-sides.ts';

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

/** The explanation of a pair, each side `STACK/SERVICE`, a service that one stack alone has, or a place. */
export function explainOnHost(analysis: HostAnalysis, words: readonly [string, string]): Explanation {
  const sides = [sideOf(analysis, words[0]), sideOf(analysis, words[1])] as const;
  demandTwoSides(words, sides);
  return explainHost(analysis, ...sides);
}
