// The reasons behind the verdicts of one pair: at its own addresses, through published ports, by name. Where the address families may
// differ, each is answered by itself, and what holds in one of them alone names it.

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
import { onMachine } from './machine-reasons.ts';
import { nameReasons } from './name-reasons.ts';
import { type PairSide, sideOf } from './pair-side.ts';
import { viaGatewayReasons, viaHostReasons } from './published-reasons.ts';

/**
 * Explains one ordered pair. Either side is an active service or a place (`reach/places.ts`), not both a place, and the
 * sides differ; `reach` is what `computeReach` made of the same topology. Anything else throws a RangeError.
 */
export function explainReach(topology: Topology, reach: Reach, from: string, to: string): ReachAnswers {
  const ipv4 = explainIn('ipv4', topology, reach, from, to);
  return reach.apart ? mergeFamilies(ipv4, explainIn('ipv6', topology, reach, from, to)) : ipv4;
}

function explainIn(family: Family, topology: Topology, reach: Reach, from: string, to: string): ReachAnswers {
  const base = baseOf(reach, topology, family);
  return cited(onMachine(answersIn(base, reach, from, to), reach, family), base.behaviour.citedRules);
}

/** The answers with the ids of reasons that hold for the Engine. */
function cited(answers: ReachAnswers, cites: EngineBehaviour['citedRules']): ReachAnswers {
  const ofFamily = ({ verdict, reasons }: Answer): Answer => ({
    verdict,
    reasons: reasons.map((reason) => ({ ...reason, rule: cites[reason.rule] ?? reason.rule })),
  });
  return {
    ...answers,
    direct: ofFamily(answers.direct),
    viaHost: ofFamily(answers.viaHost),
    viaGateway: answers.viaGateway && ofFamily(answers.viaGateway),
    resolves: ofFamily(answers.resolves),
  };
}

function answersIn(base: ReachBase, reach: Reach, from: string, to: string): ReachAnswers {
  const { family } = base;
  if (isPlace(from))
    return between(explainFromPlace(widePlace(from), required(base, to), reach.tunnels(to)), from, to);
  if (isPlace(to)) return between(explainToPlace(required(base, from), widePlace(to)), from, to);
  const source = required(base, from);
  const target = required(base, to);
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
  const named = reach.resolves(from, to);
  const resolves: Answer = { verdict: named, reasons: nameReasons(source, target, named) };
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

/** Files say the same of the LAN and of the Internet: only the firewall of a machine tells them apart. */
function widePlace(place: string): Place {
  return place === hostPlace ? hostPlace : outsidePlace;
}

function between(answers: ReachAnswers, from: string, to: string): ReachAnswers {
  return { ...answers, from, to, summary: summarize(from, to, answers) };
}

function required(base: ReachBase, name: string): PairSide {
  const side = sideOf(base, name);
  if (!side) throw new RangeError(`not an active service: ${name}`);
  return side;
}
