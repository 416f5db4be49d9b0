// Which fixes of a project are worth offering: each is made on a copy, and what comes of it is analyzed. A fix that leaves more
// warnings and errors, cuts a need, or leaves its finding as it was is not offered.

import type { Operation } from '../compose/operations/operation.ts';
import type { Topology } from '../compose/topology.ts';
import { isSingleFile, workspaceAfter } from '../compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Finding, Fix } from '../findings/finding.ts';
import { type Analysis, analyzeAgain } from '../rules/analyze.ts';
import { fixObjection, type Outcome, outcomeOf } from './fix-objection.ts';

/**
 * The most services of a project whose fixes are tried: a larger one has hundreds of fixes, and each trial analyzes hundreds of services.
 */
const mostServices = 100;

/**
 * True when the page tries each fix of a project before offering it. A larger project offers fixes as their rules make them: the page
 * previews the effect, and `bulkhead fix` tries each one.
 */
export function triesFixes({ services }: Pick<Topology, 'services'>): boolean {
  return services.size <= mostServices;
}

/** Outcomes by operations as JSON, since several findings offer the same ones. A string is the reason for a refusal. */
type Outcomes = Map<string, Outcome | string>;

/** The outcomes of fixes by analysis: an analysis is a value of one workspace, so they stay valid. */
const outcomesByAnalysis = new WeakMap<Analysis, Outcomes>();

/** Returns the outcome of operations, worked out once for an analysis, or the reason for their refusal. */
function outcomeOfOperations(
  workspace: Workspace,
  analysis: Analysis,
  operations: readonly Operation[],
): Outcome | string {
  const known: Outcomes = outcomesByAnalysis.get(analysis) ?? new Map();
  outcomesByAnalysis.set(analysis, known);
  const key = JSON.stringify(operations);
  const before = known.get(key);
  if (before !== undefined) return before;
  const outcome = tryOperations(workspace, analysis, operations);
  known.set(key, outcome);
  return outcome;
}

function tryOperations(
  workspace: Workspace,
  analysis: Analysis,
  operations: readonly Operation[],
): Outcome | string {
  const after = workspaceAfter(workspace, operations);
  if (!after.ok) return after.error.message;
  if (after.value.stale) return 'the file could not be read afterwards';
  return outcomeOf(analysis, analyzeAgain(analysis, after.value));
}

/** Returns the reason why a fix of a finding is not offered; null for one that is. */
export function objectionTo(
  workspace: Workspace,
  analysis: Analysis,
  finding: Finding,
  fix: Fix,
): string | null {
  const outcome = outcomeOfOperations(workspace, analysis, fix.operations);
  return typeof outcome === 'string' ? outcome : fixObjection(analysis, outcome, finding);
}

/** Returns the fixes of a finding that are worth offering, in the order of its rule; of alternatives with the same title, the first. */
export function offeredFixes(workspace: Workspace, analysis: Analysis, finding: Finding): readonly Fix[] {
  return triesFixes(analysis.topology)
    ? firstOfTitle(finding.fixes, (fix) => objectionTo(workspace, analysis, finding, fix) === null)
    : firstOfTitle(finding.fixes, () => true);
}

function firstOfTitle(fixes: readonly Fix[], holds: (fix: Fix) => boolean): readonly Fix[] {
  const offered = new Map<string, Fix>();
  for (const fix of fixes) if (!offered.has(fix.title) && holds(fix)) offered.set(fix.title, fix);
  return offered.size === fixes.length ? fixes : [...offered.values()];
}

/** The most services for which each fix is tried by itself. */
const fewServices = 24;
/** The most services for which fixes are tried together only if they are independent. */
const manyServices = 60;
/** The most services for which the fixes of a report are tried, many at once where possible. */
const mostReported = 300;

/** The scope of a report on a project. */
interface Reported {
  /** The findings of the analysis, perhaps marked by a baseline. */
  readonly findings: readonly Finding[];
  /** The findings whose fixes are printed. */
  readonly printed: ReadonlySet<Finding>;
  /** The number of services in the report: those of the project, or of all stacks of its host. */
  readonly size: number;
}

/** Returns all findings of a project, each with the fixes that are worth offering. Fixes that are not printed are not tried. */
export function findingsWithFixes(
  workspace: Workspace,
  analysis: Analysis,
  {
    findings = analysis.findings,
    printed = new Set(findings),
    size = analysis.topology.services.size,
  }: Partial<Reported> = {},
): readonly Finding[] {
  const tried = findings.filter((finding) => printed.has(finding));
  const together = size > fewServices && size <= mostReported;
  const candidates = together ? candidatesOf(tried) : [];
  const sure =
    size > manyServices ? candidates : isSingleFile(workspace) ? candidates.filter(isIndependent) : [];
  const passed = passedTogether(workspace, analysis, sure);
  return findings.map((finding) => {
    if (!printed.has(finding)) return finding;
    const holds = (fix: Fix): boolean =>
      size > mostReported || passed.has(fix) || objectionTo(workspace, analysis, finding, fix) === null;
    const fixes = firstOfTitle(finding.fixes, holds);
    return fixes === finding.fixes ? finding : { ...finding, fixes };
  });
}

/**
 * Operations on the settings of one service or network, and operations that only add. Each new finding is about that one subject, or also
 * comes with more of them: made together, none hides the effect of another.
 */
const ownOperations: ReadonlySet<Operation['type']> = new Set([
  'attach',
  'bind',
  'cap-add',
  'cap-drop',
  'cap-unadd',
  'driver-opt',
  'gw-priority',
  'host-port',
  'internal',
  'mode',
  'security-opt',
  'unpublish',
  'unset',
  'user',
]);

interface Candidate {
  readonly finding: Finding;
  readonly fix: Fix;
  /** The subject that the fix changes, as findings name it: `web`, `network:front`. */
  readonly subject: string;
}

/** Returns the fixes that change one service or network alone. */
function candidatesOf(findings: readonly Finding[]): readonly Candidate[] {
  return findings.flatMap((finding) =>
    finding.fixes.flatMap((fix) => {
      const subject = onlySubject(fix);
      return subject === null ? [] : [{ finding, fix, subject }];
    }),
  );
}

/**
 * True when no other fix of the kind can end the finding or keep a connection that this one closes: it changes the subject of the finding,
 * and no mode, by which two services can meet again.
 */
function isIndependent({ finding, fix, subject }: Candidate): boolean {
  return finding.subjects.includes(subject) && !fix.operations.some(({ type }) => type === 'mode');
}

/** Returns the fixes that hold when all of their kind are made at once; each of the others is to be tried alone. */
function passedTogether(
  workspace: Workspace,
  analysis: Analysis,
  candidates: readonly Candidate[],
): ReadonlySet<Fix> {
  const passed = new Set<Fix>();
  const rounds = new Map<string, Candidate[]>();
  const turns = new Map<string, number>();
  for (const candidate of candidates) {
    const kind = candidate.fix.operations.map(({ type }) => type).join(' ');
    // Of one subject one after the other: two ways to one end do not go together.
    const turn = (turns.get(`${kind}\n${candidate.subject}`) ?? 0) + 1;
    turns.set(`${kind}\n${candidate.subject}`, turn);
    const key = `${kind}\n${turn}`;
    const round = rounds.get(key);
    if (round) round.push(candidate);
    else rounds.set(key, [candidate]);
  }
  const tryTogether = (list: readonly Candidate[]): void => {
    if (list.length < 2) return;
    const operations = list.flatMap(({ fix }) => fix.operations);
    const outcome = tryOperations(workspace, analysis, operations);
    const hold =
      typeof outcome !== 'string' &&
      list.every(({ finding }) => fixObjection(analysis, outcome, finding) === null);
    if (hold) {
      for (const { fix } of list) passed.add(fix);
      return;
    }
    const half = Math.ceil(list.length / 2);
    tryTogether(list.slice(0, half));
    tryTogether(list.slice(half));
  };
  for (const round of rounds.values()) tryTogether(round);
  return passed;
}

/** Returns the service or network that a fix changes, as findings name it; null for a fix that changes more. */
function onlySubject({ operations }: Fix): string | null {
  const names = new Set<string>();
  for (const operation of operations) {
    if (!ownOperations.has(operation.type)) return null;
    if ('service' in operation) names.add(operation.service);
    else if ('network' in operation) names.add(`network:${operation.network}`);
    else return null;
  }
  const [only, ...others] = names;
  return only !== undefined && others.length === 0 ? only : null;
}
