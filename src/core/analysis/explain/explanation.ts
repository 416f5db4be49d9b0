// The shape of an answer to 'why?'. No computation here.

import type { Tri } from '../../compose/topology.ts';
import type { Path } from '../../yaml/tree.ts';

/** One fact that an answer rests on: the rule of the specification, plain words, and where the file says it. */
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

/** Why one side reaches the other, or why it cannot. */
export interface Explanation {
  readonly from: string;
  readonly to: string;
  readonly reaches: Tri;
  /** At the other's own addresses. */
  readonly direct: Answer;
  /** Through a port published on the host. */
  readonly viaHost: Answer;
  readonly resolves: Answer;
  /** One sentence for people. */
  readonly summary: string;
}
