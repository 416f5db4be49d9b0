import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openDocument } from '../../compose/open-document.ts';
import { planOperations } from '../../compose/operations/plan-operations.ts';
import { applyEdits } from '../../text/edit.ts';
import { analyzeDocument } from '../analyze-document.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import type { Finding, Rule } from '../finding.ts';
import { rules } from './registry.ts';

function findingsOf(text: string): readonly Finding[] {
  return analyzeDocument(openDocument(text), defaultReachOptions).findings;
}

function raised(text: string, rule: Rule): readonly Finding[] {
  return findingsOf(text).filter((finding) => finding.rule === rule.id);
}

/** What a fix may not add: the rule and who it is about, of everything that counts as more than a note. */
function worries(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(
    findings
      .filter(({ severity }) => severity !== 'info')
      .map(({ rule, subjects }) => `${rule} ${subjects[0]}`),
  );
}

describe('the registry of rules', () => {
  it('holds every rule file, each under the id and slug of its file name', () => {
    const files = readdirSync(new URL('.', import.meta.url)).filter((file) =>
      /^cn\d+.*(?<!\.test)\.ts$/.test(file),
    );
    const named = rules.map(({ id, slug }) => `${id.toLowerCase()}-${slug}.ts`);
    expect(named).toEqual(files.sort());
  });

  it('uses no id twice', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('says of each rule what it means, why it matters and where it comes from', () => {
    for (const { id, title, why, source } of rules) {
      expect([id, title.length > 0, why.length > 40, source.length > 0]).toEqual([id, true, true, true]);
    }
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  it('has two examples or more of either kind', () => {
    expect(rule.examples.invalid.length).toBeGreaterThan(1);
    expect(rule.examples.valid.length).toBeGreaterThan(1);
  });

  it.each(rule.examples.invalid)('is raised by\n%s', (text) => {
    const [finding, ...rest] = raised(text, rule);
    expect(finding).toBeDefined();
    expect(rest).toEqual([]);
    expect(finding?.evidence).not.toEqual([]);
  });

  it.each(rule.examples.valid)('is not raised by\n%s', (text) => {
    expect(raised(text, rule)).toEqual([]);
  });

  it.each(rule.examples.invalid)('mends with every fix\n%s', (text) => {
    const document = openDocument(text);
    const before = worries(findingsOf(text));
    for (const { title, operations } of raised(text, rule).flatMap(({ fixes }) => fixes)) {
      const planned = planOperations(document, operations);
      expect([title, planned.ok ? null : planned.error]).toEqual([title, null]);
      if (!planned.ok) continue;
      const after = applyEdits(text, planned.value);
      expect([title, after, raised(after, rule).map(({ message }) => message)]).toEqual([title, after, []]);
      const gained = [...worries(findingsOf(after))].filter((worry) => !before.has(worry));
      expect([title, after, gained]).toEqual([title, after, []]);
    }
  });
});
