// What is said of a project whose reach is known. It must not import a rule: those are handed in, so that a page can draw
// its first picture before they are there.

import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Finding, RuleContext } from './finding.ts';
import { computeNeeds } from './needs.ts';
import type { Reach } from './reach-model.ts';
import { viewServices } from './service-view.ts';
import { computeTiers } from './tiers.ts';
import { withEveryProfile } from './with-every-profile.ts';

export interface Judgement extends Omit<RuleContext, 'workspace'> {
  /** The same with every profile on; null where none is off. */
  readonly everyProfile: RuleContext | null;
  /** Sorted by severity, rule, place. */
  readonly findings: readonly Finding[];
}

/** Runs the rules over a project, as it is and with every profile on; `previous` lends what still holds. */
export type FindFindings = (
  context: RuleContext,
  everyProfile: RuleContext | null,
  previous: Judgement | null,
) => readonly Finding[];

/** Needs, tiers and what `find` finds in the last good model of `workspace`; `previous` lends what still holds. */
export function judgeWith(
  find: FindFindings | null,
  workspace: Workspace,
  reach: Reach,
  previous: Judgement | null,
): Judgement {
  const { topology } = workspace;
  const needs = computeNeeds(topology, previous?.needs ?? null);
  const tiers = computeTiers(topology, reach, previous?.tiers ?? null);
  const views = viewServices(topology, reach, tiers, previous?.views ?? null);
  const context: RuleContext = { workspace, topology, reach, needs, tiers, views, judged: views };
  const everyProfile = withEveryProfile(context, previous?.everyProfile ?? null);
  const findings = find === null ? [] : find(context, everyProfile, previous);
  return { topology, reach, needs, tiers, views, judged: views, everyProfile, findings };
}
