// The analysis of a large project in short tasks. What each service says by itself is worked out a few at a time, and
// remembered; then the parts that need all of them follow one by one.

import { looksLikeData } from '../core/analysis/catalogue.ts';
import { computeReach } from '../core/analysis/compute-reach.ts';
import { findReferences } from '../core/analysis/find-references.ts';
import { type Judgement, judgeWith } from '../core/analysis/judge-with.ts';
import { computeNeeds } from '../core/analysis/needs.ts';
import { routesOf } from '../core/analysis/proxies/routes-of.ts';
import type { ReachOptions } from '../core/analysis/reach-model.ts';
import { sameData } from '../core/analysis/same-data.ts';
import { computeTiers } from '../core/analysis/tiers.ts';
import { updateReach } from '../core/analysis/update-reach.ts';
import type { Workspace } from '../core/compose/workspace/workspace.ts';
import type { LateParts } from './late-parts.ts';
import { alikeOf } from './picture/alike.ts';
import { createSlices } from './slices.ts';

type Parts = Pick<LateParts, 'findFindings' | 'findingParts'>;

const noNames: ReadonlyMap<string, readonly string[]> = new Map();

/** As `analyzeWith`, but for the time it takes; null where `signal` came first. */
export async function analyseInSlices(
  parts: Parts | null,
  workspace: Workspace,
  options: ReachOptions,
  previous: Judgement | null,
  signal: AbortSignal,
): Promise<Judgement | null> {
  const { topology } = workspace;
  const othersTurn = createSlices();
  for (const service of topology.services.values()) {
    findReferences(service, noNames, topology);
    looksLikeData(service);
    routesOf(service);
    await othersTurn();
    if (signal.aborted) return null;
  }
  const kept = previous && sameData(previous.reach.options, options) ? previous : null;
  const reach = kept ? updateReach(kept.reach, topology) : computeReach(topology, options);
  await othersTurn();
  const { facts } = reach;
  await othersTurn();
  const needs = computeNeeds(topology, previous?.needs ?? null);
  await othersTurn();
  const tiers = computeTiers(topology, reach, previous?.tiers ?? null);
  await othersTurn();
  const views = previous?.views ?? new Map();
  const nothing = { topology, reach, judged: views, everyProfile: null, findings: [] };
  const known = { ...nothing, ...previous, needs, tiers, views };
  if (signal.aborted) return null;
  const bare = judgeWith(null, workspace, reach, known);
  await othersTurn();
  // What was found before is kept up to date in less time than it takes to cut it into parts.
  const found = kept !== null && kept.findings.length > 0 && facts.size === kept.reach.facts.size;
  if (parts !== null && !found) {
    for (const part of parts.findingParts({ ...bare, workspace }, bare.everyProfile)) {
      part();
      await othersTurn();
      if (signal.aborted) return null;
    }
  }
  const before = found ? { ...kept, needs, tiers } : bare;
  const judgement = parts === null ? bare : judgeWith(parts.findFindings, workspace, reach, before);
  await othersTurn();
  // Whoever draws it asks for this first.
  alikeOf(judgement);
  await othersTurn();
  return signal.aborted ? null : judgement;
}
