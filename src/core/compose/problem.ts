// What is wrong with a file as such: it cannot be read, or Docker Compose refuses it.

import type { Path } from '../yaml/tree.ts';

/** `unreadable`: no model can be made (exit 2, the last good picture stays). `rejected`: Compose refuses, we still model it (CN601). `notice`: shown, not wrong. */
export type ProblemKind = 'unreadable' | 'rejected' | 'notice';

/** One problem. `offset` is into the text where the parser knows it; else the place is found by `path`. */
export interface Problem {
  readonly kind: ProblemKind;
  /** Stable word for tests and machines, such as `undefined-network`. */
  readonly code: string;
  /** What is wrong, without file and line. */
  readonly message: string;
  /** What to do about it. */
  readonly advice: string;
  readonly path: Path;
  readonly offset: number | null;
}
