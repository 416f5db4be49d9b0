// Questions with the outside or the host at one end.

import type { Tri } from '../../compose/topology.ts';
import { either } from '../reach/rows/tri.ts';
import type { Answer, ReachAnswers, Reason } from './explanation.ts';
import { networkPaths, type Party } from './party.ts';
import { hostPlace } from './places.ts';
import { publishedReasons } from './published-reasons.ts';
import { summarize } from './summarize.ts';
import { egressReasons, fromHostReasons, toHostReasons } from './way-reasons.ts';

type Place = '@outside' | '@host';

/** Why a service reaches the outside or the host, or why not. */
export function explainToPlace(party: Party, place: Place): ReachAnswers {
  const direct: Answer =
    place === hostPlace
      ? { verdict: party.facts.toHost, reasons: toHostReasons(party) }
      : { verdict: party.facts.egress, reasons: egressReasons(party) };
  const viaHost = never('X2', 'only services publish ports');
  return finish(party.name, place, direct, viaHost, never('D8', 'it is no service and has no service name'));
}

/** Why the outside or the host reaches a service, or why not. */
export function explainFromPlace(place: Place, party: Party): ReachAnswers {
  const resolves = never('D7', 'service names exist on Docker networks only');
  if (place === hostPlace) {
    const direct: Answer = { verdict: party.facts.fromHost, reasons: fromHostReasons(party) };
    return finish(
      place,
      party.name,
      direct,
      { verdict: answersHost(party), reasons: publishedReasons(party) },
      resolves,
    );
  }
  const { publishes, publishesByProxy } = party.facts;
  const viaHost: Answer = {
    verdict: either(publishes, publishesByProxy),
    reasons: publishedReasons(party),
  };
  return finish(place, party.name, fromOutside(party), viaHost, resolves);
}

/** Whether any port that the party publishes answers on the machine itself. */
function answersHost(party: Party): Tri {
  if (party.namespace.kind === 'unknown') return 'unknown';
  return [...party.facts.ports.published, ...party.facts.ports.unread].reduce<Tri>(
    (known, { reachableFrom }) =>
      either(known, reachableFrom === 'unknown' ? 'unknown' : reachableFrom !== 'nowhere'),
    false,
  );
}

/** At the container's own address: open containers have the host's, others need a route or the wire. */
function fromOutside(party: Party): Answer {
  const { name, namespace, facts } = party;
  const at = networkPaths(party);
  if (namespace.kind === 'host') {
    const reason = {
      rule: 'O12',
      text: `${name} is open: every port it listens on is a port of the host`,
      at,
    };
    return { verdict: true, reasons: [reason] };
  }
  const reasons: Reason[] = [];
  for (const { segment, key } of namespace.endpoints) {
    const here = networkPaths(party, [key]);
    if (segment.hidden) continue;
    if (party.behaviour.everyPortOnWire && segment.othersOnWire === true) {
      reasons.push({
        rule: 'PD6',
        text: `whoever has a route to ${key} reaches every port of ${name} there`,
        at: here,
      });
    } else if (segment.external) {
      reasons.push({
        rule: 'P11',
        text: `${key} is made elsewhere; whether the outside reaches it is not known`,
        at: here,
      });
    } else if (segment.onWire) {
      reasons.push({
        rule: 'O11',
        text: `${key} puts ${name} on the physical network with all its ports`,
        at: here,
      });
    } else if (segment.answersBridges !== 'none') {
      const verb = segment.answersBridges === 'unknown' ? 'may let' : 'lets';
      reasons.push({
        rule: 'O6',
        text: `${key} ${verb} in whoever has a route to the addresses of ${name}`,
        at: here,
      });
    }
  }
  if (reasons.length > 0) return { verdict: 'unknown', reasons };
  if (namespace.kind === 'unknown') return { verdict: facts.fromOutside, reasons: publishedReasons(party) };
  return {
    verdict: false,
    reasons: [{ rule: 'O4', text: `nothing outside has a route to the addresses of ${name}`, at }],
  };
}

function never(rule: string, text: string): Answer {
  return { verdict: false, reasons: [{ rule, text, at: [] }] };
}

function finish(from: string, to: string, direct: Answer, viaHost: Answer, resolves: Answer): ReachAnswers {
  const reaches = either(direct.verdict, viaHost.verdict);
  return { from, to, reaches, direct, viaHost, resolves, summary: summarize(from, to, direct, viaHost) };
}
