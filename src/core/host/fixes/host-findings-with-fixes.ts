// The findings of a host with the fixes that are worth offering, as reports and page show them.

import type { Fix } from '../../analysis/findings/finding.ts';
import type { RuleSet } from '../../analysis/findings/rule-sets.ts';
import { findingsWithFixes, triesFixes } from '../../analysis/fixes/offer-fixes.ts';
import type { HostAnalysis } from '../analyze-host.ts';
import type { HostFinding } from '../host-rule.ts';
import { hostFixObjection, isOfHost } from './host-fix-objection.ts';

/**
 * All findings of a host in their order. The fixes of a stack's own findings are tried on that stack, those of the host on all stacks; on
 * a host with more than a hundred services the latter are not tried.
 */
export function hostFindingsWithFixes(
  analysis: HostAnalysis,
  set: RuleSet = 'default',
): readonly HostFinding[] {
  const { services } = analysis.joined.topology;
  const tries = triesFixes({ services });
  const own = analysis.findings.filter((found) => found.place !== undefined || isOfHost(found.finding));
  const findings = own.map((found) => (tries ? withOffered(analysis, found, set) : found));
  for (const { id, workspace } of analysis.host.stacks) {
    const alone = analysis.analyses.get(id);
    if (!alone) continue;
    for (const finding of findingsWithFixes(workspace, alone, set, services))
      findings.push({ stack: id, finding });
  }
  return findings;
}

function withOffered(analysis: HostAnalysis, found: HostFinding, set: RuleSet): HostFinding {
  const fixes: Fix[] = [];
  for (const fix of found.finding.fixes) {
    const again = fixes.some(({ title }) => title === fix.title);
    if (!again && hostFixObjection(analysis, found, fix, set) === null) fixes.push(fix);
  }
  return fixes.length === found.finding.fixes.length
    ? found
    : { ...found, finding: { ...found.finding, fixes } };
}
