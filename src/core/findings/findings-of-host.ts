// Findings of a host: where their paths lead, and the order in which they are listed.

import { placeOf } from '../compose/workspace/place-of.ts';
import type { Host } from '../host/host.ts';
import type { HostFacts } from '../host/host-facts.ts';
import type { FilePosition } from '../host/host-file.ts';
import { placeOnHost } from '../host/host-places.ts';
import type { Path } from '../yaml/tree.ts';
import { type Finding, severities } from './finding.ts';
import { sortFindings } from './sort-findings.ts';

/** Finds the place of a path of a finding. */
type FindOnHost = (path: Path) => FilePosition;

/** Returns the places of a finding's paths: in the files of its stack, or in the file of the host. */
export function findingPlaces(
  facts: Pick<HostFacts, 'host' | 'joined'>,
  { stack = '', place }: Pick<Finding, 'stack' | 'place'>,
): FindOnHost {
  const { host } = facts;
  const ownWorkspace = host.stacks.find(({ id }) => id === stack)?.workspace;
  return (path) => {
    // A hop from one stack to another is a path of the joined topology.
    const across = String(path[1] ?? '').includes('/') ? placeOnHost(facts, path) : null;
    if (across) return across;
    if (place) return place;
    return ownWorkspace ? placeOf(ownWorkspace, path) : firstPlace(host);
  };
}

/** Returns the place that is shown for a fact that no file states, such as CN901. */
function firstPlace({ stacks: [first] }: Host): FilePosition {
  return first ? placeOf(first.workspace, []) : { file: '', line: 1, column: 1 };
}

/**
 * Returns the findings of the host's own file first, then those of each stack in the order of the host, sorted by severity, rule and place.
 */
export function sortByStack({ stacks }: Host, findings: readonly Finding[]): readonly Finding[] {
  const byStack = new Map<string | null, Finding[]>([[null, []]]);
  for (const { id } of stacks) byStack.set(id, []);
  for (const finding of findings) byStack.get(finding.stack ?? null)?.push(finding);
  const ownFindings = (byStack.get(null) ?? []).sort(bySeverity);
  return [
    ...ownFindings,
    ...stacks.flatMap(({ id, workspace }) => sortFindings(workspace, byStack.get(id) ?? [])),
  ];
}

/** Returns the findings of all stacks in one list: by severity, then rule, then stack and place. */
export function sortHostFindings(host: Host, findings: readonly Finding[]): readonly Finding[] {
  return [...sortByStack(host, findings)].sort(bySeverity);
}

/** Orders findings by severity, then rule. */
export function bySeverity(a: Finding, b: Finding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)
  );
}
