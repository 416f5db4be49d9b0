// Why one side reaches another, asked by names as people give them: for `explain` and for the library.

import { hostSockets } from '../../core/blast/runtime-sockets.ts';
import type { Topology } from '../../core/compose/topology.ts';
import { explain } from '../../core/explain/explain.ts';
import type { Explanation } from '../../core/explain/explanation.ts';
import { computeReach } from '../../core/reach/compute-reach.ts';
import { placeWords } from '../../core/reach/places.ts';
import type { Reach } from '../../core/reach/reach-model.ts';
import { CallFailure } from '../call-failure.ts';
import type { LoadedProject } from '../input/load-project.ts';
import { noSuchService } from './known-names.ts';

/** `word` as a side of the question: an active service, else a place. */
function sideOf(topology: Topology, reach: Reach, word: string): string {
  if (reach.facts.has(word)) return word;
  if (topology.services.has(word)) {
    throw new CallFailure(
      `${word}: takes no part (profile, provider or scale 0). Add --profile, or ask about another.`,
    );
  }
  const place = placeWords.get(word);
  if (place !== undefined) return place;
  throw unknownSide(word, reach.services);
}

/** The failure of a question about `word`, which is neither a place nor one of `services`. */
export function unknownSide(word: string, services: readonly string[]): CallFailure {
  return new CallFailure(noSuchService(word, services, [...placeWords.keys()]), 'unknown-name');
}

/** The explanation of a pair, each side an active service or a place. */
export function explainSides(
  { workspace, reachOptions }: LoadedProject,
  from: string,
  to: string,
): Explanation {
  const { topology } = workspace;
  const reach = computeReach(topology, reachOptions);
  const source = sideOf(topology, reach, from);
  const target = sideOf(topology, reach, to);
  demandTwoSides([from, to], [source, target]);
  return explain(topology, reach, source, target, hostSockets(workspace));
}

/** Refuses a question about one side, or about two places; `words` are the sides as given. */
export function demandTwoSides(words: readonly [string, string], sides: readonly [string, string]): void {
  const places = [...placeWords.values()];
  if (sides[0] !== sides[1] && !sides.every((side) => places.includes(side))) return;
  throw new CallFailure(`explain ${words.join(' ')}: name two different sides, one of them a service.`);
}
