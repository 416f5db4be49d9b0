// Makes fixes one after another, each tried on what the ones before it left: of a project, or of all stacks of a host. One that cuts a need or
// brings a new warning is left out.

import type { Finding, Fix } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import type { HostAnalysis } from '../rules/analyze-host.ts';
import { tryFix } from './offer-host-fixes.ts';

/** A fix with the finding that it ends. */
export interface FixStep {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** A chosen fix that was not made, with the reason. */
export interface SkippedFix extends FixStep {
  readonly reason: string;
}

export interface FixResult {
  readonly after: HostAnalysis;
  readonly done: readonly FixStep[];
  readonly left: readonly SkippedFix[];
}

/** Makes, for each finding that counts, the first fix among those that `choose` picks that raises no objection, until none is left. */
export function applyFixes(before: HostAnalysis, choose: (finding: Finding) => readonly Fix[]): FixResult {
  const done: FixStep[] = [];
  const left: SkippedFix[] = [];
  // Each is tried once, so the search ends.
  const tried = new Set<string>();
  const isFresh = (step: FixStep): boolean => step.finding.suppressed === null && !tried.has(keyOf(step));
  let after = before;
  for (;;) {
    const turn = after.findings
      .map((finding) =>
        choose(finding)
          .map((fix) => ({ finding, fix }))
          .filter(isFresh),
      )
      .find(({ length }) => length > 0);
    if (!turn) return { after, done, left };
    const objections: SkippedFix[] = [];
    for (const step of turn) {
      tried.add(keyOf(step));
      const made = tryFix(after, step.finding, step.fix);
      if (typeof made === 'string') {
        objections.push({ ...step, reason: made });
        continue;
      }
      done.push(step);
      after = made;
      break;
    }
    // For a finding without a fix that was made, the objection to its first fix is kept.
    const [first] = objections;
    if (first && objections.length === turn.length) left.push(first);
  }
}

/** Returns the identity of a fix within a project or a host. */
function keyOf({ finding, fix: { operations, edits } }: FixStep): string {
  return `${finding.stack} ${fingerprint(finding)} ${JSON.stringify([operations, edits])}`;
}
