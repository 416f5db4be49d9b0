import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyzeHost } from '../host/analyze-host.ts';
import type { HostRule } from '../host/host-rule.ts';
import { hostRules } from '../host/rules/registry.ts';
import { hostOf } from '../host/testing/host-of.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { rules } from '../rules/registry.ts';
import { hostRulePage, rulePage, ruleTable } from './rule-page.ts';
import { rulePageName } from './rule-page-name.ts';

const all = [...rules, ...hostRules];
const hostPage = (rule: HostRule): string =>
  hostRulePage(rule, (files) => analyzeHost(hostOf(files), { options: optionsFor('29') }));

const docs = join(import.meta.dirname, '../../../docs');
const [begin, end] = ['<!-- rules: begin -->\n', '<!-- rules: end -->'];
const list = readFileSync(join(docs, 'rules.md'), 'utf8');
const head = list.slice(0, list.indexOf(begin) + begin.length);
const tail = list.slice(list.indexOf(end));

if (process.env.WRITE_RULE_PAGES === '1') {
  mkdirSync(join(docs, 'rules'), { recursive: true });
  for (const rule of rules) writeFileSync(join(docs, 'rules', rulePageName(rule)), rulePage(rule));
  for (const rule of hostRules) writeFileSync(join(docs, 'rules', rulePageName(rule)), hostPage(rule));
  writeFileSync(join(docs, 'rules.md'), `${head}${ruleTable(all)}${tail}`);
}

describe('docs/rules', () => {
  it.each(rules.map((rule) => [rulePageName(rule), rule] as const))(
    '%s is what `node scripts/rule-pages.mjs` writes',
    (name, rule) => {
      expect(readFileSync(join(docs, 'rules', name), 'utf8')).toBe(rulePage(rule));
    },
  );

  it.each(hostRules.map((rule) => [rulePageName(rule), rule] as const))(
    '%s is what `node scripts/rule-pages.mjs` writes',
    (name, rule) => {
      expect(readFileSync(join(docs, 'rules', name), 'utf8')).toBe(hostPage(rule));
    },
  );

  it('holds a page for each rule and no other', () => {
    expect(readdirSync(join(docs, 'rules')).sort()).toEqual(all.map(rulePageName).sort());
  });

  it('has every rule in the table of docs/rules.md', () => {
    expect(readFileSync(join(docs, 'rules.md'), 'utf8')).toBe(`${head}${ruleTable(all)}${tail}`);
  });
});
