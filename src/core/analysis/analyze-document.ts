// Everything that is derived from one document: reach, needs, tiers, findings.

import type { ComposeDocument } from '../compose/document.ts';
import type { Topology } from '../compose/topology.ts';
import { computeReach } from './compute-reach.ts';
import type { Finding } from './finding.ts';
import { inactiveFindings } from './inactive-findings.ts';
import { computeNeeds, type Needs } from './needs.ts';
import type { Reach, ReachOptions } from './reach-model.ts';
import { rules } from './rules/registry.ts';
import { runRules } from './run-rules.ts';
import { sortFindings } from './sort-findings.ts';
import { applySuppressions } from './suppressions.ts';
import { computeTiers, type Tiers } from './tiers.ts';

export interface Analysis {
  readonly topology: Topology;
  readonly reach: Reach;
  readonly needs: Needs;
  readonly tiers: Tiers;
  /** Sorted by severity, rule, place. */
  readonly findings: readonly Finding[];
}

export type AnalyzeDocument = (document: ComposeDocument, options: ReachOptions) => Analysis;

const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** The whole analysis of a document's last good model. */
export const analyzeDocument: AnalyzeDocument = (document, options) => {
  const { topology } = document;
  const reach = computeReach(topology, options);
  const needs = computeNeeds(topology);
  const tiers = computeTiers(topology, reach);
  const found = runRules({ document, topology, reach, needs, tiers }, rules);
  const all = [...found, ...inactiveFindings(document, reach, needs, rules, found)];
  const findings = sortFindings(document, applySuppressions(document, all, ruleIds));
  return { topology, reach, needs, tiers, findings };
};
