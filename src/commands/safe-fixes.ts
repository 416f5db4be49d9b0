import type { Finding } from '../core/analysis/finding.ts';
import type { Operation } from '../core/compose/operations/operation.ts';
import type { SessionState } from '../state/session-state.ts';

/** The first safe fix of each finding that nobody has silenced, each operation once, in the order of the findings. */
function wishes(findings: readonly Finding[]): readonly (readonly Operation[])[] {
  const seen = new Set<string>();
  const wanted: (readonly Operation[])[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find(({ safe }) => safe);
    if (fix === undefined || finding.suppressed !== null) continue;
    const fresh = fix.operations.filter((operation) => !seen.has(JSON.stringify(operation)));
    for (const operation of fresh) seen.add(JSON.stringify(operation));
    if (fresh.length > 0) wanted.push(fresh);
  }
  return wanted;
}

/** Whether any finding that nobody has silenced offers a safe fix. */
export function hasSafeFixes(findings: readonly Finding[]): boolean {
  return findings.some(({ fixes, suppressed }) => suppressed === null && fixes.some(({ safe }) => safe));
}

/** All safe fixes that can be made together, as one list of operations; those that contradict earlier ones are left for later. */
export function safeFixes(state: SessionState): readonly Operation[] {
  const wanted = wishes(state.analysis?.findings ?? []);
  const all = wanted.flat();
  if (all.length === 0 || state.preview(all).ok) return all;
  let together: readonly Operation[] = [];
  for (const operations of wanted) {
    const tried = [...together, ...operations];
    if (state.preview(tried).ok) together = tried;
  }
  return together;
}
