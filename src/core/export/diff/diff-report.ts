// What differs between two versions of a project, as one plain value that every form of `diff` is made from. Findings that
// are suppressed count as absent.

import type { Analysis } from '../../analysis/analyze.ts';
import type { Assumed } from '../../analysis/assumed.ts';
import { diffConnectivity, type PairChange, type WayChange } from '../../analysis/diff/diff-connectivity.ts';
import { diffFindings } from '../../analysis/diff/diff-findings.ts';
import { needsDown } from '../../analysis/diff/needs-down.ts';
import type { Finding } from '../../analysis/findings/finding.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';

/** One version: its files, what follows from them, and what that rests on. */
export interface DiffSide {
  readonly workspace: Workspace;
  readonly analysis: Analysis;
  readonly assumed: Assumed;
}

/** What is there only after, and what was there only before. */
export interface Change<T> {
  readonly opened: readonly T[];
  readonly closed: readonly T[];
}

export interface DiffReport {
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly services: Change<string>;
  /** Pairs that connect: at the other's own addresses, or through a published port. */
  readonly connections: Change<PairChange>;
  readonly waysIn: Change<WayChange>;
  readonly waysOut: Change<WayChange>;
  readonly toHost: Change<WayChange>;
  readonly fromHost: Change<WayChange>;
  readonly names: Change<PairChange>;
  readonly findings: Change<Finding>;
  /** Whether a pair, a way in or a way out is there that was not: `diff` then ends with 1. */
  readonly opens: boolean;
}

/** Compares `before` with `after`; every list keeps the stable order of what it is taken from. */
export function diffReport(before: DiffSide, after: DiffSide): DiffReport {
  const delta = diffConnectivity(before.analysis.reach, after.analysis.reach);
  const ways = (kind: WayChange['kind']): Change<WayChange> => ({
    opened: delta.waysOpened.filter((way) => way.kind === kind),
    closed: delta.waysClosed.filter((way) => way.kind === kind),
  });
  const connections = {
    opened: delta.opened.filter(({ kind }) => kind !== 'name'),
    closed: delta.closed.filter(({ kind }) => kind !== 'name'),
  };
  const findings = diffFindings(counted(before.analysis), counted(after.analysis));
  const waysIn = ways('way-in');
  const waysOut = ways('way-out');
  return {
    before,
    after,
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
    findings: {
      opened: [...findings.gained, ...needsDown(before.workspace.topology, after.workspace.topology)],
      closed: findings.gone,
    },
    opens: connections.opened.length + waysIn.opened.length + waysOut.opened.length > 0,
  };
}

function counted({ findings }: Analysis): readonly Finding[] {
  return findings.filter(({ suppressed }) => suppressed === null);
}
