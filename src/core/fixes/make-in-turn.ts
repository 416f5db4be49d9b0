// Fixes one after another, each tried on what the ones before it left: of a project, or of all stacks of a host.

import type { Finding, Fix } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';

/** A fix and the finding that it ends. */
interface Step {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** Why a chosen fix was not made. */
interface Objection {
  readonly reason: string;
}

export interface MadeInTurn<One extends Step, State> {
  readonly state: State;
  readonly done: readonly One[];
  /** Fixes that were chosen and not made, each with the reason. */
  readonly left: readonly (One & Objection)[];
}

interface Work<One extends Step, State> {
  /** The fixes to choose from, finding by finding. */
  stepsOf(state: State): readonly (readonly One[])[];
  /** What a fix leads to; in words why it is not made. */
  make(state: State, step: One): State | string;
  /** The identity of a fix: each is tried once, so the search ends. */
  keyOf(step: One): string;
}

/** The identity of a fix within a project. */
export function keyOfFix({ finding, fix: { operations, edits } }: Step): string {
  return `${fingerprint(finding)} ${JSON.stringify([operations, edits])}`;
}

/** For each finding that counts, makes the first of its fixes to which there is no objection, until none is left. */
export function makeInTurn<One extends Step, State extends object>(
  start: State,
  { stepsOf, make, keyOf }: Work<One, State>,
): MadeInTurn<One, State> {
  const done: One[] = [];
  const left: (One & Objection)[] = [];
  const tried = new Set<string>();
  const isFresh = (step: One): boolean => step.finding.suppressed === null && !tried.has(keyOf(step));
  let state = start;
  for (;;) {
    const turn = stepsOf(state)
      .map((steps) => steps.filter(isFresh))
      .find(({ length }) => length > 0);
    if (!turn) return { state, done, left };
    const objections: (One & Objection)[] = [];
    for (const step of turn) {
      tried.add(keyOf(step));
      const made = make(state, step);
      if (typeof made === 'string') {
        objections.push({ ...step, reason: made });
        continue;
      }
      done.push(step);
      state = made;
      break;
    }
    // For a finding without a fix that was made, the objection to its first fix is kept.
    const [first] = objections;
    if (first && objections.length === turn.length) left.push(first);
  }
}
