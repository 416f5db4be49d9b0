// Which findings a person wants to see. It only changes what is listed: nothing here is stored in the file, changes the counts, or
// affects fixes.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Finding, Severity } from '../../../core/findings/finding.ts';
import type { Tier } from '../../../core/needs/tiers.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';

export interface FindingFilter {
  /** Severities that are not shown. */
  readonly without: ReadonlySet<Severity>;
  /** Only what names a service of this tier; null is all, notes about the file as well. */
  readonly tier: Tier | null;
  /** Only what names this service; null is all. */
  readonly service: string | null;
}

export const everyFinding: FindingFilter = { without: new Set(), tier: null, service: null };

/** A store that shows every finding. It outlives the pane, which comes and goes with its tab. */
export function createFindingFilterStore(): StoreApi<FindingFilter> {
  return createStore<FindingFilter>()(() => everyFinding);
}

/** The services that a finding names. */
export function servicesOf({ subjects }: Finding, { topology }: Analysis): readonly string[] {
  return subjects.filter((subject) => topology.services.has(subject));
}

/** Whether a finding is shown. A filter for a service that the file does not have is ignored. */
export function passes(filter: FindingFilter, finding: Finding, analysis: Analysis): boolean {
  const { without, tier, service } = filter;
  if (without.has(finding.severity)) return false;
  const named = servicesOf(finding, analysis);
  if (tier !== null && !named.some((name) => analysis.tiers.of(name) === tier)) return false;
  return service === null || !analysis.topology.services.has(service) || named.includes(service);
}
