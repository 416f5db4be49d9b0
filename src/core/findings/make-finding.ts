// A finding out of what a rule is and what its check reports.

import { holdsShared } from '../compose/operations/anchors/shared-key.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { editedKey } from '../compose/operations/registry.ts';
import type { Topology } from '../compose/topology.ts';
import type { Finding, Fix, Report, Rule } from './finding.ts';

type Identity = Pick<Rule, 'id' | 'slug' | 'why' | 'severity'>;

/** Fills in what the report leaves to the rule; a finding holds under the profiles of its culprit. */
export function makeFinding(rule: Identity, report: Report, topology: Topology): Finding {
  const [culprit] = report.subjects;
  const finding = findingOf(rule, report);
  return {
    ...finding,
    fixes: finding.fixes.map((fix) => ownCopies(fix, topology)),
    group: report.group ?? null,
    profiles: culprit === undefined ? [] : (topology.services.get(culprit)?.profiles ?? []),
  };
}

/** What every finding is, of one project or of a host. */
export function findingOf(rule: Identity, report: Omit<Report, 'group'>): Finding {
  return {
    rule: rule.id,
    slug: rule.slug,
    severity: report.severity ?? rule.severity,
    certainty: report.certainty ?? 'certain',
    subjects: report.subjects,
    message: report.message,
    why: rule.why,
    at: report.at,
    path: report.path ?? [],
    fixes: report.fixes ?? [],
    evidence: report.evidence,
    parts: report.parts ?? [],
    ...(report.restOf && { restOf: report.restOf }),
    group: null,
    profiles: [],
    suppressed: null,
  };
}

/** What a service has from an anchor is changed for this service alone: a finding is about it and not about all that share. */
function ownCopies(fix: Fix, topology: Topology): Fix {
  const operations = ownOperations(fix.operations, topology);
  return operations === fix.operations ? fix : { ...fix, operations };
}

/** The same of a list of operations; itself where nothing is shared. */
export function ownOperations(operations: readonly Operation[], topology: Topology): readonly Operation[] {
  const own = (operation: Operation): Operation => {
    if ('inner' in operation || !('service' in operation)) return operation;
    const key = editedKey(operation);
    const service = topology.services.get(operation.service);
    if (key === null || !service || !holdsShared(service, key)) return operation;
    return { type: 'own', service: operation.service, inner: operation };
  };
  const made = operations.map(own);
  return made.every((operation, index) => operation === operations[index]) ? operations : made;
}
