import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { countingFindings, standingOf } from './standing.ts';

function standings(text: string, rule: string, profiles: readonly string[] = []) {
  const { findings } = analyze(openAlone(text), { ...defaultReachOptions, profiles });
  const found = findings.filter((finding) => finding.rule === rule);
  return found.map((finding) => [finding.subjects[0], standingOf(finding, profiles)]);
}

const text = `services:
  web: { image: nginx, privileged: true }
  # bulkhead-disable CN501 -- for a while
  old: { image: nginx, privileged: true }
  debug: { image: netshoot, profiles: [dev, ops], privileged: true }
`;

describe('the standing of a finding', () => {
  it('waits while no profile of its service is on', () => {
    expect(standings(text, 'CN501')).toEqual([
      ['web', 'counts'],
      ['old', 'suppressed'],
      ['debug', 'inactive'],
    ]);
  });

  it.each([['dev'], ['ops'], ['*']])('counts with profile %s', (profile) => {
    expect(standings(text, 'CN501', [profile]).at(-1)).toEqual(['debug', 'counts']);
  });

  it('counts where Compose refuses the file whatever is on, and waits where it looks at active services alone', () => {
    const inactive = (line: string) =>
      standings(`services:\n  a: { image: x:1 }\n  b: { image: x:1, profiles: [dev], ${line} }\n`, 'CN601');
    expect(inactive('networks: [ghost]')).toEqual([['b', 'inactive']]);
    expect(inactive('depends_on: [ghost]')).toEqual([['b', 'inactive']]);
    expect(inactive('ports: ["x:y:z:1"]')).toEqual([['b', 'counts']]);
  });

  it('keeps the order of what counts', () => {
    const { findings } = analyze(openAlone(text), defaultReachOptions);
    const left = findings.filter((finding) => countingFindings(findings, []).includes(finding));
    expect(countingFindings(findings, [])).toEqual(left);
    expect(left.length).toBeLessThan(findings.length);
  });
});
