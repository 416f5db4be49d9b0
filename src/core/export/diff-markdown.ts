// `diff` as Markdown, for a comment on a change. Names and messages come from files: none of them may become markup.

import type { DiffReport } from './diff-report.ts';
import { type DiffSection, diffSections, diffSummary } from './diff-sections.ts';

/** A code span that holds just `text`: its fence is longer than any run of back quotes inside. */
function codeSpan(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const padding = runs.length > 0 ? ' ' : '';
  return `${fence}${padding}${text.replaceAll('\n', ' ')}${padding}${fence}`;
}

function escaped(text: string): string {
  return text
    .replaceAll('\n', ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_{}[\]#|~@]/g, '\\$&');
}

/** The pieces of the text, each with its line feed. */
export function* diffMarkdown(report: DiffReport): Generator<string> {
  yield `## Network changes\n\n${diffSummary(report)}\n`;
  for (const section of diffSections(report, { code: codeSpan, prose: escaped })) {
    yield `\n### ${section.title}\n\n`;
    yield* bullets(section);
  }
}

function* bullets({ title, opened, closed }: DiffSection): Generator<string> {
  const words = new Map([
    ['Services', ['new', 'gone']],
    ['Names', ['gained', 'lost']],
    ['Findings', ['gained', 'gone']],
  ]).get(title) ?? ['opened', 'closed'];
  for (const text of opened) yield `- **${words[0]}**: ${text}\n`;
  for (const text of closed) yield `- ${words[1]}: ${text}\n`;
}
