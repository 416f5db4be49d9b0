import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from './all-rules.ts';

function privileged(text: string, profiles: readonly string[]) {
  const { findings, reach } = analyze(openAlone(text), { ...defaultReachOptions, profiles });
  const found = findings.filter(({ rule }) => rule === 'CN501');
  return { found: found.map((each) => [each.subjects[0], each.profiles]), reach };
}

const text = `services:
  web: { image: nginx, privileged: true }
  debug: { image: netshoot, profiles: [dev], privileged: true }
`;

describe('findings of inactive services', () => {
  it('are there, tagged with the profile, while the service is absent from reach', () => {
    const { found, reach } = privileged(text, []);
    expect(found).toEqual([
      ['web', []],
      ['debug', ['dev']],
    ]);
    expect(reach.facts.has('debug')).toBe(false);
  });

  it('are not repeated when the profile is active', () => {
    expect(privileged(text, ['dev']).found).toEqual([
      ['web', []],
      ['debug', ['dev']],
    ]);
  });

  it('are none for what makes no container under any profile', () => {
    const none = `services:\n  debug: { image: netshoot, profiles: [dev], privileged: true, scale: 0 }\n`;
    expect(privileged(none, []).found).toEqual(privileged(none, ['dev']).found);
  });
});
