// The analysis of a project's files: reach, needs, tiers, dangers, findings.

import { type Dangers, dangersOf, findDangers } from '../blast/dangers.ts';
import { deferred, lazily } from '../compose/lazily.ts';
import type { Steps } from '../compose/steps.ts';
import type { Topology } from '../compose/topology.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Finding, RuleContext } from '../findings/finding.ts';
import type { RuleBook } from '../findings/rule-book.ts';
import { type ServiceView, viewServices } from '../findings/service-view.ts';
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

/** The results for a project. Each member is computed when it is first read. */
export interface Analysis extends RuleContext, Pick<ProjectFacts, 'proxies'> {
  /** The rules that made the findings; a fix or a preview is analyzed with the same ones. */
  readonly book: RuleBook;
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

/** Computes all of an analysis in short steps. */
export function analysisSteps(
  book: RuleBook,
  workspace: Workspace,
  options: ReachOptions,
  previous: Analysis | null,
): Steps<Analysis> {
  return laterAnalysis(book, workspace, options, previous).steps();
}

/** Returns the analysis of a changed project by the rules and options of the analysis before, whose valid parts are reused. */
export function analyzeAgain(before: Analysis, workspace: Workspace): Analysis {
  return laterAnalysis(before.book, workspace, before.reach.options, before).analysis;
}

/** Analyses with computed findings, and so with everything that the next analysis may reuse. */
const completedAnalyses = new WeakSet<Analysis>();

/** Returns an analysis and its steps; `known` holds results that need no computation. */
export function laterAnalysis(
  book: RuleBook,
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
    const found = yield* book.projectFindings(contextOf(analysis), yield* everyProfile.steps());
    before = null;
    completedAnalyses.add(analysis);
    return found;
  });
  const analysis: Analysis = lazily<Analysis>({
    book: () => book,
    workspace: () => workspace,
    options: () => options,
    topology: () => topology,
    reach: () => facts.reach,
    context: () => facts.context,
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
  context,
  needs,
  tiers,
  views,
  ways,
}: Analysis): RuleContext {
  return { workspace, options, topology, reach, context, needs, tiers, views, checked: views, ways };
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
