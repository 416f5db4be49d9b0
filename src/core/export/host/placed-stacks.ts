// The findings of a host in groups that reports list one by one: those of the rules about several stacks, then each stack's own.

import type { HostAnalysis } from '../../host/analyze-host.ts';
import { isOfHost } from '../../host/fixes/host-fix-objection.ts';
import type { StackOrigin } from '../../host/host.ts';
import { findingPlaces } from '../../host/host-places.ts';
import type { HostFinding } from '../../host/host-rule.ts';
import { sortByStack } from '../../host/sort-host-findings.ts';
import type { PlacedFindings } from '../check/placed-findings.ts';

export interface PlacedStack extends PlacedFindings {
  /** The stack whose own findings these are; null for those about several stacks. */
  readonly stack: string | null;
  readonly dir: string | null;
  /** Where that stack was read from. */
  readonly from: StackOrigin | null;
  /** The stack in whose files the findings are; null for the file of the host. */
  readonly owner: string | null;
}

/** The groups that hold a finding, those about several stacks first; these stand in one group for each file owner. */
export function placedStacks(analysis: HostAnalysis): readonly PlacedStack[] {
  const { host, joined, findings } = analysis;
  const sorted = sortByStack(host, findings);
  const groups: PlacedStack[] = [];
  const add = (list: readonly HostFinding[], own: boolean): void => {
    const [first] = list;
    if (!first) return;
    const stack = host.stacks.find(({ id }) => id === first.stack);
    groups.push({
      stack: own ? first.stack : null,
      owner: first.stack,
      dir: stack?.dir ?? null,
      from: stack?.from ?? null,
      findings: list.map(({ finding }) => finding),
      place: findingPlaces(host, joined, first),
      profiles: stack?.profiles ?? [],
    });
  };
  const isAcross = (one: HostFinding): boolean => isOfHost(one.finding) || one.stack === null;
  const owners = [null, ...host.stacks.map(({ id }) => id)];
  const of = (owner: string | null, across: boolean): readonly HostFinding[] =>
    sorted.filter((one) => one.stack === owner && isAcross(one) === across);
  // Findings in the file of the host are groups of one.
  for (const one of of(null, true)) add([one], false);
  for (const owner of owners) if (owner !== null) add(of(owner, true), false);
  for (const owner of owners) if (owner !== null) add(of(owner, false), true);
  return groups;
}
