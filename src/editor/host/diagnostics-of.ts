// Problems and findings of a workspace as diagnostics of one of its files.

import type { Analysis } from '../../core/analysis/analyze.ts';
import type { Finding } from '../../core/analysis/findings/finding.ts';
import { offsetPath } from '../../core/compose/offset-path.ts';
import { placeOf } from '../../core/compose/workspace/place-of.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import type { EditorDiagnostic } from './editor-host.ts';

/** Makes the fix of a finding with that title. */
type Apply = (finding: Finding, title: string) => void;

function ofProblems(workspace: Workspace, file: string): readonly EditorDiagnostic[] {
  const found: EditorDiagnostic[] = [];
  for (const { kind, message, advice, offset, path } of workspace.problems) {
    // What Compose refuses is a finding as well (CN601), which can be suppressed and may bring a fix.
    if (kind === 'rejected' && !workspace.stale) continue;
    const place = placeOf(workspace, offset === null ? path : offsetPath(offset));
    if (place.file !== file) continue;
    found.push({
      from: place.from,
      to: place.to,
      severity: kind === 'notice' ? 'info' : 'error',
      message: `${message}. ${advice}`.trim(),
      source: null,
      actions: [],
    });
  }
  return found;
}

function ofFindings(
  workspace: Workspace,
  findings: readonly Finding[],
  file: string,
  apply: Apply,
): readonly EditorDiagnostic[] {
  const found: EditorDiagnostic[] = [];
  for (const finding of findings) {
    const { at, severity, message, rule, fixes, suppressed } = finding;
    if (suppressed !== null) continue;
    const place = placeOf(workspace, at);
    if (place.file !== file) continue;
    const titles = [...new Set(fixes.map(({ title }) => title))];
    const actions = titles.map((name) => ({ name, run: () => apply(finding, name) }));
    found.push({ from: place.from, to: place.to, severity, message, source: rule, actions });
  }
  return found;
}

/** The diagnostics of `file`. While a text cannot be read, findings belong to an older one and are left out. */
export function diagnosticsOf(
  workspace: Workspace,
  analysis: Analysis,
  file: string,
  apply: Apply,
): readonly EditorDiagnostic[] {
  const problems = ofProblems(workspace, file);
  if (workspace.stale) return problems;
  return [...problems, ...ofFindings(workspace, analysis.findings, file, apply)];
}
