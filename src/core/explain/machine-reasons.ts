// The effect of a known machine's firewall on an answer, with the deciding rule.

import { familyNames } from '../reach/families.ts';
import { isBeyondHost, isPlace } from '../reach/places.ts';
import type { ClosedPort, Family, Reach, Way } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import { summarize } from './combine-answers.ts';
import type { Answer, ReachAnswers, Reason } from './explanation.ts';

/** Returns the places of an answer, which stay valid when the machine changes its verdict. */
function placesOf({ reasons }: Answer): Reason['at'] {
  return reasons.find(({ at }) => at.length > 0)?.at ?? [];
}

/** Returns the reason for a port that a firewall rule closes while the connection as a whole is open. */
function closedReason(answer: Answer): (closed: ClosedPort) => Reason {
  return ({ port, because }) => ({
    rule: 'M1',
    text: `in part: the machine's firewall blocks port ${port}${because === null ? '' : `: ${because}`}`,
    at: placesOf(answer),
  });
}

/** Adjusts answers to the machine of a reach; returns them unchanged when no machine is known. */
export function answersOnMachine(answers: ReachAnswers, reach: Reach, family: Family): ReachAnswers {
  const { judged } = reach.family(family);
  if (!judged) return answers;
  const { from, to } = answers;
  const machineDecides = !isBeyondHost(from) || reach.facts.get(to)?.isolation === 'open';
  const answerOnMachine = (answer: Answer, way: Way): Answer => {
    const { value, because, withoutAddress, closed = [] } = judged(way, from, to);
    // Firewall rules do not show whether an outside machine has a route.
    if (way === 'direct' && !machineDecides && value !== false) return answer;
    if (withoutAddress && answer.verdict !== false) {
      const text = `the machine has no outside ${familyNames[family]} address`;
      return { verdict: value, reasons: [{ rule: 'M1', text, at: placesOf(answer) }] };
    }
    if (value === true && closed.length > 0 && because === null)
      return { verdict: value, reasons: [...answer.reasons, ...closed.map(closedReason(answer))] };
    if (because === null) return { ...answer, verdict: value };
    const verb = value === true ? 'allows it' : value === false ? 'blocks it' : 'may block it';
    const text = `the machine's firewall ${verb}: ${because}`;
    const reason = { rule: 'M1', text, at: placesOf(answer) };
    return { verdict: value, reasons: value === answer.verdict ? [...answer.reasons, reason] : [reason] };
  };
  const toPlace = isPlace(to);
  const direct = answerOnMachine(answers.direct, 'direct');
  const viaHost = toPlace ? answers.viaHost : answerOnMachine(answers.viaHost, 'viaHost');
  const viaGateway = answers.viaGateway && answerOnMachine(answers.viaGateway, 'viaGateway');
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
