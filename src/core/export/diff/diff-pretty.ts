// `diff` for a terminal: sections with `+` and `-`, then one line that counts.

import type { Paint } from '../check/check-pretty.ts';
import { visible } from '../visible-text.ts';
import type { Differences } from './diff-report.ts';
import { diffSections, diffSummary } from './diff-sections.ts';

const plain: Paint = (_role, text) => text;

/** The lines, each with its line feed. What opened or came has the look of an error, what closed or went is quiet. */
export function* diffPretty(report: Differences, paint: Paint = plain): Generator<string> {
  if (report.engines) yield `${report.engines.before} to ${report.engines.after}\n`;
  for (const { title, opened, closed } of diffSections(report, { code: visible, prose: visible })) {
    yield `${paint('strong', title)}\n`;
    for (const text of opened) yield `  ${paint('error', `+ ${text}`)}\n`;
    for (const text of closed) yield `  ${paint('quiet', `- ${text}`)}\n`;
  }
  yield `${diffSummary(report)}\n`;
}
