import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../rules/registry.ts';
import { rulePage, ruleTable } from './rule-page.ts';
import { rulePageName } from './rule-page-name.ts';

const docs = join(import.meta.dirname, '../../../docs');
const [begin, end] = ['<!-- rules: begin -->\n', '<!-- rules: end -->'];
const list = readFileSync(join(docs, 'rules.md'), 'utf8');
const head = list.slice(0, list.indexOf(begin) + begin.length);
const tail = list.slice(list.indexOf(end));

if (process.env.WRITE_RULE_PAGES === '1') {
  mkdirSync(join(docs, 'rules'), { recursive: true });
  for (const rule of rules) writeFileSync(join(docs, 'rules', rulePageName(rule)), rulePage(rule));
  writeFileSync(join(docs, 'rules.md'), `${head}${ruleTable(rules)}${tail}`);
}

describe('docs/rules', () => {
  it.each(rules.map((rule) => [rulePageName(rule), rule] as const))(
    '%s is what `node scripts/rule-pages.mjs` writes',
    (name, rule) => {
      expect(readFileSync(join(docs, 'rules', name), 'utf8')).toBe(rulePage(rule));
    },
  );

  it('holds a page for each rule and no other', () => {
    expect(readdirSync(join(docs, 'rules')).sort()).toEqual(rules.map(rulePageName).sort());
  });

  it('has every rule in the table of docs/rules.md', () => {
    expect(readFileSync(join(docs, 'rules.md'), 'utf8')).toBe(`${head}${ruleTable(rules)}${tail}`);
  });
});
