// Facts that were compared: how many, which differ, and which could not be asked.

import type { Path } from '../../core/yaml/tree.ts';

export interface Difference {
  /** `network back internal`, `web -> db direct`, … */
  readonly fact: string;
  /** `structure`: how the Engine was configured; `probe`: what a connection or look-up found. */
  readonly kind: 'structure' | 'probe';
  /** Path in the merged model: what the prediction rests on. */
  readonly at: Path;
  readonly predicted: string;
  readonly measured: string;
  readonly advice: string;
}

export interface Skipped {
  readonly fact: string;
  readonly reason: string;
}

export interface Tally {
  readonly differences: Difference[];
  readonly skipped: Skipped[];
  compared: { structure: number; probe: number };
}

/** A tally of nothing yet. */
export function emptyTally(): Tally {
  return { differences: [], skipped: [], compared: { structure: 0, probe: 0 } };
}

/** Counts one fact, and keeps it where prediction and measurement differ. */
export function compareFact(tally: Tally, fact: Difference): void {
  tally.compared[fact.kind]++;
  if (fact.predicted !== fact.measured) tally.differences.push(fact);
}
