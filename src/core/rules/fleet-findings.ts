// The findings about what lies between the machines of a fleet: each at a line of a machine's stack, or of the fleet's own file.

import type { Steps } from '../compose/steps.ts';
import type { Finding, Fix, Report, Rule } from '../findings/finding.ts';
import { makeFinding, ownOperations } from '../findings/make-finding.ts';
import { runFleetRules } from '../findings/run-rules.ts';
import type { FleetEdit } from '../fleet/edit/fleet-edit.ts';
import type { FleetFacts } from '../fleet/fleet-facts.ts';
import { hostFilePlace } from '../host/host-file.ts';
import { stackPathOf } from '../host/host-places.ts';
import { withSuppression } from './across-findings.ts';
import { fleetRules, ruleIds, rulesIn } from './registry.ts';
import { fleetSuppressions } from './suppressions/fleet-suppressions.ts';
import { unknownSuppression } from './suppressions/suppressions.ts';
import { weighFindings } from './weigh-findings.ts';

const fleetRuleIds: ReadonlySet<string> = new Set(fleetRules.map(({ id }) => id));

/** Yields the findings between machines by rule, then those about suppressions in the fleet's file. */
export function* fleetFindings(
  facts: FleetFacts,
  rules: readonly Rule[] = rulesIn(ruleSetOf(facts)),
): Steps<readonly Finding[]> {
  const { fleet } = facts;
  const found = yield* runFleetRules(facts, rules, (report) => placedOnFleet(facts, report));
  const suppressions = fleetSuppressions(fleet.file, ruleIds);
  const marked = found.map((finding) => withFleetSuppression(facts, finding, suppressions.mark));
  const wrong = suppressions.reports.map((report) =>
    makeFinding(unknownSuppression, placedOnFleet(facts, { ...report, machine: null }), {
      services: new Map(),
    }),
  );
  return weighFindings([...marked, ...wrong], ruleSetOf(facts));
}

function ruleSetOf({ fleet }: FleetFacts) {
  for (const { facts } of fleet.machines.values())
    if (facts?.options.rules !== undefined) return facts.options.rules;
  return 'default';
}

/** Returns a report with its place in the fleet's file, or its path in the stack of its machine. */
function placedOnFleet({ fleet }: FleetFacts, report: Report): Report {
  const { machine = null } = report;
  const facts = machine === null ? null : (fleet.machines.get(machine)?.facts ?? null);
  const fixes = (report.fixes ?? []).flatMap((fix) => writableFix(fleet, fix));
  if (!facts) {
    const place = report.place ?? hostFilePlace(fleet.file, report.at);
    return { ...report, machine: null, stack: null, place, fixes };
  }
  const own = stackPathOf(facts.joined, report.at);
  return { ...report, stack: own?.stack ?? null, at: own?.path ?? report.at, fixes };
}

/** Returns a fix whose operations change a key from an anchor for one service alone; none where a stack has no files. */
function writableFix(fleet: FleetFacts['fleet'], fix: Fix): readonly Fix[] {
  const edits: FleetEdit[] = [];
  for (const edit of fix.fleet ?? []) {
    if (edit.machine === null || 'file' in edit) {
      edits.push(edit);
      continue;
    }
    const facts = fleet.machines.get(edit.machine)?.facts;
    const stack = facts?.host.stacks.find(({ id }) => id === edit.stack);
    if (!stack || stack.from === 'running') return [];
    edits.push({ ...edit, operations: ownOperations(edit.operations, stack.workspace.topology) });
  }
  return edits.length === 0 ? [] : [{ ...fix, fleet: edits }];
}

function withFleetSuppression(
  { fleet }: FleetFacts,
  finding: Finding,
  inFile: (finding: Finding) => Finding,
): Finding {
  const { machine = null, stack = null } = finding;
  if (machine === null) return inFile(finding);
  const facts = fleet.machines.get(machine)?.facts;
  if (!facts || stack === null) return finding;
  const prefix = `${machine}/`;
  const subjects = finding.subjects.map((subject) =>
    subject.startsWith(prefix) ? subject.slice(prefix.length) : subject,
  );
  const { suppressed } = withSuppression(facts, { ...finding, subjects }, fleetRuleIds);
  return suppressed === null ? finding : { ...finding, suppressed };
}
