// Two versions of a fleet side by side: for `diff` and for a move that is not made yet.

import type { DiffReport } from '../../core/export/diff/diff-report.ts';
import { fleetDiffReport } from '../../core/export/diff/fleet-diff-report.ts';
import type { Fleet } from '../../core/fleet/fleet.ts';
import { analyzeFleet } from '../../core/rules/all-rules.ts';

/** Returns what the second fleet opens and closes compared with the first. */
export function compareFleets(before: Fleet, after: Fleet): DiffReport {
  return fleetDiffReport(analyzeFleet(before), analyzeFleet(after));
}
