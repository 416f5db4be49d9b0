// What the firewall of a known machine makes of an answer, with the rule of it that decides.

import { familyNames } from '../reach/families.ts';
import { isBeyondHost, isPlace } from '../reach/places.ts';
import type { ClosedPort, Family, Reach, Way } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import { summarize } from './combine-answers.ts';
import type { Answer, ReachAnswers, Reason } from './explanation.ts';

/** What the file says without the machine no longer holds; its places are still those that the answer is about. */
function placesIn({ reasons }: Answer): Reason['at'] {
  return reasons.find(({ at }) => at.length > 0)?.at ?? [];
}

/** What a rule closes of a way that is there. */
function closedReason(answer: Answer): (closed: ClosedPort) => Reason {
  return ({ port, because }) => ({
    rule: 'M1',
    text: `in part: the firewall of the machine stops port ${port}${because === null ? '' : `: ${because}`}`,
    at: placesIn(answer),
  });
}

/** The answers as they are on the machine of `reach`; as they were where none is known. */
export function onMachine(answers: ReachAnswers, reach: Reach, family: Family): ReachAnswers {
  const { judged } = reach.family(family);
  if (!judged) return answers;
  const { from, to } = answers;
  const isOwn = !isBeyondHost(from) || reach.facts.get(to)?.isolation === 'open';
  const own = (answer: Answer, way: Way): Answer => {
    const { value, because, withoutAddress, closed = [] } = judged(way, from, to);
    // Whether somebody outside has a route is no question of rules.
    if (way === 'direct' && !isOwn && value !== false) return answer;
    if (withoutAddress && answer.verdict !== false) {
      const text = `the machine has no ${familyNames[family]} address outside`;
      return { verdict: value, reasons: [{ rule: 'M1', text, at: placesIn(answer) }] };
    }
    if (value === true && closed.length > 0 && because === null)
      return { verdict: value, reasons: [...answer.reasons, ...closed.map(closedReason(answer))] };
    if (because === null) return { ...answer, verdict: value };
    const verb = value === true ? 'lets it pass' : value === false ? 'stops it' : 'may stop it';
    const text = `the firewall of the machine ${verb}: ${because}`;
    const reason = { rule: 'M1', text, at: placesIn(answer) };
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
