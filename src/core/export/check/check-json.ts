// `check --format json`, version 1: the shape is a contract, documented in `docs/`. Holds no logic about networks.

import { formatOperation } from '../../compose/operations/operation-text.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Assumed } from '../../describe/assumed.ts';
import type { Certainty, Finding, Fix, Severity, Suppressed } from '../../findings/finding.ts';
import { fingerprint } from '../../findings/fingerprint.ts';
import type { Analysis } from '../../rules/analyze.ts';
import { type FindPlace, placesIn } from './placed-findings.ts';

/** One finding as the contract has it. */
export interface FindingJson {
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
  /** Only in fixes across the stacks of a host. */
  readonly edits?: readonly { readonly stack: string; readonly operations: readonly string[] }[];
}

export interface CheckJson {
  readonly version: 1;
  readonly engine: string;
  readonly assumed: Assumed;
  readonly findings: readonly FindingJson[];
}

/** The report of one project as a plain value; `assumed`: what the run rests on beside the files. */
export function checkJson(
  workspace: Workspace,
  analysis: Pick<Analysis, 'reach' | 'findings'>,
  assumed: Assumed,
): CheckJson {
  return {
    version: 1,
    engine: analysis.reach.options.engine.text,
    assumed,
    findings: analysis.findings.map((finding) => findingJson(finding, placesIn(workspace))),
  };
}

/** One finding, with the place where its paths lead. */
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

function fixJson({ title, safe, operations, edits }: Fix): FixJson {
  const plain = { title, safe, operations: operations.map(formatOperation) };
  if (!edits) return plain;
  const each = edits.map(({ stack, operations: own }) => ({ stack, operations: own.map(formatOperation) }));
  return { ...plain, edits: each };
}
