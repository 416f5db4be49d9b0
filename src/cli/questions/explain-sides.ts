// Why one side reaches another, asked by names as people give them, in one project or on a host: for `explain`, the library and agents.

import { nameList } from '../../core/compose/name-list.ts';
import { explainPair } from '../../core/explain/explain-pair.ts';
import type { Explanation } from '../../core/explain/explanation.ts';
import { hostName, splitHostName } from '../../core/host/host.ts';
import type { HostFacts } from '../../core/host/host-facts.ts';
import { placesByName } from '../../core/reach/places.ts';
import { CallFailure } from '../call-failure.ts';
import { noSuchService } from './known-names.ts';

/** Returns the side that `word` names: an active service, else a place, else a service that only one stack has under this name. */
function sideOf({ host, reach }: HostFacts, word: string): string {
  if (reach.facts.has(word)) return word;
  const isThere = (isMeant: (stack: string, service: string) => boolean): boolean =>
    host.stacks.some(({ id, workspace }) =>
      [...workspace.topology.services.keys()].some((name) => isMeant(id, name)),
    );
  if (isThere((stack, service) => hostName(stack, service) === word)) throw inactive(word);
  const place = placesByName.get(word);
  if (place !== undefined) return place;
  const named = reach.services.filter((name) => splitHostName(name).service === word);
  const [only, ...more] = named;
  if (only !== undefined && more.length === 0) return only;
  if (more.length > 0)
    throw new CallFailure(`${word}: ${named.length} stacks have one. Give ${nameList(named)}.`);
  if (isThere((_, service) => service === word)) throw inactive(word);
  const { stack } = splitHostName(word);
  const inStack = reach.services.filter((name) => stack !== '' && splitHostName(name).stack === stack);
  throw unknownSide(word, inStack.length > 0 ? inStack : reach.services);
}

function inactive(word: string): CallFailure {
  return new CallFailure(
    `${word}: not active (profile, provider or scale 0). Add --profile, or ask about another.`,
  );
}

/** Returns the failure for a word that is neither a place nor one of `services`. */
function unknownSide(word: string, services: readonly string[]): CallFailure {
  return new CallFailure(noSuchService(word, services, [...placesByName.keys()]), 'unknown-name');
}

/** Explains a pair of services or places. On a host, services are `STACK/SERVICE`, or a name that only one stack has. */
export function explainSides(facts: HostFacts, words: readonly [string, string]): Explanation {
  const sides = [sideOf(facts, words[0]), sideOf(facts, words[1])] as const;
  requireTwoSides(words, sides);
  return explainPair(facts, ...sides);
}

/** Refuses a question about one side, or about two places. `words` are the sides as given. */
function requireTwoSides(words: readonly [string, string], sides: readonly [string, string]): void {
  const places = [...placesByName.values()];
  if (sides[0] !== sides[1] && !sides.every((side) => places.includes(side))) return;
  throw new CallFailure(`explain ${words.join(' ')}: name two different sides, one of them a service.`);
}
