// The probing of one project from start to end: probes in, questions asked, probes out, whatever happens in between.

import { CallFailure } from '../../call-failure.ts';
import type { Skipped, Tally } from '../tally.ts';
import type { VerifyTools } from '../verify-tools.ts';
import { askQuestions } from './ask-questions.ts';
import { probeNamespaces } from './namespaces.ts';
import { pairQuestions } from './pair-questions.ts';
import { probeSession } from './probe-session.ts';
import type { Question, QuestionContext, Unasked } from './question.ts';
import { serviceQuestions } from './service-questions.ts';

/** Probes what runs and adds the facts to `tally`; nothing that it started is left. */
export async function probeProject(
  { docker, onInterrupt }: VerifyTools,
  image: string,
  context: Omit<QuestionContext, 'probed'>,
  tally: Tally,
  report: (message: string) => void,
): Promise<void> {
  const { status } = await docker(['image', 'inspect', '--format', '{{.Id}}', image]);
  if (status !== 0) {
    throw new CallFailure(
      `no image ${image} on the Engine's machine, and verify fetches none. Run docker pull ${image}, name another with --probe-image, or give --no-probe.`,
    );
  }
  let stopped = false;
  const letGo = onInterrupt(() => {
    stopped = true;
  });
  const session = probeSession(docker, image, () => stopped);
  try {
    const probed = await probeNamespaces(session, context.deployment, context.reach.services);
    const questions = questionsOf({ ...context, probed }, tally.skipped);
    report(`asking ${questions.length} questions; connections that nobody answers take two seconds each`);
    await askQuestions(session, questions, tally);
  } finally {
    await session.end();
    letGo();
  }
}

/** Every question about the services that run. */
function questionsOf(context: QuestionContext, skipped: Skipped[]): readonly Question[] {
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
