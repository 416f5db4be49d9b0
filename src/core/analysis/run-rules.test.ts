import { describe, expect, it } from 'vitest';
import { openDocument } from '../compose/open-document.ts';
import { computeReach } from './compute-reach.ts';
import { defaultReachOptions } from './default-reach-options.ts';
import type { Rule, RuleContext } from './finding.ts';
import { computeNeeds } from './needs.ts';
import { runRules } from './run-rules.ts';
import { computeTiers } from './tiers.ts';

function contextOf(text: string): RuleContext {
  const document = openDocument(text);
  const { topology } = document;
  const reach = computeReach(topology, defaultReachOptions);
  return { document, topology, reach, needs: computeNeeds(topology), tiers: computeTiers(topology, reach) };
}

const good: Rule = {
  id: 'CN001',
  slug: 'good',
  title: '',
  why: 'because',
  severity: 'info',
  source: '',
  examples: { invalid: [], valid: [] },
  check: () => [{ subjects: ['web'], message: 'found', at: ['services', 'web'], evidence: ['x'] }],
};

const bad: Rule = {
  ...good,
  id: 'CN002',
  *check(context) {
    yield* good.check(context);
    throw new Error('no such luck');
  },
};

describe('runRules', () => {
  const context = contextOf('services:\n  web:\n    image: example/web:1\n    profiles: [dev]\n');

  it('fills a finding from its rule and the profiles of the culprit', () => {
    expect(runRules(context, [good])).toEqual([
      {
        rule: 'CN001',
        slug: 'good',
        severity: 'info',
        certainty: 'certain',
        subjects: ['web'],
        message: 'found',
        why: 'because',
        at: ['services', 'web'],
        path: [],
        fixes: [],
        evidence: ['x'],
        group: null,
        profiles: ['dev'],
        suppressed: null,
      },
    ]);
  });

  it('reports a rule that fails inside, keeps what it found, and runs the others', () => {
    const found = runRules(context, [bad, good]);
    expect(found.map(({ rule }) => rule)).toEqual(['CN002', 'CN901', 'CN001']);
    expect(found[1]?.severity).toBe('error');
    expect(found[1]?.message).toContain('CN002 failed inside (no such luck)');
  });
});
