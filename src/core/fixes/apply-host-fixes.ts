// Makes fixes of findings on all stacks of a host, one after another, each checked by what it leads to in every stack.

import type { Finding, Fix } from '../findings/finding.ts';
import type { HostAnalysis } from '../rules/analyze-host.ts';
import type { FixStep } from './apply-fixes.ts';
import { keyOfFix, type MadeInTurn, makeInTurn } from './make-in-turn.ts';
import { tryHostFix } from './offer-host-fixes.ts';

interface HostFixResult extends Pick<MadeInTurn<FixStep, HostAnalysis>, 'done' | 'left'> {
  readonly after: HostAnalysis;
}

/** For each finding that counts, makes the first of the fixes that `choose` picks to which there is no objection, until none is left. */
export function applyHostFixes(
  before: HostAnalysis,
  choose: (finding: Finding) => readonly Fix[],
): HostFixResult {
  const { state, done, left } = makeInTurn<FixStep, HostAnalysis>(before, {
    stepsOf: ({ findings }) => findings.map((finding) => choose(finding).map((fix) => ({ finding, fix }))),
    make: (state, step) => tryHostFix(state, step.finding, step.fix),
    keyOf: (step) => `${step.finding.stack} ${keyOfFix(step)}`,
  });
  return { after: state, done, left };
}
