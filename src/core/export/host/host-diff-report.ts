// The differences between two versions of a host: its stacks, reach across all of them, and their findings.

import { diffFindings } from '../../findings/diff-findings.ts';
import type { Finding } from '../../findings/finding.ts';
import { findingPlaces } from '../../findings/findings-of-host.ts';
import type { Stack } from '../../host/host.ts';
import { deployedSide, type EditSide, planEdit } from '../../plan/plan-edit.ts';
import { planFindings } from '../../plan/plan-findings.ts';
import type { HostAnalysis } from '../../rules/analyze-host.ts';
import { differencesJson } from '../diff/diff-json.ts';
import { type Change, type Differences, diffReach, type PlaceOfFinding } from '../diff/diff-report.ts';
import { stacksJson } from './stacks-json.ts';

export interface HostDiffReport extends Differences {
  readonly before: HostAnalysis;
  readonly after: HostAnalysis;
  readonly stacks: Change<string>;
}

/** Compares `before` with `after`. Findings are compared stack by stack, since two stacks may have equal ones. */
export function hostDiffReport(before: HostAnalysis, after: HostAnalysis): HostDiffReport {
  const was = new Map(before.host.stacks.map((stack) => [stack.id, stack]));
  const is = new Map(after.host.stacks.map((stack) => [stack.id, stack]));
  const [old, now] = [countedByStack(before), countedByStack(after)];
  const opened: Finding[] = [];
  const closed: Finding[] = [];
  for (const owner of new Set([...old.keys(), ...now.keys()])) {
    const { gained, gone } = diffFindings(old.get(owner) ?? [], now.get(owner) ?? []);
    const still = plannedFindings(before, was.get(owner ?? ''), is.get(owner ?? ''), now.get(owner) ?? []);
    opened.push(...gained, ...still);
    closed.push(...gone);
  }
  return {
    before,
    after,
    ...diffReach(before.reach, after.reach),
    stacks: { opened: missing(is, was), closed: missing(was, is) },
    findings: { opened, closed },
    places: { opened: placesOn(after), closed: placesOn(before) },
  };
}

function missing(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): readonly string[] {
  return [...one.keys()].filter((name) => !other.has(name));
}

/** Returns findings that are not suppressed, by stack. */
function countedByStack({ findings }: HostAnalysis): ReadonlyMap<string | null, readonly Finding[]> {
  const byStack = new Map<string | null, Finding[]>();
  for (const finding of findings) {
    const { stack = null } = finding;
    if (finding.suppressed !== null) continue;
    const list = byStack.get(stack);
    if (list) list.push(finding);
    else byStack.set(stack, [finding]);
  }
  return byStack;
}

/** Returns the findings of `up` for a stack that both versions have, next to the other stacks as they were. */
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
  const planned = planEdit(editSide(old), editSide(now), findings, others);
  return planFindings(planned, now.workspace.topology).map((finding) => ({ ...finding, stack: now.id }));
}

function editSide({ workspace, project, profiles }: Stack): EditSide {
  return { workspace, project: project.name, profiles };
}

function placesOn({ host, joined }: HostAnalysis): PlaceOfFinding {
  return (finding) => findingPlaces(host, joined, finding)(finding.at);
}

/** Yields `diff --host --format json`, version 1 (a contract: docs/contracts/check.md), as one JSON text in pieces. */
export function* hostDiffJson(report: HostDiffReport): Generator<string, void, undefined> {
  const { before, after } = report;
  const assumed = { old: stacksJson(before), new: stacksJson(after) };
  const head = { version: 1, host: true, engine: after.reach.options.engine.text, assumed };
  yield* differencesJson(head, report, ({ stack = null }) => ({ stack }));
}
