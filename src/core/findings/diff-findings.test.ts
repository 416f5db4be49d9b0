import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { diffFindings } from './diff-findings.ts';

function findings(text: string) {
  return analyze(openAlone(text), defaultReachOptions).findings;
}

const open = 'services:\n  db:\n    image: postgres:16\n    ports: ["5432:5432"]\n    user: "70"\n';
const privileged = 'services:\n  db:\n    image: postgres:16\n    privileged: true\n    user: "70"\n';

describe('diffFindings', () => {
  it('tells what came and what went', () => {
    const { gained, gone } = diffFindings(findings(open), findings(privileged));
    expect(gained.map(({ rule }) => rule)).toContain('CN501');
    expect(gone.map(({ rule }) => rule)).toContain('CN102');
    expect(gone.map(({ rule }) => rule)).not.toContain('CN501');
  });

  it('sees no difference where only lines moved', () => {
    const { gained, gone } = diffFindings(findings(open), findings(`# a comment\n\n${open}`));
    expect([...gained, ...gone]).toEqual([]);
  });
});
