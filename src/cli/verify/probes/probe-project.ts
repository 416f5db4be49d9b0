// The probing of one project from start to end: probes in, questions asked, probes out, whatever happens in between.

import { CallFailure } from '../../call-failure.ts';
import type { Tally } from '../tally.ts';
import type { VerifyTools } from '../verify-tools.ts';
import { askQuestions } from './ask-questions.ts';
import { probeNamespaces } from './namespaces.ts';
import { probeSession } from './probe-session.ts';
import type { QuestionContext } from './question.ts';
import { questionsOf } from './questions.ts';

/** Probes what runs and adds the facts to `tally`; nothing that it started is left. */
export async function probeProject(
  { docker, onInterrupt }: VerifyTools,
  image: string,
  context: Omit<QuestionContext, 'probed'>,
  tally: Tally,
  tell: (message: string) => void,
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
    tell(`asking ${questions.length} questions; connections that nobody answers take two seconds each`);
    await askQuestions(session, questions, tally);
  } finally {
    await session.end();
    letGo();
  }
}
