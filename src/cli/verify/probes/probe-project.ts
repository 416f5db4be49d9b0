// The probing of one project from start to end: probes in, questions asked, probes out, whatever happens in between.

import { shellCommand } from '../../../core/text/shell-word.ts';
import { CallFailure } from '../../call-failure.ts';
import { dockerFailure } from '../../docker/docker-command.ts';
import { compareFact, type Skipped, type Tally } from '../tally.ts';
import type { VerifyTools } from '../verify-tools.ts';
import { type ProbedNamespace, probeNamespaces } from './namespaces.ts';
import { inParallel, type ProbeSession, probeSession } from './probe-session.ts';
import {
  pairQuestions,
  type Question,
  type QuestionContext,
  serviceQuestions,
  type Unasked,
} from './questions.ts';

/** Probes what runs and adds the facts to `tally`; nothing that it started is left. */
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
      `no image ${image} on the Engine's machine, and verify fetches none. Run ${shellCommand(['docker', 'pull', image])}, name another with --probe-image, or give --no-probe.`,
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

const followUp = 'This may follow from the structure: put its differences right first, then verify again.';
const closedAtOnce =
  "accepted by the host's proxy, and closed at once: whether anything answers behind it is not to be seen";
const elsewhere =
  'The structure does not show why. A firewall of the host, a switch of the daemon or the program that listens may decide.';

/** `closed`: accepted, and nothing more is known. */
type Measured = boolean | 'closed';

/**
 * Asks everything, the questions of one namespace together, and adds it to `tally`. Where an answer is not the predicted one it is asked
 * for once more: a busy machine may be late, a real difference stays.
 */
async function askQuestions(
  session: ProbeSession,
  questions: readonly Question[],
  tally: Tally,
): Promise<void> {
  const advice = tally.differences.length > 0 ? followUp : elsewhere;
  const first = await answersTo(session, questions);
  const surprising = questions.filter((question) => first.get(question) !== question.predicted);
  const second = await answersTo(session, surprising);
  const measuredOf = (question: Question): Measured => second.get(question) ?? first.get(question) ?? false;
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
      predicted: text === '' ? yesNo(predicted) : `${yesNo(predicted)} (${text})`,
      measured: yesNo(measured),
      advice: otherwise ?? advice,
    });
  }
}

function yesNo(answer: boolean): string {
  return answer ? 'yes' : 'no';
}

async function answersTo(
  session: ProbeSession,
  questions: readonly Question[],
): Promise<ReadonlyMap<Question, Measured>> {
  const groups = new Map<ProbedNamespace, Question[]>();
  for (const question of questions) {
    const group = groups.get(question.from);
    if (group) group.push(question);
    else groups.set(question.from, [question]);
  }
  const answers = new Map<Question, Measured>();
  await inParallel([...groups], ([namespace, group]) => answerGroup(session, namespace, group, answers));
  return answers;
}

async function answerGroup(
  session: ProbeSession,
  { probe, hosts }: ProbedNamespace,
  group: readonly Question[],
  answers: Map<Question, Measured>,
): Promise<void> {
  const targets = new Set(group.flatMap(({ ask }) => (ask.kind === 'connect' ? ask.targets : [])));
  const names = new Set(
    group.flatMap(({ ask }) =>
      ask.kind === 'look-up' && ask.addresses.length > 0 && !hosts.has(ask.name) ? [ask.name] : [],
    ),
  );
  const open = await session.connect(probe, [...targets]);
  const found = await session.lookUp(probe, [...names]);
  for (const question of group) {
    const { ask } = question;
    if (ask.kind === 'connect') {
      const accepted = ask.targets.map((target) => open.get(target)).filter((one) => one !== undefined);
      const closed = ask.proxied && accepted.length > 0 && !accepted.includes('open');
      answers.set(question, closed ? 'closed' : accepted.length > 0);
      continue;
    }
    const inHosts = hosts.get(ask.name);
    const given = inHosts === undefined ? (found.get(ask.name) ?? []) : [inHosts];
    answers.set(
      question,
      given.some((address) => ask.addresses.includes(address)),
    );
  }
}
