// What the analyzer says of some services of a host, as facts with the keys that `measure` uses.

import type { Family } from '../../src/core/analysis/reach/reach-model.ts';
import type { HostAnalysis } from '../../src/core/host/analyze-host.ts';
import { type Facts, namesAnswer, namesKey } from './measure.ts';
import { reachFacts } from './predict.ts';

/** What is asked about a host. */
export interface HostQuestions {
  readonly words: readonly string[];
  readonly families: readonly Family[];
}

/** The facts of the services that are `asked`, and of pairs of them, and who answers to each of the words. */
export function hostFacts(
  { reach, names }: HostAnalysis,
  { words, families }: HostQuestions,
  asked: (service: string) => boolean,
): Facts {
  const services = reach.services.filter(asked);
  const others = reach.services.filter((service) => !asked(service));
  const facts = new Map(
    [...reachFacts(reach, families)].filter(
      ([fact]) => !others.some((other) => fact.startsWith(`${other} `) || fact.includes(` -> ${other} `)),
    ),
  );
  for (const service of services) {
    for (const word of words) {
      const answer = names.answers(service, word);
      facts.set(namesKey(service, word), answer === 'unknown' ? answer : namesAnswer(answer));
    }
  }
  return facts;
}
