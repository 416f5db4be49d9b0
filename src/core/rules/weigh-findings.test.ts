import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import type { Severity } from '../findings/finding.ts';
import type { RuleSet } from '../findings/rule-sets.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from './all-rules.ts';
import { projectRules as rules, rulesIn } from './registry.ts';
import { weighFindings } from './weigh-findings.ts';

const text = `services:
  app: {image: "example/app:1", ports: ["8080:80"]}
  agent: {image: "example/agent:1", security_opt: ["seccomp:unconfined"]}
`;

const [note] = analyze(openAlone('services: {a: {image: x}}'), {
  ...defaultReachOptions,
  rules: 'strict',
}).findings.filter(({ rule }) => rule === 'CN509');

function weighed(set: RuleSet): readonly string[] {
  return analyze(openAlone(text), { ...defaultReachOptions, rules: set }).findings.map(
    ({ rule, severity }) => `${rule} ${severity}`,
  );
}

describe('weighFindings', () => {
  it('the default set leaves severities as the rules give them', () => {
    expect(weighed('default')).toEqual(['CN510 error', 'CN101 warning', 'CN201 info']);
  });

  it('the strict set makes warnings of notes, and alone looks for the hardening that nearly every project lacks', () => {
    expect(weighed('strict')).toEqual(['CN510 error', 'CN101 warning', 'CN201 warning', 'CN509 warning']);
  });

  it('a home lab publishes on purpose', () => {
    expect(weighed('homelab')).toEqual(['CN510 error', 'CN101 info', 'CN201 info']);
  });

  it('CIS weighs what its benchmark names', () => {
    expect(weighed('cis')).toEqual(['CN510 error', 'CN101 warning', 'CN201 info']);
  });
});

function underCis(rule: string, severity: Severity): Severity | undefined {
  if (note === undefined) throw new Error('there is no note to weigh');
  return weighFindings([{ ...note, rule, severity }], 'cis')[0]?.severity;
}

describe('the table of CIS items in docs/rules.md', () => {
  const docs = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
  const rows = new Map(
    [...docs.matchAll(/^\| 5\.(\d+) +\|.*\|([^|]*)\|$/gm)].map(([, item, cell = '']) => [
      Number(item),
      cell.match(/CN\d+/g) ?? [],
    ]),
  );

  it('has every item, in order', () => {
    expect([...rows.keys()]).toEqual(Array.from({ length: 32 }, (_, index) => index + 1));
  });

  it('names the rules that rest on each, and those alone', () => {
    const named = [...rows].flatMap(([item, ids]) => ids.map((id) => `${id} 5.${item}`));
    const resting = rules.flatMap(({ id, source }) =>
      [...source.matchAll(/CIS Docker ([\d., ]+)/g)].flatMap(
        ([, items = '']) => items.match(/5\.\d+/g)?.map((item) => `${id} ${item}`) ?? [],
      ),
    );
    // What an intent states to be open (5.9) is no rule of the Benchmark's own.
    expect(named.filter((one) => one !== 'CN701 5.9').sort()).toEqual(resting.sort());
  });

  it('leaves other warnings as notes, and errors', () => {
    const listed = new Set([...rows.values()].flat());
    const others = rules.filter(({ id }) => !listed.has(id));
    expect(others.length).toBeGreaterThan(20);
    for (const { id, severity } of others) {
      expect([id, underCis(id, severity)]).toEqual([id, severity === 'warning' ? 'info' : severity]);
    }
  });

  it('is what --rules cis raises', () => {
    const on = new Set(rulesIn('cis').map(({ id }) => id));
    for (const id of new Set([...rows.values()].flat())) {
      const raised = id !== 'CN701' && on.has(id);
      expect([id, underCis(id, 'info')]).toEqual([id, raised ? 'warning' : 'info']);
    }
  });
});
