// `check --format json`, version 1: the shape is a contract, documented in `docs/`. Holds no logic about networks.

import type { Analysis } from '../../analysis/analyze.ts';
import type { Assumed } from '../../analysis/assumed.ts';
import type { Certainty, Finding, Severity, Suppressed } from '../../analysis/findings/finding.ts';
import { fingerprint } from '../../analysis/findings/fingerprint.ts';
import { formatOperation } from '../../compose/operations/operation-text.ts';
import { placeOf } from '../../compose/workspace/place-of.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';

interface FindingJson {
  readonly rule: string;
  readonly slug: string;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly subjects: readonly string[];
  readonly message: string;
  readonly why: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: readonly HopJson[];
  readonly fixes: readonly FixJson[];
  readonly fingerprint: string;
  readonly suppressed: Suppressed | null;
  readonly group: string | null;
  readonly profiles: readonly string[];
}

interface HopJson {
  readonly from: string;
  readonly to: string;
  readonly network: string | null;
  readonly file: string;
  readonly line: number;
}

interface FixJson {
  readonly title: string;
  readonly safe: boolean;
  readonly operations: readonly string[];
}

export interface CheckJson {
  readonly version: 1;
  readonly engine: string;
  readonly assumed: Assumed;
  readonly findings: readonly FindingJson[];
}

/** The report of one project as a plain value; `assumed` is what the run took for granted, as the caller knows it. */
export function checkJson(workspace: Workspace, analysis: Analysis, assumed: Assumed): CheckJson {
  return {
    version: 1,
    engine: analysis.reach.options.engine.text,
    assumed,
    findings: analysis.findings.map((finding) => findingJson(workspace, finding)),
  };
}

function findingJson(workspace: Workspace, finding: Finding): FindingJson {
  const { file, line, column } = placeOf(workspace, finding.at);
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
      const place = placeOf(workspace, at);
      return { from, to, network, file: place.file, line: place.line };
    }),
    fixes: finding.fixes.map(({ title, safe, operations }) => ({
      title,
      safe,
      operations: operations.map(formatOperation),
    })),
    fingerprint: fingerprint(finding),
    suppressed: finding.suppressed,
    group: finding.group,
    profiles: finding.profiles,
  };
}
