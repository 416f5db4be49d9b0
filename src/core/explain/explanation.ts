// The shape of an answer to 'why?'. No computation here.

import type { Tri } from '../compose/topology.ts';
import type { PairSeen } from '../host/host-observed.ts';
import type { Evidence } from '../reach/reach-model.ts';
import type { Path } from '../yaml/tree.ts';

/** One fact that an answer rests on: the rule of the specification, plain words, and where it stands in the file. */
export interface Reason {
  readonly rule: string;
  readonly text: string;
  readonly at: readonly Path[];
}

export interface Answer {
  readonly verdict: Tri;
  /** Why, or every reason why not. Never empty. */
  readonly reasons: readonly Reason[];
}

/** Why one side reaches the other by itself, or why it cannot. */
export interface ReachAnswers {
  readonly from: string;
  readonly to: string;
  readonly reaches: Tri;
  /** At the other's own addresses. */
  readonly direct: Answer;
  /** Through a port published on the host. */
  readonly viaHost: Answer;
  /** Through such a port at the address of a bridge that the first is on (X5); null where that adds nothing to `viaHost`. */
  readonly viaGateway: Answer | null;
  readonly resolves: Answer;
  /** One sentence for people. */
  readonly summary: string;
}

/** Everything known of a pair. */
export interface Explanation extends ReachAnswers {
  /** Through reverse proxies that labels speak of; an inference, and no part of `reaches`. Null where none does. */
  readonly proxied: Answer | null;
  /**
   * Beside the network: by a socket in what both mount (T6). An inference, and no part of `reaches`. Null where the two share nothing that may
   * hold one.
   */
  readonly beside: Answer | null;
  /**
   * Whether it is reached by who takes over the containers between, hop by hop (T1), and what is no pivot but transit (T4).
   * Null where it is reached at once.
   */
  readonly pivot: Answer | null;
  /** `documentation`: the verdicts were not measured on such an Engine or network. */
  readonly evidence: Evidence;
  /** What was seen between the two, whatever the files say; absent where no record of it was given. */
  readonly seen?: PairSeen;
}
