// Runs rules over one project, or over several stacks together. A rule that fails inside is itself a finding (CN901); the others still run.

import type { Steps } from '../compose/steps.ts';
import type { Topology } from '../compose/topology.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { assumingEachRuns, type WaysFacts } from '../ways-in/ways/ways-facts.ts';
import { assumedBridge } from '../ways-in/ways-context.ts';
import type { Finding, Report, Rule, RuleContext } from './finding.ts';
import { makeFinding } from './make-finding.ts';
import type { ServiceView } from './service-view.ts';

/** The identity of the finding about a rule that failed inside. */
export const internalError = {
  id: 'CN901',
  slug: 'internal-error',
  title: 'A rule failed inside',
  why: 'A check that did not run has not passed. Please report it with the file, or a smaller one that shows it.',
  severity: 'error',
  source: 'Bulkhead',
} as const;

/** Findings of the service rules about a view; they hold as long as the view does. */
type FindingCache = WeakMap<ServiceView, readonly Finding[]>;

/** Caches by the rules of a set, and by those of them that apply to the project. */
const caches = new WeakMap<readonly Rule[], Map<string, FindingCache>>();

/** Returns the findings of the rules about services together, then those about single services, service by service. */
export function* runRules(context: RuleContext, rules: readonly Rule[]): Steps<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const rule of rules) yield* collect(findings, rule, projectReports(context, rule), context.topology);
  yield* runServiceRules(findings, context, rules);
  return findings;
}

function* projectReports(context: RuleContext, rule: Rule): Generator<Report> {
  if (context.ways) yield* waysReports(context.ways, rule);
  if (rule.check) yield* rule.check(context);
}

/**
 * Returns the findings of the rules about several stacks, then those about ways in over all stacks; `inStack` gives each report about ways
 * in its stack.
 */
export function* runHostRules(
  host: HostFacts,
  ways: WaysFacts | null,
  rules: readonly Rule[],
  inStack: (report: Report) => Report,
): Steps<readonly Finding[]> {
  const findings: Finding[] = [];
  const { topology } = host.joined;
  for (const rule of rules)
    yield* collect(findings, rule, stacksReports(host, rule), topology, { stack: null });
  if (ways === null) return findings;
  for (const rule of rules)
    yield* collect(findings, rule, waysReports(ways, rule, inStack), topology, { stack: null });
  return findings;
}

/** Returns the findings of the rules about a fleet; `placed` gives each report its place. */
export function* runFleetRules(
  fleet: FleetFacts,
  rules: readonly Rule[],
  placed: (report: Report) => Report,
): Steps<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const rule of rules)
    yield* collect(findings, rule, fleetReports(fleet, rule, placed), noServices, { machine: null });
  return findings;
}

/** Fixes of a fleet have the operations of each stack apart. */
const noServices: Pick<Topology, 'services'> = { services: new Map() };

function* fleetReports(fleet: FleetFacts, rule: Rule, placed: (report: Report) => Report): Generator<Report> {
  for (const report of rule.checkFleet?.(fleet) ?? []) yield placed(report);
}

function* stacksReports(host: HostFacts, rule: Rule): Generator<Report> {
  if (rule.checkStacks) yield* rule.checkStacks(host);
}

/** Yields the reports of a rule about ways in; one that rests on a network assumed to be a bridge is inferred. */
function* waysReports(
  ways: WaysFacts,
  rule: Rule,
  placed: (report: Report) => Report = (report) => report,
): Generator<Report> {
  if (!rule.checkWays) return;
  const { context } = ways.ways;
  for (const report of rule.checkWays(assumingEachRuns(ways))) {
    const rests = context.assumed.length > 0 && assumedBridge(context, report.subjects) !== null;
    yield placed(rests ? { ...report, certainty: 'inferred' } : report);
  }
}

function* runServiceRules(findings: Finding[], context: RuleContext, rules: readonly Rule[]): Steps<void> {
  const ofService = rules.filter(
    (rule) => rule.checkService !== undefined && rule.applies?.(context) !== false,
  );
  const cache = cacheOf(rules, ofService);
  const failed = new Set<string>();
  for (const view of context.checked.values()) {
    const cached = cache.get(view);
    const ownFindings = cached ?? runOnService(view, ofService, context);
    if (cached === undefined) {
      cache.set(view, ownFindings);
      yield;
    }
    for (const finding of ownFindings) {
      if (finding.rule === internalError.id) {
        // A rule that fails on one service mostly fails on all: it is reported once.
        const [rule = ''] = finding.evidence;
        if (failed.has(rule)) continue;
        failed.add(rule);
      }
      findings.push(finding);
    }
  }
}

function cacheOf(rules: readonly Rule[], ofService: readonly Rule[]): FindingCache {
  const bySet = caches.get(rules) ?? new Map<string, FindingCache>();
  caches.set(rules, bySet);
  const key = ofService.map(({ id }) => id).join();
  const cache = bySet.get(key) ?? new WeakMap();
  bySet.set(key, cache);
  return cache;
}

function runOnService(view: ServiceView, rules: readonly Rule[], context: RuleContext): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    try {
      if (rule.concerns?.(view) === false) continue;
      for (const report of rule.checkService?.(view) ?? [])
        findings.push(makeFinding(rule, report, context.topology));
    } catch (error) {
      findings.push(failedInside(rule, error, context.topology));
    }
  }
  return findings;
}

/**
 * Collects findings, one a step: for thousands of services a single rule may have thousands. `failed` completes the report of a failed
 * rule.
 */
function* collect(
  findings: Finding[],
  rule: Rule,
  reports: Iterable<Report>,
  topology: Pick<Topology, 'services'>,
  failed: Pick<Report, 'stack' | 'machine'> = {},
): Steps<void> {
  try {
    for (const report of reports) {
      findings.push(makeFinding(rule, report, topology));
      yield;
    }
  } catch (error) {
    findings.push(failedInside(rule, error, topology, failed));
  }
  yield;
}

function failedInside(
  { id }: Rule,
  error: unknown,
  topology: Pick<Topology, 'services'>,
  more: Pick<Report, 'stack' | 'machine'> = {},
): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  const report = {
    ...more,
    subjects: [],
    message: `Rule ${id} failed inside (${reason}); the other rules did run.`,
    at: [],
    evidence: [id],
  };
  return makeFinding(internalError, report, topology);
}
