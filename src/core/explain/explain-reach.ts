// The reasons behind the verdicts of one pair: at its own addresses, through published ports, by name. When the address families may
// differ, each is explained separately; a reason that holds in only one family names it.

import type { Topology } from '../compose/topology.ts';
import { baseOf } from '../reach/compute-reach.ts';
import type { EngineBehaviour } from '../reach/networks/engine-behaviour.ts';
import { hostPlace, isPlace, outsidePlace } from '../reach/places.ts';
import type { ReachBase } from '../reach/reach-base.ts';
import type { Family, Reach } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import { mergeFamilies, summarize } from './combine-answers.ts';
import { directReasons } from './direct-reasons.ts';
import { explainFromPlace, explainToPlace, type Place } from './explain-place.ts';
import type { Answer, ReachAnswers } from './explanation.ts';
import { answersOnMachine } from './machine-reasons.ts';
import { nameReasons } from './name-reasons.ts';
import { type PairSide, sideOf } from './pair-side.ts';
import { viaGatewayReasons, viaHostReasons } from './published-reasons.ts';

/**
 * Explains one ordered pair. Each side is an active service or a place (`reach/places.ts`); the sides differ and at most one is a place.
 * `reach` comes from `computeReach` on the same topology. Anything else throws a RangeError.
 */
export function explainReach(topology: Topology, reach: Reach, from: string, to: string): ReachAnswers {
  const ipv4 = explainIn('ipv4', topology, reach, from, to);
  return reach.apart ? mergeFamilies(ipv4, explainIn('ipv6', topology, reach, from, to)) : ipv4;
}

function explainIn(family: Family, topology: Topology, reach: Reach, from: string, to: string): ReachAnswers {
  const base = baseOf(reach, topology, family);
  return withEngineRules(
    answersOnMachine(answersIn(base, reach, from, to), reach, family),
    base.behaviour.citedRules,
  );
}

/** Replaces the rule ids of the reasons by those of the predicted Engine. */
function withEngineRules(answers: ReachAnswers, engineRules: EngineBehaviour['citedRules']): ReachAnswers {
  const withEngineIds = ({ verdict, reasons }: Answer): Answer => ({
    verdict,
    reasons: reasons.map((reason) => ({ ...reason, rule: engineRules[reason.rule] ?? reason.rule })),
  });
  return {
    ...answers,
    direct: withEngineIds(answers.direct),
    viaHost: withEngineIds(answers.viaHost),
    viaGateway: answers.viaGateway && withEngineIds(answers.viaGateway),
    resolves: withEngineIds(answers.resolves),
  };
}

function answersIn(base: ReachBase, reach: Reach, from: string, to: string): ReachAnswers {
  const { family } = base;
  if (isPlace(from))
    return withEnds(
      explainFromPlace(placeInFiles(from), requiredSide(base, to), reach.tunnels(to)),
      from,
      to,
    );
  if (isPlace(to)) return withEnds(explainToPlace(requiredSide(base, from), placeInFiles(to)), from, to);
  const source = requiredSide(base, from);
  const target = requiredSide(base, to);
  if (source.service === target.service) throw new RangeError(`the same service twice: ${from}`);

  const pair = reach.family(family);
  const direct: Answer = { verdict: pair.direct(from, to), reasons: directReasons(source, target) };
  const overHost = pair.viaHost(from, to);
  const viaHost: Answer = {
    verdict: overHost,
    reasons: viaHostReasons(source, target, overHost),
  };
  const atGateway = pair.viaGateway(from, to);
  const viaGateway: Answer | null =
    overHost === true || atGateway === false
      ? null
      : { verdict: atGateway, reasons: viaGatewayReasons(source, target, atGateway) };
  const resolved = reach.resolves(from, to);
  const resolves: Answer = { verdict: resolved, reasons: nameReasons(source, target, resolved) };
  const reaches = either(either(direct.verdict, viaHost.verdict), viaGateway?.verdict ?? false);
  return {
    from,
    to,
    reaches,
    direct,
    viaHost,
    viaGateway,
    resolves,
    summary: summarize(from, to, { direct, viaHost, viaGateway }),
  };
}

/** Maps the LAN and the Internet to the outside: files do not distinguish them, only a machine's firewall does. */
function placeInFiles(place: string): Place {
  return place === hostPlace ? hostPlace : outsidePlace;
}

function withEnds(answers: ReachAnswers, from: string, to: string): ReachAnswers {
  return { ...answers, from, to, summary: summarize(from, to, answers) };
}

function requiredSide(base: ReachBase, name: string): PairSide {
  const side = sideOf(base, name);
  if (!side) throw new RangeError(`not an active service: ${name}`);
  return side;
}
