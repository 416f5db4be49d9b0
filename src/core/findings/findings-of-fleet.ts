// Findings of a fleet: those of a machine under the names that its services have there, and where their paths lead.

import type { FleetFile } from '../fleet/stated-fleet.ts';
import type { HostFacts } from '../host/host-facts.ts';
import { type FilePosition, hostFilePlace } from '../host/host-file.ts';
import type { Path } from '../yaml/tree.ts';
import type { Finding } from './finding.ts';
import { findingPlaces } from './findings-of-host.ts';
import type { RuleBook } from './rule-book.ts';

/**
 * Returns a machine's finding as one of its fleet: services are `MACHINE/STACK/SERVICE`, networks `network:MACHINE/STACK/NAME`. The machine
 * and the stack are part of its identity.
 */
export function onFleet(
  book: Pick<RuleBook, 'concernsSeveralStacks'>,
  machine: string,
  finding: Finding,
): Finding {
  const { stack = null } = finding;
  const prefix =
    stack === null || book.concernsSeveralStacks(finding) ? `${machine}/` : `${machine}/${stack}/`;
  const subjects = finding.subjects.map((subject) => {
    const [, kind = '', name = ''] = /^((?:network|stack):)?(.*)$/s.exec(subject) ?? [];
    return `${kind}${prefix}${name}`;
  });
  return {
    ...finding,
    machine,
    subjects,
    evidence: subjects.length === 0 ? [prefix, ...finding.evidence] : finding.evidence,
    parts: finding.parts.map((part) => [...part, prefix]),
  };
}

/** Returns the places of a finding's paths: in the files of its machine, or in the file of the fleet. */
export function fleetPlaces(
  file: FleetFile,
  machines: ReadonlyMap<string, Pick<HostFacts, 'host' | 'joined'>>,
  finding: Pick<Finding, 'machine' | 'stack' | 'place'>,
): (path: Path) => FilePosition {
  const facts = machines.get(finding.machine ?? '');
  if (facts) return findingPlaces(facts, finding);
  return (path) => finding.place ?? hostFilePlace(file, path);
}
