import { describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.ts';

const finding = { rule: 'CN101', subjects: ['web'], evidence: ['8080:80/tcp'], message: 'one wording' };

describe('fingerprint', () => {
  it('is sixteen hexadecimal digits that never change', () => {
    expect(fingerprint(finding)).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprint(finding)).toBe(fingerprint({ ...finding }));
  });

  it('outlives another wording', () => {
    const reworded = { ...finding, message: 'another wording' };
    expect(fingerprint(reworded)).toBe(fingerprint(finding));
  });

  it('tells rules, subjects and evidence apart, also where their texts run together', () => {
    const prints = [
      finding,
      { ...finding, rule: 'CN102' },
      { ...finding, subjects: ['web', 'db'] },
      { ...finding, subjects: ['webdb'] },
      { ...finding, evidence: [] },
    ].map(fingerprint);
    expect(new Set(prints).size).toBe(5);
  });
});
