// The analysis of a project's files: reach, needs, tiers, dangers, findings.

import { type Dangers, dangersOf, findDangers } from '../blast/dangers.ts';
import { deferred, lazily } from '../compose/lazily.ts';
import type { Steps } from '../compose/steps.ts';
import type { Topology } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Finding, Rule, RuleContext } from '../findings/finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import { runRules } from '../findings/run-rules.ts';
import { type ServiceView, viewServices } from '../findings/service-view.ts';
import { sortFindings } from '../findings/sort-findings.ts';
import { storesData } from '../images/catalogue.ts';
import { mentionsOf } from '../needs/find-references.ts';
import {
  type KnownFacts,
  type ProjectFacts,
  projectFacts,
  projectReachWith,
} from '../needs/project-facts.ts';
import { computeTiers } from '../needs/tiers.ts';
import { activeServices } from '../reach/namespaces/active-services.ts';
import type { Reach, ReachOptions } from '../reach/reach-model.ts';
import { projectWays } from './project-ways.ts';
import { ruleIds, rulesIn } from './registry.ts';
import { applySuppressions } from './suppressions/suppressions.ts';
import { weighFindings } from './weigh-findings.ts';

/** The results for a project. Each member is computed when it is first read. */
export interface Analysis extends RuleContext, Pick<ProjectFacts, 'proxies'> {
  /** The same context with every profile on; null when none is off. */
  readonly everyProfile: RuleContext | null;
  /** The traits that make a container dangerous to its host, by service. */
  readonly dangers: Dangers;
  /** The findings, sorted by severity, rule and place. */
  readonly findings: readonly Finding[];
}

/** An analysis, and the steps that compute all of it. */
export interface LaterAnalysis {
  readonly analysis: Analysis;
  steps(): Steps<Analysis>;
}

/** Returns the analysis of a project's last good model, reusing the valid parts of `previous`. */
export function analyze(
  workspace: Workspace,
  options: ReachOptions,
  previous: Analysis | null = null,
): Analysis {
  return laterAnalysis(workspace, options, previous).analysis;
}

/** Computes all of an analysis in short steps. */
export function analysisSteps(
  workspace: Workspace,
  options: ReachOptions,
  previous: Analysis | null,
): Steps<Analysis> {
  return laterAnalysis(workspace, options, previous).steps();
}

/** Computes needs, tiers and findings of a project whose reach is known; the benchmark measures this alone. */
export function stepsAfterReach(
  workspace: Workspace,
  reach: Reach,
  previous: Analysis | null,
): Steps<Analysis> {
  return laterAnalysis(workspace, reach.options, previous, { reach }).steps();
}

/** Analyses with computed findings, and so with everything that the next analysis may reuse. */
const completedAnalyses = new WeakSet<Analysis>();

/** Returns an analysis and its steps; `known` holds results that need no computation. */
export function laterAnalysis(
  workspace: Workspace,
  options: ReachOptions,
  previous: Analysis | null,
  known: Pick<KnownFacts, 'reach' | 'beside'> = {},
): LaterAnalysis {
  const { topology } = workspace;
  // Released once everything that is reused from it is known, and never computed further: otherwise every version of a file would keep the
  // ones before it alive.
  let before = previous && completedAnalyses.has(previous) ? previous : null;
  const facts = projectFacts(workspace, options, {
    ...known,
    needsBefore: () => before?.needs ?? null,
  });
  const everyProfile = deferred(() =>
    withEveryProfile(contextOf(analysis), before?.everyProfile ?? null, known),
  );
  const findings = deferred(function* (): Steps<readonly Finding[]> {
    const found = yield* findingsOf(contextOf(analysis), yield* everyProfile.steps());
    before = null;
    completedAnalyses.add(analysis);
    return found;
  });
  const analysis: Analysis = lazily<Analysis>({
    workspace: () => workspace,
    options: () => options,
    topology: () => topology,
    reach: () => facts.reach,
    proxies: () => facts.proxies,
    needs: () => facts.needs,
    tiers: () => facts.tiers,
    views: () => viewServices(topology, facts.reach, facts.tiers, before?.views ?? null),
    ways: () => projectWays(facts),
    checked: () => analysis.views,
    everyProfile: () => everyProfile.value,
    dangers: () => findDangers(workspace, topology),
    findings: () => findings.value,
  });
  return {
    analysis,
    *steps() {
      if (known.reach === undefined) {
        yield* readServices(topology);
        void analysis.reach;
        yield;
        yield* readReach(analysis.reach);
      }
      for (const part of ['proxies', 'needs', 'tiers', 'views', 'dangers', 'ways'] as const) {
        void analysis[part];
        yield;
      }
      yield* everyProfile.steps();
      yield;
      yield* findings.steps();
      return analysis;
    },
  };
}

/** Returns the part of an analysis that rules read: their own results are left out. */
function contextOf({
  workspace,
  options,
  topology,
  reach,
  needs,
  tiers,
  views,
  ways,
}: Analysis): RuleContext {
  return { workspace, options, topology, reach, needs, tiers, views, checked: views, ways };
}

/** Fills the caches for single services, one service a step, so that later steps over all of them are short. */
function* readServices(topology: Topology): Steps<void> {
  for (const service of topology.services.values()) {
    mentionsOf(service);
    storesData(service);
    dangersOf(service);
    yield;
  }
}

/** Fills the caches of reach, one service a step, so that a later request for all rows is short. */
function* readReach(reach: Reach): Steps<void> {
  void reach.facts;
  yield;
  for (const name of reach.services) {
    reach.row('direct', name);
    reach.row('viaHost', name);
    yield;
  }
}

/** Returns the findings of a project, those about inactive services last. */
function* findingsOf(context: RuleContext, everyProfile: RuleContext | null): Steps<readonly Finding[]> {
  const { workspace, options } = context;
  const set = options.rules ?? 'default';
  const on = rulesIn(set);
  const found = yield* runRules(context, on);
  const inactive = everyProfile ? yield* inactiveFindings(context, everyProfile, on, found) : [];
  yield;
  const weighed = weighFindings([...found, ...inactive], set);
  return sortFindings(workspace, applySuppressions(workspace, weighed, ruleIds));
}

/** Returns the findings about inactive services that `found` lacks, with their profiles. */
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
    // Services that no profile starts together cause no finding about both.
    const company = finding.subjects.filter((subject) => everyProfile.views.has(subject));
    return company.every((subject) => together.has(subject)) && !known.has(fingerprint(finding));
  });
}

/** Returns `context` with every profile on; null when that activates no further service. */
function* withEveryProfile(
  context: RuleContext,
  previous: RuleContext | null,
  { beside }: Pick<KnownFacts, 'beside'>,
): Steps<RuleContext | null> {
  const { topology, reach } = context;
  if (activeServices(topology, ['*']).length === reach.services.length) return null;
  const whole = projectReachWith(context, ['*'], beside);
  yield;
  const tiers = computeTiers(topology, whole);
  yield;
  const views = viewServices(topology, whole, tiers, previous?.views ?? context.views);
  const checked = new Map<string, ServiceView>();
  for (const [name, view] of views) if (!reach.facts.has(name)) checked.set(name, view);
  return { ...context, options: whole.options, reach: whole, tiers, views, checked, ways: null };
}
