// What is not asked is not worked out: who reaches whom on a host asks no rule, and checking it runs the rules of each stack once.

import { afterAll, afterEach, expect, it, vi } from 'vitest';
import type { Rule } from '../findings/finding.ts';
import { hostFacts } from '../host/host-facts.ts';
import { homeServer } from '../host/testing/home-server.ts';
import { hostOf } from '../host/testing/host-of.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { analyzeHost } from './all-rules.ts';
import { rule as cn107 } from './cn107-host-port-conflict.ts';
import { rule as cn806 } from './cn806-external-network-missing.ts';

const host = hostOf(homeServer);
const question = { options: optionsFor('29') };
// Rules of a project that look at it whole run once for each of its analyses, those across stacks once for a host.
const projectRule = cn107 as Required<Pick<Rule, 'check'>>;
const stacksRule = cn806 as Required<Pick<Rule, 'checkStacks'>>;
const ofProjects = vi.spyOn(projectRule, 'check');
const ofStacks = vi.spyOn(stacksRule, 'checkStacks');

afterEach(() => {
  ofProjects.mockClear();
  ofStacks.mockClear();
});

afterAll(() => {
  ofProjects.mockRestore();
  ofStacks.mockRestore();
});

it('who reaches whom, names and needs of a host ask no rule', () => {
  for (const facts of [hostFacts(host, question), analyzeHost(host, question)]) {
    expect(facts.reach.services.length).toBeGreaterThan(5);
    expect(facts.names.answers('paper/app', 'db')).not.toEqual([]);
    expect(facts.needs.all.length).toBeGreaterThan(0);
  }
  expect(ofProjects).not.toHaveBeenCalled();
  expect(ofStacks).not.toHaveBeenCalled();
});

it('findings run the rules of each stack once, and those across once', () => {
  const analysis = analyzeHost(host, question);
  expect(analysis.findings).toBe(analysis.findings);
  expect(ofProjects).toHaveBeenCalledTimes(host.stacks.length);
  expect(ofStacks).toHaveBeenCalledTimes(1);
});

it('an edit of one stack runs the rules of that stack alone again', () => {
  const before = analyzeHost(host, question);
  expect(before.findings.length).toBeGreaterThan(0);
  ofProjects.mockClear();
  const other = hostOf({
    ...homeServer,
    'media/compose.yaml': 'services:\n  one: { image: "jellyfin:11" }\n',
  });
  const stacks = host.stacks.map((stack) =>
    stack.id === 'media' ? (other.stacks.find(({ id }) => id === 'media') ?? stack) : stack,
  );
  expect(analyzeHost({ ...host, stacks }, question, before).findings.length).toBeGreaterThan(0);
  expect(ofProjects.mock.calls.map(([context]) => [...context.topology.services.keys()])).toEqual([['one']]);
});
