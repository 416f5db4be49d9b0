// `diff` as Markdown, for a comment on a change. Names and messages come from files: none of them may become markup.

import { codeSpan, escapedProse } from '../markdown-text.ts';
import type { Differences } from './diff-report.ts';
import { type DiffSection, diffSections, diffSummary } from './diff-sections.ts';

/** The pieces of the text, each with its line feed; `where` ends the heading. */
export function* diffMarkdown(report: Differences, where = ''): Generator<string> {
  yield `## Network changes${where}

`;
  if (report.engines) yield `${report.engines.before} to ${report.engines.after}: `;
  yield `${diffSummary(report)}
`;
  for (const section of diffSections(report, { code: codeSpan, prose: escapedProse })) {
    yield `\n### ${section.title}\n\n`;
    yield* bullets(section);
  }
}

function* bullets({ title, opened, closed }: DiffSection): Generator<string> {
  const words = new Map([
    ['Stacks', ['new', 'gone']],
    ['Services', ['new', 'gone']],
    ['Names', ['gained', 'lost']],
    ['Findings', ['gained', 'gone']],
  ]).get(title) ?? ['opened', 'closed'];
  for (const text of opened) yield `- **${words[0]}**: ${text}\n`;
  for (const text of closed) yield `- ${words[1]}: ${text}\n`;
}
