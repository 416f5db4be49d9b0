// What the firewall of a known machine makes of an answer, with the rule of it that decides.

import { isBeyondHost, isPlace } from '../reach/places.ts';
import type { Family, Reach, Way } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import { summarize } from './combine-answers.ts';
import type { Answer, ReachAnswers } from './explanation.ts';

/** The answers as they are on the machine of `reach`; as they were where none is known. */
export function onMachine(answers: ReachAnswers, reach: Reach, family: Family): ReachAnswers {
  const { judged } = reach.family(family);
  if (!judged) return answers;
  const { from, to } = answers;
  const isOwn = !isBeyondHost(from) || reach.facts.get(to)?.isolation === 'open';
  const own = (answer: Answer, way: Way): Answer => {
    const { value, because } = judged(way, from, to);
    // Whether somebody outside has a route is no question of rules.
    if (way === 'direct' && !isOwn && value !== false) return answer;
    if (because === null) return { ...answer, verdict: value };
    const verb = value === true ? 'lets it pass' : value === false ? 'stops it' : 'may stop it';
    // What the file says without the machine no longer holds; its places are still those that the answer is about.
    const at = answer.reasons.find((known) => known.at.length > 0)?.at ?? [];
    const reason = { rule: 'M1', text: `the firewall of the machine ${verb}: ${because}`, at };
    return { verdict: value, reasons: value === answer.verdict ? [...answer.reasons, reason] : [reason] };
  };
  const toPlace = isPlace(to);
  const direct = own(answers.direct, 'direct');
  const viaHost = toPlace ? answers.viaHost : own(answers.viaHost, 'viaHost');
  const viaGateway = answers.viaGateway && own(answers.viaGateway, 'viaGateway');
  const reaches = either(either(direct.verdict, viaHost.verdict), viaGateway?.verdict ?? false);
  return {
    ...answers,
    reaches,
    direct,
    viaHost,
    viaGateway,
    summary: summarize(from, to, { direct, viaHost, viaGateway }),
  };
}
