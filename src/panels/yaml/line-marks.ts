// What the YAML pane knows about lines beside their text: whose they are, and what is wrong there.

import type { Analysis } from '../../core/analysis/analyze-document.ts';
import type { Severity } from '../../core/analysis/finding.ts';
import type { ComposeDocument } from '../../core/compose/document.ts';
import { locate } from '../../core/compose/locate.ts';
import { lineAndColumn } from '../../core/text/line-and-column.ts';

export interface LineMark {
  readonly severity: Severity;
  readonly texts: readonly string[];
}

const rank: { readonly [severity in Severity]: number } = { error: 0, warning: 1, info: 2 };

/** Findings and problems by line (1-based); the worst severity of a line wins. */
export function lineMarks(document: ComposeDocument, analysis: Analysis): ReadonlyMap<number, LineMark> {
  const marks = new Map<number, LineMark>();
  function mark(line: number, severity: Severity, text: string) {
    const before = marks.get(line);
    const worst = before !== undefined && rank[before.severity] < rank[severity] ? before.severity : severity;
    marks.set(line, { severity: worst, texts: [...(before?.texts ?? []), text] });
  }
  for (const { kind, message, advice, offset, path } of document.problems) {
    const { line } = offset === null ? locate(document, path) : lineAndColumn(document.text, offset);
    mark(line, kind === 'notice' ? 'info' : 'error', `${message}. ${advice}`.trim());
  }
  // While the text cannot be read, findings belong to an older one.
  if (document.stale) return marks;
  for (const { at, severity, message, rule } of analysis.findings) {
    mark(locate(document, at).line, severity, `${rule}: ${message}`);
  }
  return marks;
}
