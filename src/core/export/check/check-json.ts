// `check --format json` (`core/contracts/check.ts`).

import { formatOperation } from '../../compose/operations/operation-text.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Assumed } from '../../contracts/assumed.ts';
import type { CheckReport, Finding as FindingJson } from '../../contracts/check.ts';
import type { Finding, Fix } from '../../findings/finding.ts';
import { fingerprint } from '../../findings/fingerprint.ts';
import { placeEditText, treeEditText } from '../../fleet/edit/fleet-edit.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { type FindPlace, placesIn } from './placed-findings.ts';

/** Returns the report of one project as a plain value; `assumed` are the assumptions of the run. */
export function checkJson(
  workspace: Workspace,
  analysis: Pick<Analysis, 'reach' | 'findings'>,
  assumed: Assumed,
): CheckReport {
  return {
    version: 1,
    engine: analysis.reach.options.engine.text,
    assumed,
    findings: analysis.findings.map((finding) => findingJson(finding, placesIn(workspace))),
  };
}

/** Returns one finding as a plain value, with its place; `fleetFile` is the file that fixes of a fleet edit. */
export function findingJson(finding: Finding, place: FindPlace, fleetFile = ''): FindingJson {
  const { file, line, column } = place(finding.at);
  return {
    rule: finding.rule,
    slug: finding.slug,
    severity: finding.severity,
    certainty: finding.certainty,
    subjects: finding.subjects,
    message: finding.message,
    why: finding.why,
    file,
    line,
    column,
    path: finding.path.map(({ from, to, network, at }) => {
      const hop = place(at);
      return { from, to, network, file: hop.file, line: hop.line };
    }),
    fixes: finding.fixes.map((fix) => fixJson(fix, fleetFile)),
    fingerprint: fingerprint(finding),
    suppressed: finding.suppressed,
    group: finding.group,
    profiles: finding.profiles,
  };
}

function fixJson(
  { title, safe, stops, opens, closes, operations, edits, fleet }: Fix,
  fleetFile: string,
): FindingJson['fixes'][number] {
  const plain = {
    title,
    safe,
    ...(stops && { stops }),
    ...(opens && { opens }),
    ...(closes && { closes }),
    operations: operations.map(formatOperation),
  };
  if (fleet) {
    const parts = fleet.map((edit) =>
      edit.machine === null
        ? { file: fleetFile, changes: edit.edits.map(treeEditText) }
        : 'file' in edit
          ? { file: edit.file, changes: [placeEditText(edit)] }
          : { machine: edit.machine, stack: edit.stack, operations: edit.operations.map(formatOperation) },
    );
    return { ...plain, fleet: parts };
  }
  if (!edits) return plain;
  const each = edits.map(({ stack, operations: own }) => ({ stack, operations: own.map(formatOperation) }));
  return { ...plain, edits: each };
}
