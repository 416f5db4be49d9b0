// `check --format markdown`: findings as lists, for a comment on a change. Names and messages come from files: none of them may
// become markup.

import { byCause } from '../../findings/causes.ts';
import type { Finding } from '../../findings/finding.ts';
import { standingOf } from '../../findings/standing.ts';
import { codeSpan, escapedProse } from '../../quote/markdown-text.ts';
import { prettySummary } from './check-pretty.ts';
import type { PlacedFindings } from './placed-findings.ts';

/** A section of findings with a heading; '' for none. */
export interface MarkdownSection extends PlacedFindings {
  readonly title: string;
}

/** Yields the Markdown in pieces, each with its line feed. `counts` starts the summary line. */
export function* checkMarkdown(sections: readonly MarkdownSection[], counts = ''): Generator<string> {
  yield `## Network findings\n\n${counts}${prettySummary(sections)}\n`;
  let heading = '';
  for (const section of sections) {
    if (section.findings.length === 0) continue;
    if (section.title !== heading) yield `\n### ${section.title}\n`;
    heading = section.title;
    yield '\n';
    for (const [lead, also] of byCause(section.findings)) {
      yield line(section, lead, '');
      for (const finding of also) yield line(section, finding, '  ');
    }
  }
}

function line(section: MarkdownSection, finding: Finding, indent: string): string {
  const { severity, certainty, rule, slug, message, at } = finding;
  const { file, line, column } = section.place(at);
  const standing = standingOf(finding, section.profiles);
  const marks = [
    ...(certainty === 'inferred' ? ['inferred'] : []),
    ...(standing === 'counts' ? [] : [standing === 'inactive' ? 'inactive profile' : standing]),
  ].map((mark) => `, ${mark}`);
  const place = codeSpan(`${file}:${line}:${column}`);
  return `${indent}- **${severity}**${marks.join('')} ${rule} ${slug}: ${escapedProse(message)} (${place})\n`;
}
