import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownRules } from '../../core/export/rule-descriptions.ts';
import { rulePageName } from '../../core/export/rule-page-name.ts';
import { rules } from '../../core/rules/registry.ts';
import { call } from '../testing/call.ts';

const all = [...rules, ...ownRules];

describe('rule', () => {
  it('prints the page of a rule, by number or name, with links that lead somewhere', async () => {
    for (const rule of all.filter(({ id }) => /^CN(?:101|402|803)$/.test(id))) {
      const page = readFileSync(`docs/rules/${rulePageName(rule)}`, 'utf8');
      const { code, out } = await call(['rule', rule.id]);
      expect(code).toBe(0);
      expect(out.split('\n').slice(10)).toEqual(page.split('\n').slice(12));
      expect(out).toMatch(new RegExp(`^# ${rule.id} ${rule.slug}\n`));
      expect(out).not.toContain('](../');
      expect((await call(['rule', rule.slug])).out).toBe(out);
      expect((await call(['rule', rule.id.toLowerCase()])).out).toBe(out);
    }
    expect((await call(['rule', 'CN902'])).out).toContain('A suppression or setting means nothing\n');
  });

  it('lists all rules, and says them as data', async () => {
    const listed = (await call(['rule'])).out.trim().split('\n');
    expect(listed.map((line) => line.slice(0, 5))).toEqual(all.map(({ id }) => id).sort());
    const { rules: listedRules } = JSON.parse((await call(['rule', '--format', 'json'])).out);
    expect(listedRules).toHaveLength(all.length);
    const { version, rules: one } = JSON.parse((await call(['rule', 'CN104', '--format', 'json'])).out);
    expect(version).toBe(1);
    expect(one).toEqual([
      expect.objectContaining({
        id: 'CN104',
        severity: 'error',
        tags: expect.arrayContaining(['security']),
        // While nothing is published, nobody is sent anywhere.
        address: null,
        page: expect.stringContaining('## Raised by'),
      }),
    ]);
  });

  it('asks what is meant by a rule that is none', async () => {
    expect(await call(['rule', 'dead-port-internal-onyl'])).toMatchObject({
      code: 2,
      err: 'dead-port-internal-onyl: no such rule. Did you mean dead-port-internal-only? bulkhead rule lists them.\n',
    });
    expect((await call(['rule', '--format', 'xml'])).code).toBe(2);
  });
});
