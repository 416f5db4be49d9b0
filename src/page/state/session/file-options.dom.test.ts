import { afterEach, describe, expect, it } from 'vitest';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { ruleBook } from '../../../core/rules/rule-book.ts';
import { drawnAnalysis } from '../work/selectors.ts';
import { createWorkStore } from '../work/work-store.ts';
import { keepRuleSet, withKeptRuleSet } from './file-options.ts';

afterEach(() => localStorage.clear());

describe('the rule set', () => {
  it('is the default where none is remembered, or what is remembered is none', () => {
    expect(withKeptRuleSet(defaultReachOptions)).toBe(defaultReachOptions);
    localStorage.setItem('bulkhead.rules', 'mine');
    expect(withKeptRuleSet(defaultReachOptions)).toBe(defaultReachOptions);
  });

  it('weighs the findings of the next page', () => {
    keepRuleSet('homelab');
    const work = createWorkStore(ruleBook);
    const texts = new Map([
      ['compose.yaml', 'services:\n  web:\n    image: example/web:1\n    ports: ["8080:80"]\n'],
    ]);
    work.openProject({
      input: { order: ['compose.yaml'], texts, environment: new Map(), schema: null },
      profiles: null,
      folder: null,
    });
    const severity = () =>
      drawnAnalysis(work.getState())?.findings.find(({ rule }) => rule === 'CN101')?.severity;
    expect(severity()).toBe('info');
    work.setOptions({ ...work.getState().options, rules: 'default' });
    expect(severity()).toBe('warning');
    keepRuleSet('default');
    expect(localStorage.getItem('bulkhead.rules')).toBeNull();
  });
});
