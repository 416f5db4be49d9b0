// Which findings a person wants to see. It only changes what is listed: nothing here is stored in the file, changes the counts, or
// affects fixes.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Finding, Severity } from '../../../core/findings/finding.ts';
import type { Tier } from '../../../core/needs/tiers.ts';
import type { Analysis } from '../../../core/rules/analyze.ts';

export interface FindingFilter {
  /** The hidden severities. */
  readonly without: ReadonlySet<Severity>;
  /** The tier whose services' findings are shown; null for all, including notes about the file. */
  readonly tier: Tier | null;
  /** The service whose findings are shown; null for all. */
  readonly service: string | null;
}

export const everyFinding: FindingFilter = { without: new Set(), tier: null, service: null };

/** Creates a store that shows every finding. It outlives the pane, which unmounts with its tab. */
export function createFindingFilterStore(): StoreApi<FindingFilter> {
  return createStore<FindingFilter>()(() => everyFinding);
}

/** Returns the services that a finding names. */
export function servicesOf({ subjects }: Finding, { topology }: Analysis): readonly string[] {
  return subjects.filter((subject) => topology.services.has(subject));
}

/** True when the filter shows a finding. A filter for a service that the file lacks is ignored. */
export function isShownBy(filter: FindingFilter, finding: Finding, analysis: Analysis): boolean {
  const { without, tier, service } = filter;
  if (without.has(finding.severity)) return false;
  const named = servicesOf(finding, analysis);
  if (tier !== null && !named.some((name) => analysis.tiers.of(name) === tier)) return false;
  return service === null || !analysis.topology.services.has(service) || named.includes(service);
}
