// Two versions of a fleet side by side: for `diff` and for a move that is not made yet.

import type { DiffReport } from '../../core/export/diff/diff-report.ts';
import { type FleetSide, fleetDiffReport } from '../../core/export/diff/fleet-diff-report.ts';
import type { Fleet } from '../../core/fleet/fleet.ts';
import { fleetFacts } from '../../core/fleet/fleet-facts.ts';
import { analyzeHost } from '../../core/rules/all-rules.ts';

/** Returns what the second fleet opens and closes compared with the first. */
export function compareFleets(before: Fleet, after: Fleet): DiffReport {
  return fleetDiffReport(sideOf(before), sideOf(after));
}

function sideOf(fleet: Fleet): FleetSide {
  const analyses = new Map(
    [...fleet.machines].flatMap(([name, { facts }]) =>
      facts ? [[name, analyzeHost(facts.host, { options: facts.options, live: facts.live })] as const] : [],
    ),
  );
  return { facts: fleetFacts(fleet), analyses };
}
