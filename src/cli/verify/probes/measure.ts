// Asking: the questions of one namespace together, and what came back.

import type { ProbedNamespace } from './namespaces.ts';
import { inParallel, type ProbeSession } from './probe-session.ts';
import type { Question } from './questions.ts';

/** A measured answer; `closed` means accepted and then closed, which shows nothing more. */
export type Measured = boolean | 'closed';

export const closedAtOnce =
  "the host's proxy accepted the connection and closed it at once, so it is unknown whether anything answers behind it";

export interface Given {
  readonly measured: Measured;
  /** The targets that accepted a connection, or the addresses that a name resolved to. */
  readonly answered: readonly string[];
}

/** Asks all questions. An answer that differs from the prediction is asked for again, since a busy machine may be late. */
export async function measure(
  session: ProbeSession,
  questions: readonly Question[],
): Promise<ReadonlyMap<Question, Given>> {
  const first = await answersTo(session, questions);
  const surprising = questions.filter((question) => first.get(question)?.measured !== question.predicted);
  return new Map([...first, ...(await answersTo(session, surprising))]);
}

async function answersTo(
  session: ProbeSession,
  questions: readonly Question[],
): Promise<ReadonlyMap<Question, Given>> {
  const groups = new Map<ProbedNamespace, Question[]>();
  for (const question of questions) {
    const group = groups.get(question.from);
    if (group) group.push(question);
    else groups.set(question.from, [question]);
  }
  const answers = new Map<Question, Given>();
  await inParallel([...groups], ([namespace, group]) => answerGroup(session, namespace, group, answers));
  return answers;
}

async function answerGroup(
  session: ProbeSession,
  { probe, hosts }: ProbedNamespace,
  group: readonly Question[],
  answers: Map<Question, Given>,
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
      const answered = ask.targets.filter((target) => open.has(target));
      const closed = ask.proxied && answered.length > 0 && !answered.some((one) => open.get(one) === 'open');
      answers.set(question, { measured: closed ? 'closed' : answered.length > 0, answered });
      continue;
    }
    const inHosts = hosts.get(ask.name);
    const answered = inHosts === undefined ? (found.get(ask.name) ?? []) : [inHosts];
    answers.set(question, {
      measured: answered.some((address) => ask.addresses.includes(address)),
      answered,
    });
  }
}
