// What is asked of a running project; what cannot be asked is kept with the reason.

import type { Skipped } from '../tally.ts';
import { pairQuestions } from './pair-questions.ts';
import type { Question, QuestionContext, Unasked } from './question.ts';
import { serviceQuestions } from './service-questions.ts';

/** Every question about the services that run. */
export function questionsOf(context: QuestionContext, skipped: Skipped[]): readonly Question[] {
  const { reach, probed } = context;
  const questions: Question[] = [];
  const sort = (found: readonly (Question | Unasked)[]): void => {
    for (const one of found) {
      if ('why' in one) skipped.push({ fact: one.fact, reason: one.why });
      else questions.push(one);
    }
  };
  for (const from of reach.services) {
    const source = probed.of.get(from);
    if (!source) {
      skipped.push({ fact: from, reason: 'no running container of it in a namespace of the project' });
      continue;
    }
    sort(serviceQuestions(context, from, source));
    for (const to of reach.services) {
      const target = probed.of.get(to);
      // C1: one namespace reaches itself; there is nothing between the two that could differ.
      if (to === from || !target || target === source) continue;
      sort(pairQuestions(context, { from, to, source, target }));
    }
  }
  return questions;
}
