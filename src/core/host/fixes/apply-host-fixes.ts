// Makes fixes of findings on all stacks of a host, one after another, each checked by what it leads to in every stack.

import type { Finding, Fix } from '../../findings/finding.ts';
import { keyOfFix, type MadeInTurn, makeInTurn } from '../../fixes/make-in-turn.ts';
import type { HostAnalysis } from '../analyze-host.ts';
import type { HostFinding } from '../host-rule.ts';
import { tryHostFix } from './offer-host-fixes.ts';

/** A fix and the finding that it ends, with the stack whose file that stands in. */
export interface HostFixStep extends HostFinding {
  readonly fix: Fix;
}

interface HostFixResult extends Pick<MadeInTurn<HostFixStep, HostAnalysis>, 'done' | 'left'> {
  readonly after: HostAnalysis;
}

/** For each finding that counts, makes the first of the fixes that `choose` picks to which there is no objection, until none is left. */
export function applyHostFixes(
  before: HostAnalysis,
  choose: (finding: Finding) => readonly Fix[],
): HostFixResult {
  const { state, done, left } = makeInTurn<HostFixStep, HostAnalysis>(before, {
    stepsOf: ({ findings }) => findings.map((one) => choose(one.finding).map((fix) => ({ ...one, fix }))),
    make: (state, step) => tryHostFix(state, step, step.fix),
    keyOf: (step) => `${step.stack} ${keyOfFix(step)}`,
  });
  return { after: state, done, left };
}
