// `bulkhead rule [ID…]`: what a rule looks for, why, what raises it and what does not; without one, the list of all.

import { pageAddress, ruleAddress } from '../../core/export/docs-address.ts';
import { textColumns } from '../../core/export/reach/reach-table.ts';
import { type DescribedRule, ownRules, ruleTags } from '../../core/export/rule-descriptions.ts';
import { rulePage } from '../../core/export/rule-page.ts';
import { rules } from '../../core/rules/registry.ts';
import { about } from '../about.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { findRule } from '../questions/known-names.ts';

export interface RuleOptions {
  readonly format: string;
}

const described: readonly DescribedRule[] = [...rules, ...ownRules];

/** Returns the Markdown page of a rule. Bulkhead's own rules have no examples, only a description. */
function pageOf(rule: DescribedRule): string {
  const known = rules.find(({ id }) => id === rule.id);
  if (known) return standalonePage(rulePage(known));
  return `# ${rule.id} ${rule.slug}\n\n${rule.title}\n\n${rule.why}\n\n- Severity: ${rule.severity}\n`;
}

/** Returns the page for readers outside its folder: without the line about its source, and with addresses as links. */
function standalonePage(page: string): string {
  return page
    .slice(page.indexOf('# '))
    .replace(/\]\(\.\.\/([\w-]+)\.md/g, (_, name: string) => `](${pageAddress(about.readOn, name)}`);
}

function ruleJson(rule: DescribedRule) {
  const { id, slug, title, why, severity, source } = rule;
  const address = about.docs === null ? null : ruleAddress(about.docs, rule);
  return { id, slug, title, why, severity, source, tags: ruleTags(rule).tags, address };
}

/** Runs the command; `args` are the rules. */
export async function runRule(io: Io, args: readonly string[], { format }: RuleOptions): Promise<ExitCode> {
  if (format !== 'pretty' && format !== 'json')
    throw new CallFailure(`--format ${format}: no such format. Use pretty or json.`);
  const named = args.map((word) => findRule(word, described));
  if (format === 'json') {
    const asked =
      args.length === 0
        ? described.map(ruleJson)
        : named.map((rule) => ({ ...ruleJson(rule), page: pageOf(rule) }));
    await io.print([`${JSON.stringify({ version: 1, rules: asked }, null, 1)}\n`]);
  } else if (args.length === 0) {
    await io.print([
      `${textColumns(described.map(({ id, slug, severity, title }) => [id, slug, severity, title]))}\n`,
    ]);
  } else await io.print([named.map(pageOf).join('\n')]);
  return exitCodes.done;
}
