// `check --host --format markdown`: what concerns several stacks, then each stack that has findings.

import type { HostAnalysis } from '../../host/analyze-host.ts';
import { checkMarkdown } from '../check/check-markdown.ts';
import { plural } from '../check/check-pretty.ts';
import { codeSpan } from '../markdown-text.ts';
import { placedStacks } from './placed-stacks.ts';

/** The pieces of the text, each with its line feed. */
export function hostCheckMarkdown(analysis: HostAnalysis): Generator<string> {
  const { host, reach } = analysis;
  const sections = placedStacks(analysis).map((group) => ({
    ...group,
    title: group.stack === null ? 'Across stacks' : codeSpan(group.stack),
  }));
  const counts = `${plural(host.stacks.length, 'stack')}, ${plural(reach.services.length, 'service')}. `;
  return checkMarkdown(sections, counts);
}
