// The reasons behind the verdicts of one pair: at its own addresses, through published ports, by name.

import type { Topology } from '../../compose/topology.ts';
import { baseOf } from '../reach/compute-reach.ts';
import type { ReachBase } from '../reach/reach-base.ts';
import type { Reach } from '../reach/reach-model.ts';
import { either } from '../reach/rows/tri.ts';
import { directReasons } from './direct-reasons.ts';
import { explainFromPlace, explainToPlace } from './explain-place.ts';
import type { Answer, ReachAnswers } from './explanation.ts';
import { nameReasons } from './name-reasons.ts';
import { type Party, partyOf } from './party.ts';
import { hostPlace, outsidePlace } from './places.ts';
import { summarize } from './summarize.ts';
import { viaHostReasons } from './via-host-reasons.ts';

/**
 * Explains one ordered pair. Either side is an active service or a place (`explain/places.ts`), not both a place, and the
 * sides differ; `reach` is what `computeReach` made of the same topology. Anything else throws a RangeError.
 */
export function explainReach(topology: Topology, reach: Reach, from: string, to: string): ReachAnswers {
  const base = baseOf(reach, topology);
  if (from === outsidePlace || from === hostPlace) return explainFromPlace(from, required(base, to));
  if (to === outsidePlace || to === hostPlace) return explainToPlace(required(base, from), to);
  const source = required(base, from);
  const target = required(base, to);
  if (source.service === target.service) throw new RangeError(`the same service twice: ${from}`);

  const pair = reach.pair(from, to);
  const direct: Answer = { verdict: pair.direct, reasons: directReasons(source, target, base.family) };
  const viaHost: Answer = {
    verdict: pair.viaHost,
    reasons: viaHostReasons(source, target, pair.viaHost, base.behaviour),
  };
  const resolves: Answer = { verdict: pair.resolves, reasons: nameReasons(source, target, pair.resolves) };
  const reaches = either(direct.verdict, viaHost.verdict);
  return { from, to, reaches, direct, viaHost, resolves, summary: summarize(from, to, direct, viaHost) };
}

function required(base: ReachBase, name: string): Party {
  const party = partyOf(base, name);
  if (!party) throw new RangeError(`not an active service: ${name}`);
  return party;
}
