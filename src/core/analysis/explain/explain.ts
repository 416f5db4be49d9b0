// Answers 'why does A reach B, or why not?' with the lines of the file that make it so. The verdicts are those of `Reach`;
// this adds the reasons, ways through proxies, and what taking over others would open.

import type { Topology } from '../../compose/topology.ts';
import type { Evidence, Reach } from '../reach/reach-model.ts';
import type { HostSockets } from '../rules/facts/runtime-sockets.ts';
import { explainReach } from './explain-reach.ts';
import type { Answer, Explanation, ReachAnswers } from './explanation.ts';
import { pivotAnswer } from './pivot-answer.ts';
import { outsidePlace } from './places.ts';
import { proxiedAnswer } from './proxied-answer.ts';

/**
 * Explains one ordered pair. Either side is an active service or a place (`explain/places.ts`), not both a place, and the
 * sides differ; `reach` is what `computeReach` made of the same topology, `sockets` are those that the file passes
 * to containers (`hostSockets`). Anything else throws a RangeError.
 */
export function explain(
  topology: Topology,
  reach: Reach,
  from: string,
  to: string,
  sockets?: HostSockets,
): Explanation {
  const answers = explainReach(topology, reach, from, to);
  const proxied = proxiedAnswer(topology, reach, from, to);
  const pivot = answers.reaches === true ? null : pivotAnswer(topology, reach, from, to, sockets);
  const evidence = evidenceOf(reach, [from, to]);
  const mark = evidence === 'documentation' ? ' (by documentation, not measured)' : '';
  const summary = from === outsidePlace ? outsideSummary(answers, proxied) : answers.summary;
  return { ...answers, summary: summary + mark, proxied, pivot, evidence };
}

/** Who only a proxy leads to is not called out of reach. */
function outsideSummary({ reaches, summary, to }: ReachAnswers, proxied: Answer | null): string {
  const [first] = proxied?.reasons ?? [];
  if (!first || !proxied || proxied.verdict === false || reaches === true) return summary;
  const verdict =
    proxied.verdict === true ? 'the outside reaches' : 'it is not known whether the outside reaches';
  return `${verdict} ${to} through a proxy: ${first.text}`;
}

/** A pair is known no better than either of its sides. */
function evidenceOf(reach: Reach, sides: readonly string[]): Evidence {
  const doubtful = sides.some((side) => reach.facts.get(side)?.evidence === 'documentation');
  return doubtful ? 'documentation' : 'measured';
}
