// The differences between two versions of a host or of a project by itself, as a plain value for all formats of `diff`. Suppressed findings
// count as absent.

import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Assumed } from '../../contracts/assumed.ts';
import { diffFindings } from '../../findings/diff-findings.ts';
import type { Finding } from '../../findings/finding.ts';
import { findingPlaces } from '../../findings/findings-of-host.ts';
import { type Stack, standaloneStack } from '../../host/host.ts';
import { deployedSide, type EditSide, planEdit } from '../../plan/plan-edit.ts';
import { planFindings } from '../../plan/plan-findings.ts';
import { diffConnectivity, type PairChange } from '../../reach/diff/diff-connectivity.ts';
import type { WayChange } from '../../reach/diff/way-changes.ts';
import { predictedEngine } from '../../reach/engine-kinds.ts';
import type { Reach } from '../../reach/reach-model.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { aloneAsHost, type HostAnalysis } from '../../rules/analyze-host.ts';
import type { FindingPlace } from '../check/placed-findings.ts';
import { stacksJson } from '../host/stacks-json.ts';

/** One version of a host, or of a project by itself, with its assumptions. */
export interface DiffSide {
  readonly analysis: HostAnalysis;
  /** The assumptions about a project; on a host, those about each stack by its id. */
  readonly assumed: Assumed | ReturnType<typeof stacksJson>;
}

/** What the JSON of `diff` says of one version beside what changed. */
export interface DiffVersion {
  /** The Engine; null on a fleet, whose machines have one each. */
  readonly engine: string | null;
  readonly assumed: unknown;
}

/** Items that only the new version has (opened) and only the old version had (closed). */
export interface Change<T> {
  readonly opened: readonly T[];
  readonly closed: readonly T[];
}

/** A pair that connects at the target's own addresses or through a published port. */
export interface ConnectedPair extends PairChange {
  readonly kind: Exclude<PairChange['kind'], 'name'>;
}

/** The differences between two reaches. */
export interface ReachDifferences {
  readonly services: Change<string>;
  readonly connections: Change<ConnectedPair>;
  readonly waysIn: Change<WayChange>;
  readonly waysOut: Change<WayChange>;
  readonly toHost: Change<WayChange>;
  readonly fromHost: Change<WayChange>;
  readonly names: Change<PairChange>;
  /** True when a pair, a way in or a way out opened: `diff` then exits with 1. */
  readonly opens: boolean;
}

/** The differences between two versions of a project, of all stacks of a host, or of all machines of a fleet. */
export interface DiffReport extends ReachDifferences {
  readonly before: DiffVersion;
  readonly after: DiffVersion;
  /** Machines that came or went; absent but for a fleet. */
  readonly machines?: Change<string>;
  /** Stacks that came or went; absent for a project by itself. */
  readonly stacks?: Change<string>;
  /** The Engines of the two sides, in words, where they differ. */
  readonly engines?: { readonly before: string; readonly after: string };
  readonly findings: Change<Finding>;
  /** Places of findings: opened ones in the new files, closed ones in the old files. */
  readonly places: { readonly opened: PlaceOfFinding; readonly closed: PlaceOfFinding };
}

export type PlaceOfFinding = (finding: Finding) => FindingPlace;

/** Returns a version of a project by itself. */
export function projectSide(workspace: Workspace, analysis: Analysis, assumed: Assumed): DiffSide {
  return { analysis: aloneAsHost({ workspace, reachOptions: analysis.options }, analysis), assumed };
}

/** Returns a version of a host. */
export function hostSide(analysis: HostAnalysis): DiffSide {
  return { analysis, assumed: stacksJson(analysis) };
}

/** Compares two versions; every list keeps the order of its source. Findings are compared stack by stack, since two stacks may have equal ones. */
export function diffReport(before: DiffSide, after: DiffSide): DiffReport {
  const [older, newer] = [before.analysis, after.analysis];
  const was = new Map(older.host.stacks.map((stack) => [stack.id, stack]));
  const is = new Map(newer.host.stacks.map((stack) => [stack.id, stack]));
  const [old, now] = [countedByStack(older), countedByStack(newer)];
  const opened: Finding[] = [];
  const closed: Finding[] = [];
  for (const owner of new Set([...old.keys(), ...now.keys(), ...is.keys()])) {
    const { gained, gone } = diffFindings(old.get(owner) ?? [], now.get(owner) ?? []);
    const planned = plannedFindings(older, was.get(owner ?? ''), is.get(owner ?? ''), now.get(owner) ?? []);
    opened.push(...gained, ...planned);
    closed.push(...gone);
  }
  const engines = {
    before: predictedEngine(older.reach.options),
    after: predictedEngine(newer.reach.options),
  };
  return {
    before: versionOf(before),
    after: versionOf(after),
    ...(standaloneStack(newer.host)
      ? {}
      : { stacks: { opened: namesMissingIn(is, was), closed: namesMissingIn(was, is) } }),
    ...(engines.before === engines.after ? {} : { engines }),
    ...diffReach(older.reach, newer.reach),
    findings: { opened, closed },
    places: { opened: placesOn(newer), closed: placesOn(older) },
  };
}

function versionOf({ analysis, assumed }: DiffSide): DiffVersion {
  return { engine: analysis.reach.options.engine.text, assumed };
}

/** Returns the keys of a map that another one lacks. */
export function namesMissingIn(
  from: ReadonlyMap<string, unknown>,
  other: ReadonlyMap<string, unknown>,
): readonly string[] {
  return [...from.keys()].filter((name) => !other.has(name));
}

/** Returns the findings that are not suppressed, by their stack. */
function countedByStack({ findings }: HostAnalysis): ReadonlyMap<string | null, readonly Finding[]> {
  const byStack = new Map<string | null, Finding[]>();
  for (const finding of findings) {
    const { stack = '' } = finding;
    if (finding.suppressed !== null) continue;
    const list = byStack.get(stack);
    if (list) list.push(finding);
    else byStack.set(stack, [finding]);
  }
  return byStack;
}

/** Returns the findings of `up` for a stack that exists in both versions, while the other stacks stay deployed as before. */
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
  const found = planFindings(planned, now.workspace.topology);
  return now.id === '' ? found : found.map((finding) => ({ ...finding, stack: now.id }));
}

function editSide({ workspace, project, profiles }: Stack): EditSide {
  return { workspace, project: project.name, profiles };
}

function placesOn(facts: HostAnalysis): PlaceOfFinding {
  return (finding) => findingPlaces(facts, finding)(finding.at);
}

/** Compares who reaches whom before and after. */
export function diffReach(before: Reach, after: Reach): ReachDifferences {
  const delta = diffConnectivity(before, after);
  const ways = (kind: WayChange['kind']): Change<WayChange> => ({
    opened: delta.waysOpened.filter((way) => way.kind === kind),
    closed: delta.waysClosed.filter((way) => way.kind === kind),
  });
  const connections = {
    opened: delta.opened.filter(connects),
    closed: delta.closed.filter(connects),
  };
  const waysIn = ways('way-in');
  const waysOut = ways('way-out');
  return {
    services: { opened: delta.servicesAdded, closed: delta.servicesRemoved },
    connections,
    waysIn,
    waysOut,
    toHost: ways('to-host'),
    fromHost: ways('from-host'),
    names: {
      opened: delta.opened.filter(({ kind }) => kind === 'name'),
      closed: delta.closed.filter(({ kind }) => kind === 'name'),
    },
    opens: doesOpen({ connections, waysIn, waysOut }),
  };
}

/** True when a pair, a way in or a way out opened. */
export function doesOpen({
  connections,
  waysIn,
  waysOut,
}: Pick<ReachDifferences, 'connections' | 'waysIn' | 'waysOut'>): boolean {
  return connections.opened.length + waysIn.opened.length + waysOut.opened.length > 0;
}

function connects(change: PairChange): change is ConnectedPair {
  return change.kind !== 'name';
}
