// Everything that is derived from the files of a project: reach, needs, tiers, dangers, findings.

import { type Dangers, dangersOf, findDangers } from '../blast/dangers.ts';
import { socketVolumes } from '../blast/runtime-sockets.ts';
import { finish, type Steps } from '../compose/steps.ts';
import type { Topology } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Finding, Rule, RuleContext } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import { hostRuleIds } from '../findings/host-rule-ids.ts';
import { isOn, type RuleSet, ruleSets, weighFindings } from '../findings/rule-sets.ts';
import { runRules } from '../findings/run-rules.ts';
import { type ServiceView, viewServices } from '../findings/service-view.ts';
import { sortFindings } from '../findings/sort-findings.ts';
import { looksLikeData } from '../images/catalogue.ts';
import { mentionsOf } from '../needs/find-references.ts';
import { computeNeeds } from '../needs/needs.ts';
import { computeTiers } from '../needs/tiers.ts';
import { computeReach } from '../reach/compute-reach.ts';
import { activeServices } from '../reach/namespaces/active-services.ts';
import { routesOf } from '../reach/proxies/routes-of.ts';
import type { Reach, ReachOptions } from '../reach/reach-model.ts';
import { projectWays } from './project-ways.ts';
import { rules } from './registry.ts';
import { applySuppressions } from './suppressions/suppressions.ts';

export interface Analysis extends Omit<RuleContext, 'workspace'> {
  /** The same with every profile on; null where none is off. */
  readonly everyProfile: RuleContext | null;
  /** What makes a container dangerous to its host, by service. */
  readonly dangers: Dangers;
  /** Sorted by severity, rule, place. */
  readonly findings: readonly Finding[];
}

const ruleIds: ReadonlySet<string> = new Set([...rules.map(({ id }) => id), ...hostRuleIds]);

/** The rules that are on in each set: one list each, since findings about a service are cached by it. */
const rulesIn: ReadonlyMap<RuleSet, readonly Rule[]> = new Map(
  ruleSets.map((set) => [set, rules.filter(({ id }) => isOn(id, set))]),
);

/** The whole analysis of a project's last good model; what still holds of `previous` is used again. */
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
  yield* readReach(reach);
  return yield* stepsAfterReach(workspace, reach, previous);
}

/** Fills the caches of what is read from one service, a service a step: the steps about all of them are short then. */
function* readServices(topology: Topology): Steps<void> {
  for (const service of topology.services.values()) {
    mentionsOf(service);
    looksLikeData(service);
    routesOf(service);
    dangersOf(service);
    yield;
  }
}

/** Fills the caches of reach, a service a step: what asks for the rows of all services at once is short then. */
function* readReach(reach: Reach): Steps<void> {
  void reach.facts;
  yield;
  for (const name of reach.services) {
    reach.row('direct', name);
    reach.row('viaHost', name);
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
  const needs = computeNeeds(topology, previous?.needs ?? null, socketVolumes(workspace));
  yield;
  const tiers = computeTiers(topology, reach);
  yield;
  const views = viewServices(topology, reach, tiers, previous?.views ?? null);
  yield;
  const dangers = findDangers(workspace, topology);
  yield;
  const ways = projectWays({ workspace, reach, needs, tiers });
  yield;
  const context: RuleContext = { workspace, topology, reach, needs, tiers, views, checked: views, ways };
  const everyProfile = yield* withEveryProfile(context, previous?.everyProfile ?? null);
  yield;
  const set = reach.options.rules ?? 'default';
  const on = rulesIn.get(set) ?? rules;
  const found = yield* runRules(context, on);
  const inactive = everyProfile ? yield* inactiveFindings(context, everyProfile, on, found) : [];
  yield;
  const weighed = weighFindings([...found, ...inactive], set);
  const findings = sortFindings(workspace, applySuppressions(workspace, weighed, ruleIds));
  return { topology, reach, needs, tiers, views, checked: views, ways, everyProfile, dangers, findings };
}

/** What `rules` find about inactive services and `found` does not hold yet; tagged with their profiles. */
function* inactiveFindings(
  { topology, reach }: RuleContext,
  everyProfile: RuleContext,
  rules: readonly Rule[],
  found: readonly Finding[],
): Steps<readonly Finding[]> {
  const { profiles } = reach.options;
  const about = (finding: Finding): boolean => everyProfile.checked.has(finding.subjects[0] ?? '');
  const known = new Set(found.filter(about).map(fingerprint));
  const withProfiles = new Map<string, ReadonlySet<string>>();
  const inactive = yield* runRules(everyProfile, rules);
  return inactive.filter((finding) => {
    if (!about(finding)) return false;
    const key = finding.profiles.join('\n');
    let together = withProfiles.get(key);
    if (!together) {
      const active = activeServices(topology, [...profiles, ...finding.profiles]);
      together = new Set(active.map(({ name }) => name));
      withProfiles.set(key, together);
    }
    // Services that no profile starts together are no finding together.
    const company = finding.subjects.filter((subject) => everyProfile.views.has(subject));
    return company.every((subject) => together.has(subject)) && !known.has(fingerprint(finding));
  });
}

/** `context` with every profile on; null where that makes no service active that is not. */
function* withEveryProfile(context: RuleContext, previous: RuleContext | null): Steps<RuleContext | null> {
  const { topology, reach } = context;
  if (activeServices(topology, ['*']).length === reach.services.length) return null;
  const options = { ...reach.options, profiles: ['*'] };
  const whole = computeReach(topology, options);
  yield;
  const tiers = computeTiers(topology, whole);
  yield;
  const views = viewServices(topology, whole, tiers, previous?.views ?? null);
  const checked = new Map<string, ServiceView>();
  for (const [name, view] of views) if (!reach.facts.has(name)) checked.set(name, view);
  return { ...context, reach: whole, tiers, views, checked, ways: null };
}
