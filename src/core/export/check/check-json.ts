// `check --format json` (`core/contracts/check.ts`).

import { formatOperation } from '../../compose/operations/operation-text.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Assumed } from '../../contracts/assumed.ts';
import type { CheckReport, Finding as FindingJson } from '../../contracts/check.ts';
import type { Finding, Fix } from '../../findings/finding.ts';
import { fingerprint } from '../../findings/fingerprint.ts';
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

/** Returns one finding as a plain value, with its place. */
export function findingJson(finding: Finding, place: FindPlace): FindingJson {
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
    fixes: finding.fixes.map(fixJson),
    fingerprint: fingerprint(finding),
    suppressed: finding.suppressed,
    group: finding.group,
    profiles: finding.profiles,
  };
}

function fixJson({ title, safe, stops, operations, edits }: Fix): FindingJson['fixes'][number] {
  const plain = {
    title,
    safe,
    ...(stops && { stops }),
    operations: operations.map(formatOperation),
  };
  if (!edits) return plain;
  const each = edits.map(({ stack, operations: own }) => ({ stack, operations: own.map(formatOperation) }));
  return { ...plain, edits: each };
}
