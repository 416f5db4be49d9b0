import { describe, expect, it } from 'vitest';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { analyze } from '../analyze.ts';
import { defaultReachOptions } from '../default-reach-options.ts';
import type { RuleSet } from './rule-set.ts';
import { weighFindings } from './rule-sets.ts';

const text = `services:
  app: {image: "example/app:1", ports: ["8080:80"]}
  agent: {image: "example/agent:1", security_opt: ["seccomp:unconfined"]}
`;

function weighed(set: RuleSet): readonly string[] {
  return weighFindings(analyze(openAlone(text), defaultReachOptions).findings, set).map(
    ({ rule, severity }) => `${rule} ${severity}`,
  );
}

describe('weighFindings', () => {
  it('the default set leaves severities as the rules give them', () => {
    expect(weighed('default')).toEqual(['CN510 error', 'CN101 warning', 'CN201 info', 'CN509 info']);
  });

  it('the strict set makes warnings of notes', () => {
    expect(weighed('strict')).toEqual(['CN510 error', 'CN101 warning', 'CN201 warning', 'CN509 warning']);
  });

  it('a home lab publishes on purpose', () => {
    expect(weighed('homelab')).toEqual(['CN510 error', 'CN101 info', 'CN201 info', 'CN509 info']);
  });

  it('CIS weighs what its benchmark names', () => {
    expect(weighed('cis')).toEqual(['CN510 error', 'CN101 warning', 'CN201 info', 'CN509 warning']);
  });
});
