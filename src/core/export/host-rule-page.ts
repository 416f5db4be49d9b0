// The page of a rule about several stacks, in `docs/rules`: as those of the rules of one project, with examples of several files.

import type { HostAnalysis } from '../host/analyze-host.ts';
import type { HostExample, HostRule } from '../host/host-rule.ts';
import { fence, findingText, pageOf } from './rule-page.ts';

/** The page as Markdown; `analyze` gives what follows from an example. */
export function hostRulePage(rule: HostRule, analyze: (files: HostExample) => HostAnalysis): string {
  const raised = rule.examples.invalid.map((files) => {
    const found = analyze(files).findings.filter(({ finding }) => finding.rule === rule.id);
    return `${filesText(files)}\n${found.map(({ finding }) => findingText(finding)).join('\n')}\n`;
  });
  return pageOf(rule, raised, rule.examples.valid.map(filesText));
}

function filesText(files: HostExample): string {
  return Object.entries(files)
    .map(([file, text]) => `\`${file}\`\n\n${fence(text)}`)
    .join('\n');
}
