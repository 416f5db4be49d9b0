// Runs rules over one context. A rule that fails inside is itself a finding (CN901); the others still run.

import type { Finding, ProjectRule, Report, Rule, RuleContext, ServiceRule } from './finding.ts';
import { makeFinding } from './make-finding.ts';
import type { ServiceView, ServiceViews } from './service-view.ts';
import type { Steps } from './steps.ts';
import { type Aspect, whatChanged } from './what-changed.ts';

const internalError = {
  id: 'CN901',
  slug: 'internal-error',
  why: 'A check that did not run has not passed. Please report it with the file, or a smaller one that shows it.',
  severity: 'error',
} as const;

/** What service rules said of a view; it holds for as long as the view does. */
type Said = WeakMap<ServiceView, readonly Finding[]>;

const saidBy = new WeakMap<readonly Rule[], Said>();

/**
 * Findings of the rules about services together, then of those about single services, service by service. `previous`: the
 * views of an earlier run, which lends what still holds.
 */
export function* runRules(
  context: RuleContext,
  rules: readonly Rule[],
  previous: ServiceViews | null = null,
): Steps<readonly Finding[]> {
  const together = yield* runProjectRules(context, rules, previous);
  const single = yield* runServiceRules(context, rules);
  return [...together, ...single];
}

/** What project rules said in one run. */
interface Run {
  readonly context: RuleContext;
  readonly said: ReadonlyMap<ProjectRule, readonly Finding[]>;
}

/** Runs by their views, which every run has of its own. */
const runs = new WeakMap<ServiceViews, Run>();

function* runProjectRules(
  context: RuleContext,
  rules: readonly Rule[],
  previous: ServiceViews | null,
): Steps<readonly Finding[]> {
  const last = previous ? runs.get(previous) : undefined;
  const changed = last ? whatChanged(last.context, context) : null;
  let around: RuleContext | null = null;
  const nearby = (): RuleContext | null => {
    const names = changed?.around() ?? null;
    if (names) around ??= { ...context, judged: only(context.judged, names) };
    return around;
  };
  const said = new Map<ProjectRule, readonly Finding[]>();
  for (const rule of rules) {
    if (!('check' in rule)) continue;
    const known = last?.said.get(rule);
    const extent = known && changed ? extentOf(rule, changed.aspects) : 'all';
    const near = extent === 'near' ? nearby() : null;
    if (known && extent === 'none') said.set(rule, known);
    else said.set(rule, known && near ? judgeAround(near, rule, known) : judgeProject(context, rule));
    yield;
  }
  runs.set(context.views, { context, said });
  return [...said.values()].flat();
}

/** For whom a rule may say something else than it said. Each finding also names the profiles of its culprit. */
function extentOf(
  { reads, readsNear = [] }: ProjectRule,
  changed: ReadonlySet<Aspect>,
): 'none' | 'near' | 'all' {
  if (changed.has('profiles') || reads.some((aspect) => changed.has(aspect))) return 'all';
  return readsNear.some((aspect) => changed.has(aspect)) ? 'near' : 'none';
}

function only(views: ServiceViews, names: ReadonlySet<string>): ServiceViews {
  const some = new Map<string, ServiceView>();
  for (const name of names) {
    const view = views.get(name);
    if (view) some.set(name, view);
  }
  return some;
}

/** What was said of all others, and what is said now of those that `context` judges. */
function judgeAround(context: RuleContext, rule: ProjectRule, known: readonly Finding[]): readonly Finding[] {
  const isJudged = ({ subjects: [culprit = ''] }: Finding): boolean => context.judged.has(culprit);
  return [...known.filter((finding) => !isJudged(finding)), ...judgeProject(context, rule).filter(isJudged)];
}

function judgeProject(context: RuleContext, rule: ProjectRule): readonly Finding[] {
  const findings: Finding[] = [];
  collect(findings, rule, () => rule.check(context), context);
  return findings;
}

function* runServiceRules(context: RuleContext, rules: readonly Rule[]): Steps<readonly Finding[]> {
  const said: Said = saidBy.get(rules) ?? new WeakMap();
  saidBy.set(rules, said);
  const ofService = rules.filter((rule) => 'checkService' in rule);
  const off = new Set(ofService.filter((rule) => rule.applies?.(context) === false).map(({ id }) => id));
  const findings: Finding[] = [];
  const failed = new Set<string>();
  for (const view of context.judged.values()) {
    const known = said.get(view);
    const own = known ?? judgeService(view, ofService, context);
    if (known === undefined) {
      said.set(view, own);
      yield;
    }
    for (const finding of own) {
      if (off.has(finding.rule)) continue;
      if (finding.rule === internalError.id) {
        // What fails on one service mostly fails on all.
        const [rule = ''] = finding.evidence;
        if (failed.has(rule)) continue;
        failed.add(rule);
      }
      findings.push(finding);
    }
  }
  return findings;
}

function judgeService(
  view: ServiceView,
  rules: readonly ServiceRule[],
  context: RuleContext,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) collect(findings, rule, () => rule.checkService(view), context);
  return findings;
}

function collect(
  findings: Finding[],
  rule: ProjectRule | ServiceRule,
  check: () => Iterable<Report>,
  { topology }: RuleContext,
): void {
  try {
    for (const report of check()) findings.push(makeFinding(rule, report, topology));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const report = {
      subjects: [],
      message: `Rule ${rule.id} failed inside (${reason}); the other rules did run.`,
      at: [],
      evidence: [rule.id],
    };
    findings.push(makeFinding(internalError, report, topology));
  }
}
