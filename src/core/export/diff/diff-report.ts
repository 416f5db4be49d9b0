// The differences between two versions of a project, as a plain value for all formats of `diff`. Suppressed findings count as absent.

import { placeOf } from '../../compose/workspace/place-of.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Assumed } from '../../contracts/assumed.ts';
import { diffFindings } from '../../findings/diff-findings.ts';
import type { Finding } from '../../findings/finding.ts';
import { type EditSide, planEdit } from '../../plan/plan-edit.ts';
import { planFindings } from '../../plan/plan-findings.ts';
import { diffConnectivity, type PairChange } from '../../reach/diff/diff-connectivity.ts';
import type { WayChange } from '../../reach/diff/way-changes.ts';
import { predictedEngine } from '../../reach/engine-kinds.ts';
import type { Reach } from '../../reach/reach-model.ts';
import type { Analysis } from '../../rules/analyze.ts';
import type { FindingPlace } from '../check/placed-findings.ts';

/** One version: its files, their analysis and its assumptions. */
export interface DiffSide {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  readonly assumed: Assumed;
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

/** The differences of a project or of all stacks of a host. */
export interface Differences {
  /** Stacks that came or went; only for a host. */
  readonly stacks?: Change<string>;
  /** The Engines of the two sides, in words, when they differ. */
  readonly engines?: { readonly before: string; readonly after: string };
  readonly services: Change<string>;
  readonly connections: Change<ConnectedPair>;
  readonly waysIn: Change<WayChange>;
  readonly waysOut: Change<WayChange>;
  readonly toHost: Change<WayChange>;
  readonly fromHost: Change<WayChange>;
  readonly names: Change<PairChange>;
  readonly findings: Change<Finding>;
  /** Places of findings: opened ones in the new files, closed ones in the old files. */
  readonly places: { readonly opened: PlaceOfFinding; readonly closed: PlaceOfFinding };
  /** True when a pair, a way in or a way out opened, which makes `diff` exit with 1. */
  readonly opens: boolean;
}

export type PlaceOfFinding = (finding: Finding) => FindingPlace;

export interface DiffReport extends Differences {
  readonly before: DiffSide;
  readonly after: DiffSide;
}

/** Compares `before` with `after`; every list keeps the stable order of its source. */
export function diffReport(before: DiffSide, after: DiffSide): DiffReport {
  const { gained, gone } = diffFindings(counted(before.analysis), counted(after.analysis));
  const place =
    ({ workspace }: DiffSide): PlaceOfFinding =>
    ({ at }) =>
      placeOf(workspace, at);
  const plan = planEdit(editSide(before), editSide(after), counted(after.analysis));
  const engines = {
    before: predictedEngine(before.analysis.reach.options),
    after: predictedEngine(after.analysis.reach.options),
  };
  return {
    before,
    after,
    ...(engines.before === engines.after ? {} : { engines }),
    ...diffReach(before.analysis.reach, after.analysis.reach),
    findings: {
      opened: [...gained, ...planFindings(plan, after.workspace.topology)],
      closed: gone,
    },
    places: { opened: place(after), closed: place(before) },
  };
}

function editSide({ workspace, analysis }: DiffSide): EditSide {
  const { project, profiles } = analysis.reach.options;
  return { workspace, project, profiles };
}

/** Returns all differences between two reaches except the findings. */
export function diffReach(before: Reach, after: Reach): Omit<Differences, 'findings' | 'places'> {
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
    opens: connections.opened.length + waysIn.opened.length + waysOut.opened.length > 0,
  };
}

function connects(change: PairChange): change is ConnectedPair {
  return change.kind !== 'name';
}

function counted({ findings }: Analysis): readonly Finding[] {
  return findings.filter(({ suppressed }) => suppressed === null);
}
