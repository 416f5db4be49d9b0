// Problems and findings of a workspace as diagnostics of one of its files, for the page's editor and for the language server.

import { offsetPath } from '../compose/offset-path.ts';
import { placeOf } from '../compose/workspace/place-of.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import type { Finding } from '../findings/finding.ts';

/** A diagnostic for a range of a file's text. */
export interface FileDiagnostic {
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** The finding behind the diagnostic; null for a problem of the file itself. */
  readonly finding: Finding | null;
}

function ofProblems(workspace: Workspace, file: string): readonly FileDiagnostic[] {
  const found: FileDiagnostic[] = [];
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
      finding: null,
    });
  }
  return found;
}

function ofFindings(
  workspace: Workspace,
  findings: readonly Finding[],
  file: string,
): readonly FileDiagnostic[] {
  const found: FileDiagnostic[] = [];
  for (const finding of findings) {
    const { at, severity, message, suppressed } = finding;
    if (suppressed !== null) continue;
    const place = placeOf(workspace, at);
    if (place.file === file) found.push({ from: place.from, to: place.to, severity, message, finding });
  }
  return found;
}

/** Returns the diagnostics of `file`. Findings are left out while a text cannot be parsed, since they belong to an older text. */
export function diagnosticsOf(
  workspace: Workspace,
  findings: readonly Finding[],
  file: string,
): readonly FileDiagnostic[] {
  const problems = ofProblems(workspace, file);
  if (workspace.stale) return problems;
  return [...problems, ...ofFindings(workspace, findings, file)];
}
