// What a person has decided not to hear of: comments in the file and its `x-bulkhead.disable` list. Suppressed findings
// stay, marked; a suppression that names no rule is a finding of its own (CN902).

import { placeOf } from '../../compose/workspace/place-of.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Finding, Report } from '../findings/finding.ts';
import { makeFinding } from '../findings/make-finding.ts';
import { checkBulkheadKeys } from './bulkhead-keys.ts';
import { inlineSuppressions } from './inline-suppressions.ts';
import { listedSuppressions } from './listed-suppressions.ts';

/** One decision. It covers a whole service, one line, or with neither the whole file. */
export interface Suppression {
  readonly by: 'inline' | 'file';
  readonly rules: readonly string[];
  readonly service: string | null;
  /** 1-based, in `file`. */
  readonly line: number | null;
  readonly file: string;
  readonly reason: string;
}

/** Suppressions that were read, and what is wrong with others. */
export interface Suppressions {
  readonly list: readonly Suppression[];
  readonly reports: readonly Report[];
}

/** What is said of words that mean nothing. */
export const unknownSuppression = {
  id: 'CN902',
  slug: 'unknown-suppression',
  why: 'A suppression or a setting that means nothing hides a mistake: what it was meant for still counts, or is not in force.',
  severity: 'warning',
} as const;

/** Marks the findings that the file suppresses, and adds what is wrong with its suppressions. */
export function applySuppressions(
  workspace: Workspace,
  findings: readonly Finding[],
  rules: ReadonlySet<string>,
): readonly Finding[] {
  const inline = inlineSuppressions(workspace, rules);
  const listed = listedSuppressions(workspace, rules);
  const list = [...inline.list, ...listed.list];
  const reports = [...inline.reports, ...listed.reports, ...checkBulkheadKeys(workspace)];
  const marked = list.length === 0 ? findings : findings.map((finding) => mark(workspace, finding, list));
  return [...marked, ...reports.map((report) => makeFinding(unknownSuppression, report, workspace.topology))];
}

/** The same findings, with those marked that the files of a project suppress. */
export function markSuppressed(
  workspace: Workspace,
  findings: readonly Finding[],
  rules: ReadonlySet<string>,
): readonly Finding[] {
  const list = [...inlineSuppressions(workspace, rules).list, ...listedSuppressions(workspace, rules).list];
  return list.length === 0 ? findings : findings.map((finding) => mark(workspace, finding, list));
}

function mark(workspace: Workspace, finding: Finding, list: readonly Suppression[]): Finding {
  const found = list.find((suppression) => covers(workspace, suppression, finding));
  return found ? { ...finding, suppressed: { by: found.by, reason: found.reason } } : finding;
}

function covers(
  workspace: Workspace,
  { rules, service, line, file }: Suppression,
  finding: Finding,
): boolean {
  if (!rules.includes(finding.rule)) return false;
  if (service !== null) return finding.subjects.includes(service);
  if (line === null) return true;
  const place = placeOf(workspace, finding.at);
  return place.line === line && place.file === file;
}
