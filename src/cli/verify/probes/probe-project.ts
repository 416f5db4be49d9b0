// The probing of one project from start to end: probes in, questions asked, probes out, whatever happens in between.

import { triAnswer } from '../../../core/describe/tri.ts';
import { shellCommand } from '../../../core/quote/shell-word.ts';
import { CallFailure } from '../../call-failure.ts';
import { dockerFailure } from '../../docker/docker-command.ts';
import { compareFact, type Skipped, type Tally } from '../tally.ts';
import type { VerifyTools } from '../verify-tools.ts';
import { closedAtOnce, type Measured, measure } from './measure.ts';
import { probeNamespaces } from './namespaces.ts';
import { type ProbeSession, probeSession } from './probe-session.ts';
import {
  pairQuestions,
  type Question,
  type QuestionContext,
  serviceQuestions,
  type Unasked,
} from './questions.ts';

/** Probes the running project and adds the facts to `tally`; removes everything it started. */
export async function probeProject(
  { docker, onInterrupt }: VerifyTools,
  image: string,
  context: Omit<QuestionContext, 'probed'>,
  tally: Tally,
  report: (message: string) => void,
): Promise<void> {
  const call = ['image', 'inspect', '--format', '{{.Id}}', image];
  const found = await docker(call);
  if (found.status !== 0) {
    if (!/no such image/i.test(`${found.stderr}${found.stdout}`)) throw dockerFailure(call, found);
    throw new CallFailure(
      `no image ${image} on the Engine's machine, and verify pulls none. Run ${shellCommand(['docker', 'pull'], [image])}, name another with --probe-image, or give --no-probe.`,
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
    report(`probing ${questions.length} facts; a connection without an answer takes two seconds`);
    await askQuestions(session, questions, tally);
  } finally {
    await session.end();
    letGo();
  }
}

/** Returns every question about the running services. */
function questionsOf(context: QuestionContext, skipped: Skipped[]): readonly Question[] {
  const { reach, probed } = context;
  const questions: Question[] = [];
  const sort = (found: readonly (Question | Unasked)[]): void => {
    for (const one of found) {
      if ('why' in one) skipped.push({ fact: one.fact, reason: one.why });
      else if (one.predicted === 'unknown') skipped.push({ fact: one.fact, reason: unknownFact });
      else questions.push(one);
    }
  };
  for (const from of reach.services) {
    const source = probed.of.get(from);
    if (!source) {
      skipped.push({ fact: from, reason: 'it has no running container in a namespace of the project' });
      continue;
    }
    sort(serviceQuestions(context, from, source));
    for (const to of reach.services) {
      const target = probed.of.get(to);
      // C1: one namespace reaches itself; there is nothing between the two that could differ.
      if (to === from || !target || target === source) continue;
      sort(pairQuestions(context, { from, to, name: to, source, target }).map(({ question }) => question));
    }
  }
  return questions;
}

const unknownFact = 'the files leave it unknown';
const followUp = 'This may follow from the structure: correct its differences first, then verify again.';
const elsewhere =
  "The structure does not show why. The host's firewall, a setting of the daemon or the listening program may be the cause.";

/** Asks all questions and adds the answers to `tally`. */
async function askQuestions(
  session: ProbeSession,
  questions: readonly Question[],
  tally: Tally,
): Promise<void> {
  const advice = tally.differences.length > 0 ? followUp : elsewhere;
  const answers = await measure(session, questions);
  const measuredOf = (question: Question): Measured => answers.get(question)?.measured ?? false;
  // A service in the host's own namespace passes no firewall.
  const through = new Set(
    questions
      .filter((question) => question.from.owner !== null && measuredOf(question) === true)
      .map(({ mayBeRefusedBy }) => mayBeRefusedBy),
  );
  for (const question of questions) {
    const { fact, predicted, mayBeRefusedBy, otherwise } = question;
    const measured = measuredOf(question);
    if (measured === 'closed') {
      tally.skipped.push({ fact, reason: closedAtOnce });
      continue;
    }
    if (predicted && !measured && mayBeRefusedBy !== undefined && !through.has(mayBeRefusedBy)) {
      tally.skipped.push({ fact, reason: mayBeRefusedBy });
      continue;
    }
    const { at, text } = predicted === measured ? { at: [], text: '' } : question.reason();
    compareFact(tally, {
      fact,
      kind: 'probe',
      at,
      predicted: text === '' ? triAnswer(predicted) : `${triAnswer(predicted)} (${text})`,
      measured: triAnswer(measured),
      advice: otherwise ?? advice,
    });
  }
}
