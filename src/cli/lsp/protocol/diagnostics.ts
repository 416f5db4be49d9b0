// What is wrong in a file, in the words of the protocol.

import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Hop } from '../../../core/analysis/findings/finding.ts';
import { fingerprint } from '../../../core/analysis/findings/fingerprint.ts';
import { placeOf } from '../../../core/compose/workspace/place-of.ts';
import { diagnosticsOf, type FileDiagnostic } from '../../../core/language/diagnostics-of.ts';
import type { LanguageProject } from '../language-project.ts';
import { firstLine, locationOf, rangeOf, type UriOf } from './ranges.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

function hopWords({ from, to, network }: Hop): string {
  return `${from} reaches ${to} ${network === null ? 'through the host' : `on ${network}`}`;
}

function related(project: LanguageProject, uriOf: UriOf, path: readonly Hop[]) {
  return path.map((hop) => ({
    location: locationOf(project, uriOf, placeOf(project.workspace(), hop.at)),
    message: hopWords(hop),
  }));
}

/** The diagnostic of a problem or finding; its `data` distinguishes findings. */
export function toDiagnostic(
  project: LanguageProject,
  uriOf: UriOf,
  text: string,
  { finding, message, severity, ...span }: FileDiagnostic,
): Diagnostic {
  const own = {
    range: rangeOf(text, firstLine(text, span)),
    severity: severities[severity],
    source: 'bulkhead',
    message,
  };
  if (finding === null) return own;
  return {
    ...own,
    code: finding.rule,
    data: { fingerprint: fingerprint(finding) },
    ...(finding.path.length === 0 ? {} : { relatedInformation: related(project, uriOf, finding.path) }),
  };
}

/** The diagnostics of a file of a project. */
export function fileDiagnostics(project: LanguageProject, uriOf: UriOf, name: string): readonly Diagnostic[] {
  const workspace = project.workspace();
  const text = workspace.input.texts.get(name) ?? '';
  return diagnosticsOf(workspace, project.analysis().findings, name).map((one) =>
    toDiagnostic(project, uriOf, text, one),
  );
}
