// The types of an explanation, without any computation.

import type { Tri } from '../compose/topology.ts';
import type { PairSeen } from '../host/host-observed.ts';
import type { Evidence } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';

/** One fact behind an answer: the rule id, the text, and its places in the file. */
export interface Reason {
  readonly rule: string;
  readonly text: string;
  readonly at: readonly Path[];
}

export interface Answer {
  readonly verdict: Tri;
  /** The reasons for the verdict: why, or every reason why not. Never empty. */
  readonly reasons: readonly Reason[];
}

/** The answers about one pair: why one side reaches the other, or why it cannot. */
export interface ReachAnswers {
  readonly from: string;
  readonly to: string;
  readonly reaches: Tri;
  /** The answer for the other side's own addresses. */
  readonly direct: Answer;
  /** The answer for ports published on the host. */
  readonly viaHost: Answer;
  /** The answer for published ports at the address of a bridge that the first side is on (X5); null when it adds nothing to `viaHost`. */
  readonly viaGateway: Answer | null;
  readonly resolves: Answer;
  /** A one-sentence summary. */
  readonly summary: string;
}

/** Everything known about a pair. */
export interface Explanation extends ReachAnswers {
  /** The answer through reverse proxies, inferred from labels and not part of `reaches`; null without such a proxy. */
  readonly proxied: Answer | null;
  /**
   * The answer through a socket in a shared mount (T6), inferred and not part of `reaches`; null when the two share nothing that may hold a
   * socket.
   */
  readonly beside: Answer | null;
  /**
   * The answer for an attacker who takes over the containers in between, hop by hop (T1), with any transit (T4). Null when the target is
   * reached directly.
   */
  readonly pivot: Answer | null;
  /** `documentation` when the verdicts were not measured on such an Engine or network. */
  readonly evidence: Evidence;
  /** The recorded connections between the two; absent without a record. */
  readonly seen?: PairSeen;
}
