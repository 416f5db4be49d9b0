// The differences between two versions of a host: its stacks, reach across all of them, and their findings.

import { diffFindings } from '../../findings/diff-findings.ts';
import type { Finding } from '../../findings/finding.ts';
import type { HostAnalysis } from '../../host/analyze-host.ts';
import type { Stack } from '../../host/host.ts';
import { findingPlaces } from '../../host/host-places.ts';
import type { HostFinding } from '../../host/host-rule.ts';
import { deployedSide, type EditSide, planEdit } from '../../plan/plan-edit.ts';
import { planFindings } from '../../plan/plan-findings.ts';
import { differencesJson } from '../diff/diff-json.ts';
import { type Change, type Differences, diffReach, type PlaceOfFinding } from '../diff/diff-report.ts';
import { stacksJson } from './stacks-json.ts';

export interface HostDiffReport extends Differences {
  readonly before: HostAnalysis;
  readonly after: HostAnalysis;
  readonly stacks: Change<string>;
  /** The stack that a finding of `findings` stands in; null for the file of the host. */
  stackOf(finding: Finding): string | null;
}

/** Compares `before` with `after`. Findings are compared stack by stack: two stacks may have equal ones. */
export function hostDiffReport(before: HostAnalysis, after: HostAnalysis): HostDiffReport {
  const was = new Map(before.host.stacks.map((stack) => [stack.id, stack]));
  const is = new Map(after.host.stacks.map((stack) => [stack.id, stack]));
  const [old, now] = [countedByStack(before), countedByStack(after)];
  const owners = new Map<Finding, string | null>();
  const opened: Finding[] = [];
  const closed: Finding[] = [];
  for (const owner of new Set([...old.keys(), ...now.keys()])) {
    const { gained, gone } = diffFindings(old.get(owner) ?? [], now.get(owner) ?? []);
    const still = plannedFindings(before, was.get(owner ?? ''), is.get(owner ?? ''), now.get(owner) ?? []);
    for (const finding of [...gained, ...still, ...gone]) owners.set(finding, owner);
    opened.push(...gained, ...still);
    closed.push(...gone);
  }
  return {
    before,
    after,
    ...diffReach(before.reach, after.reach),
    stacks: { opened: missing(is, was), closed: missing(was, is) },
    findings: { opened, closed },
    places: { opened: placesOn(after, owners), closed: placesOn(before, owners) },
    stackOf: (finding) => owners.get(finding) ?? null,
  };
}

function missing(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): readonly string[] {
  return [...one.keys()].filter((name) => !other.has(name));
}

/** Findings that are not suppressed, by the stack they stand in. */
function countedByStack({ findings }: HostAnalysis): ReadonlyMap<string | null, readonly Finding[]> {
  const byStack = new Map<string | null, Finding[]>();
  for (const { stack, finding } of findings) {
    if (finding.suppressed !== null) continue;
    const list = byStack.get(stack);
    if (list) list.push(finding);
    else byStack.set(stack, [finding]);
  }
  return byStack;
}

/** What `up` of a stack that is there in both versions does to what is deployed, the other stacks as they were beside it. */
function plannedFindings(
  before: HostAnalysis,
  old: Stack | undefined,
  now: Stack | undefined,
  findings: readonly Finding[],
): readonly Finding[] {
  if (!old || !now || old.workspace === now.workspace) return [];
  const others = before.host.stacks
    .filter((stack) => stack !== old)
    .map((stack) => deployedSide(editSide(stack)));
  return planFindings(planEdit(editSide(old), editSide(now), findings, others), now.workspace.topology);
}

function editSide({ workspace, project, profiles }: Stack): EditSide {
  return { workspace, project: project.name, profiles };
}

function placesOn(
  { host, joined, findings }: HostAnalysis,
  owners: ReadonlyMap<Finding, string | null>,
): PlaceOfFinding {
  const wholes = new Map(findings.map((one) => [one.finding, one]));
  return (finding) => {
    const whole: HostFinding = wholes.get(finding) ?? { stack: owners.get(finding) ?? null, finding };
    return findingPlaces(host, joined, whole)(finding.at);
  };
}

/** `diff --host --format json`, version 1 (a contract: docs/contracts.md): the pieces of one JSON text, in order. */
export function* hostDiffJson(report: HostDiffReport): Generator<string, void, undefined> {
  const { before, after } = report;
  const assumed = { old: stacksJson(before), new: stacksJson(after) };
  const head = { version: 1, host: true, engine: after.reach.options.engine.text, assumed };
  yield* differencesJson(head, report, (finding) => ({ stack: report.stackOf(finding) }));
}
