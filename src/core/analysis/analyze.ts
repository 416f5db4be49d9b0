// Everything that is derived from the files of a project: reach, needs, tiers, findings.

import type { Topology } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { looksLikeData } from './catalogue.ts';
import { computeReach } from './compute-reach.ts';
import { mentionsOf } from './find-references.ts';
import type { Finding, RuleContext } from './finding.ts';
import { inactiveFindings } from './inactive-findings.ts';
import { computeNeeds } from './needs.ts';
import { routesOf } from './proxies/routes-of.ts';
import type { Reach, ReachOptions } from './reach-model.ts';
import { rules } from './rules/registry.ts';
import { runRules } from './run-rules.ts';
import { viewServices } from './service-view.ts';
import { sortFindings } from './sort-findings.ts';
import { finish, type Steps } from './steps.ts';
import { applySuppressions } from './suppressions.ts';
import { computeTiers } from './tiers.ts';
import { withEveryProfile } from './with-every-profile.ts';

export interface Analysis extends Omit<RuleContext, 'workspace'> {
  /** The same with every profile on; null where none is off. */
  readonly everyProfile: RuleContext | null;
  /** Sorted by severity, rule, place. */
  readonly findings: readonly Finding[];
}

const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** The whole analysis of a project's last good model; `previous` lends what still holds. */
export function analyze(
  workspace: Workspace,
  options: ReachOptions,
  previous: Analysis | null = null,
): Analysis {
  return finish(analysisSteps(workspace, options, previous));
}

/** `analyze` in short steps. */
export function* analysisSteps(
  workspace: Workspace,
  options: ReachOptions,
  previous: Analysis | null,
): Steps<Analysis> {
  const { topology } = workspace;
  yield* readServices(topology);
  const reach = computeReach(topology, options);
  yield;
  return yield* stepsAfterReach(workspace, reach, previous);
}

/** Fills the caches of what is read from one service, a service a step: the steps about all of them are short then. */
function* readServices(topology: Topology): Steps<void> {
  for (const service of topology.services.values()) {
    mentionsOf(service);
    looksLikeData(service);
    routesOf(service);
    yield;
  }
}

/** Needs, tiers and findings of a project whose reach is known; the benchmark measures it alone. */
export function* stepsAfterReach(
  workspace: Workspace,
  reach: Reach,
  previous: Analysis | null,
): Steps<Analysis> {
  const { topology } = workspace;
  const needs = computeNeeds(topology, previous?.needs ?? null);
  yield;
  const tiers = computeTiers(topology, reach);
  yield;
  const views = viewServices(topology, reach, tiers, previous?.views ?? null);
  yield;
  const context: RuleContext = { workspace, topology, reach, needs, tiers, views, checked: views };
  const everyProfile = yield* withEveryProfile(context, previous?.everyProfile ?? null);
  yield;
  const found = yield* runRules(context, rules);
  const inactive = everyProfile ? yield* inactiveFindings(context, everyProfile, rules, found) : [];
  yield;
  const findings = sortFindings(workspace, applySuppressions(workspace, [...found, ...inactive], ruleIds));
  return { topology, reach, needs, tiers, views, checked: views, everyProfile, findings };
}
