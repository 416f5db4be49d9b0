import { describe, expect, it } from 'vitest';
import { finish } from '../compose/steps.ts';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { updateWorkspace } from '../compose/workspace/update-workspace.ts';
import type { Workspace } from '../compose/workspace/workspace.ts';
import { computeNeeds } from '../needs/needs.ts';
import { computeTiers } from '../needs/tiers.ts';
import { computeReach } from '../reach/compute-reach.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Rule, RuleContext } from './finding.ts';
import { runRules as ruleSteps } from './run-rules.ts';
import { viewServices } from './service-view.ts';

const runRules = (...run: Parameters<typeof ruleSteps>) => finish(ruleSteps(...run));

function contextOf(text: string, before: RuleContext | null = null): RuleContext {
  const workspace = openedAfter(text, before);
  const { topology } = workspace;
  const reach = computeReach(topology, defaultReachOptions);
  const tiers = computeTiers(topology, reach);
  const views = viewServices(topology, reach, tiers, before?.views ?? null);
  return {
    workspace,
    options: defaultReachOptions,
    topology,
    reach,
    context: null,
    needs: computeNeeds(topology),
    tiers,
    views,
    checked: views,
    ways: null,
  };
}

function openedAfter(text: string, before: RuleContext | null): Workspace {
  if (!before) return openAlone(text);
  const [file] = before.workspace.files;
  const old = file?.document.text ?? '';
  return updateWorkspace(before.workspace, new Map([['compose.yaml', [minimalEdit(old, text)]]]));
}

/** Returns the edit between the common start and the common end of two texts. */
function minimalEdit(old: string, text: string): TextEdit {
  let from = 0;
  while (from < old.length && old[from] === text[from]) from++;
  let tail = 0;
  while (tail < old.length - from && tail < text.length - from && old.at(-1 - tail) === text.at(-1 - tail))
    tail++;
  return { from, to: old.length - tail, insert: text.slice(from, text.length - tail) };
}

const identity = {
  id: 'CN001',
  slug: 'good',
  title: '',
  why: 'because',
  severity: 'info',
  source: '',
} as const;

const good = {
  ...identity,
  check: () => [{ subjects: ['web'], message: 'found', at: ['services', 'web'], evidence: ['x'] }],
} satisfies Rule;

const bad: Rule = {
  ...good,
  id: 'CN002',
  *check() {
    yield* good.check();
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
        parts: [],
        group: null,
        profiles: ['dev'],
        suppressed: null,
      },
    ]);
  });

  it('takes a step for each finding of a rule, so that one with thousands is no long task', () => {
    const many: Rule = { ...good, check: () => Array(5).fill(good.check()[0]) };
    const steps = ruleSteps(context, [many]);
    let count = 0;
    while (steps.next().done === false) count++;
    expect(count).toBeGreaterThanOrEqual(5);
  });

  it('reports a rule that fails inside, keeps what it found, and runs the others', () => {
    const found = runRules(context, [bad, good]);
    expect(found.map(({ rule }) => rule)).toEqual(['CN002', 'CN901', 'CN001']);
    expect(found[1]?.severity).toBe('error');
    expect(found[1]?.message).toContain('CN002 failed inside (no such luck)');
  });

  describe('for rules about one service', () => {
    const text =
      'services:\n  web:\n    image: example/web:1\n    networks: [n]\n  db:\n    image: example/db:1\n    networks: [n]\n  job:\n    image: example/job:1\nnetworks:\n  n:\n';
    const asked: string[] = [];
    const counting: Rule = {
      ...identity,
      id: 'CN003',
      *checkService({ service: { name } }) {
        asked.push(name);
        yield { subjects: [name], message: 'seen', at: ['services', name], evidence: [name] };
      },
    };
    const rules = [counting];
    const askedAfter = (edited: string): readonly string[] => {
      const before = contextOf(text);
      runRules(before, rules);
      asked.length = 0;
      const found = runRules(contextOf(edited, before), rules);
      expect(found.map(({ subjects }) => subjects[0])).toEqual(['web', 'db', 'job']);
      return [...asked];
    };

    it('asks again only about the service that was edited', () => {
      expect(askedAfter(text.replace('example/db:1', 'example/db:2'))).toEqual(['db']);
    });

    it('asks again about every member of a network that was edited', () => {
      expect(askedAfter(text.replace('  n:\n', '  n:\n    internal: true\n'))).toEqual(['web', 'db']);
    });

    it('asks nobody when nothing that counts has changed', () => {
      expect(askedAfter(`# a comment\n${text}`)).toEqual([]);
    });

    it('does not ask a rule about services that it does not concern', () => {
      const rule: Rule = {
        ...counting,
        concerns: ({ networks }) => networks.length > 0 && networks[0]?.name === 'n',
      };
      asked.length = 0;
      const found = runRules(contextOf(text), [rule]);
      expect(found.map(({ subjects }) => subjects[0])).toEqual(['web', 'db']);
      expect(asked).toEqual(['web', 'db']);
    });

    it('asks a rule that begins to apply about all services, and keeps what the others said', () => {
      const other: Rule = {
        ...identity,
        id: 'CN004',
        checkService: () => [],
        applies: ({ topology }) => topology.networks.size > 1,
      };
      const both = [counting, other];
      const before = contextOf(text);
      const ids = (context: RuleContext): readonly string[] =>
        runRules(context, both).map(({ rule, subjects }) => `${rule} ${subjects[0]}`);
      const first = ids(before);
      expect(ids(contextOf(`${text}  more: {}\n`, before))).toEqual(first);
    });

    it('leaves out a rule that does not apply', () => {
      expect(runRules(contextOf(text), [{ ...counting, applies: () => false }])).toEqual([]);
    });

    it('tells once that a rule fails inside, however many services it fails on', () => {
      const failing: Rule = {
        ...counting,
        checkService: () => {
          throw new Error('no such luck');
        },
      };
      const found = runRules(contextOf(text), [failing]);
      expect(found.map(({ rule, subjects }) => [rule, subjects])).toEqual([['CN901', []]]);
    });
  });
});
