import { useLayoutEffect, useState } from 'react';
import type { Workspace } from '../../../core/compose/workspace/workspace.ts';
import type { Finding, Fix } from '../../../core/findings/finding.ts';
import { offeredFixes } from '../../../core/fixes/offer-fixes.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';
import { longestTask, yieldToMain } from '../../state/large/large.ts';
import type { ShownProject } from '../../state/session/use-project.ts';

/** The valid fixes of each finding; a finding without a trial yet has no entry. */
export type OfferedFixes = ReadonlyMap<Finding, readonly Fix[]>;

const nothing: OfferedFixes = new Map();

/** Tries the fixes of one finding after another, in tasks, and passes all results so far to `done`. */
async function tryInTasks(
  workspace: Workspace,
  analysis: Analysis,
  findings: readonly Finding[],
  signal: AbortSignal,
  done: (offered: OfferedFixes) => void,
): Promise<void> {
  const offered = new Map<Finding, readonly Fix[]>();
  let began = performance.now();
  for (const finding of findings) {
    if (finding.fixes.length > 0) offered.set(finding, offeredFixes(workspace, analysis, finding));
    if (performance.now() - began < longestTask) continue;
    done(new Map(offered));
    await yieldToMain();
    if (signal.aborted) return;
    began = performance.now();
  }
  done(offered);
}

/**
 * Returns the valid fixes of `findings`: each was applied to a copy, and the result analysed. The list must stay the same object while its
 * content does.
 */
export function useOfferedFixes(
  { workspace, analysis }: ShownProject,
  findings: readonly Finding[],
): OfferedFixes {
  const [offered, setOffered] = useState(nothing);
  // Before the paint where possible: an edit should not make a button disappear for a moment.
  useLayoutEffect(() => {
    if (workspace === null || findings.length === 0) return;
    const call = new AbortController();
    void tryInTasks(workspace, analysis, findings, call.signal, setOffered);
    return () => call.abort();
  }, [workspace, analysis, findings]);
  return offered;
}
