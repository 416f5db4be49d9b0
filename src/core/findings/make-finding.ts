// A finding out of what a rule is and what its check reports.

import { rightsLostBy } from '../blast/rights-after.ts';
import { holdsShared } from '../compose/operations/anchors/shared-key.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { editedKey } from '../compose/operations/registry.ts';
import type { Topology } from '../compose/topology.ts';
import type { Finding, Fix, Report, Rule } from './finding.ts';

type Identity = Pick<Rule, 'id' | 'slug' | 'why' | 'severity'>;
type Services = Pick<Topology, 'services'>;

/** Completes a report with the identity of its rule; a finding holds under the profiles of its culprit. */
export function makeFinding(rule: Identity, report: Report, topology: Services): Finding {
  const [culprit] = report.subjects;
  const { stack, machine, place, fixes = [] } = report;
  return {
    rule: rule.id,
    slug: rule.slug,
    severity: report.severity ?? rule.severity,
    certainty: report.certainty ?? 'certain',
    subjects: report.subjects,
    message: report.message,
    why: rule.why,
    ...(stack === undefined ? {} : { stack }),
    ...(machine === undefined ? {} : { machine }),
    at: report.at,
    ...(place === undefined ? {} : { place }),
    path: report.path ?? [],
    fixes: fixes.map((fix) => withOwnOperations(withStops(fix, topology), topology)),
    evidence: report.evidence,
    parts: report.parts ?? [],
    ...(report.restOf && { restOf: report.restOf }),
    group: report.group ?? null,
    ...(report.quiet === true ? { quiet: true } : {}),
    profiles: culprit === undefined ? [] : (topology.services.get(culprit)?.profiles ?? []),
    suppressed: null,
  };
}

/** Returns a fix with what stops working, so that it is read before the fix is made, wherever fixes are listed. */
function withStops(fix: Fix, topology: Services): Fix {
  const stops = rightsLostBy(fix.operations, topology);
  return stops.length === 0 ? fix : { ...fix, stops };
}

/**
 * Returns a fix that changes a key from an anchor for one service alone, since a finding is about one service and not about all that share
 * the anchor.
 */
function withOwnOperations(fix: Fix, topology: Services): Fix {
  const operations = ownOperations(fix.operations, topology);
  return operations === fix.operations ? fix : { ...fix, operations };
}

/** Returns operations that change shared keys for one service alone; the same list when nothing is shared. */
export function ownOperations(operations: readonly Operation[], topology: Services): readonly Operation[] {
  const onService = (operation: Operation): Operation => {
    if ('inner' in operation || !('service' in operation)) return operation;
    const key = editedKey(operation);
    const service = topology.services.get(operation.service);
    if (key === null || !service || !holdsShared(service, key)) return operation;
    return { type: 'own', service: operation.service, inner: operation };
  };
  const made = operations.map(onService);
  return made.every((operation, index) => operation === operations[index]) ? operations : made;
}
